import CivilCalendar
import ClinicalModel
import RosterModel

extension CSVReader {
    /// Reads a roster from a site's own files. Their rows are translated into the words of the roster and read like any
    /// others; faults are reported by the site's own names and rows.
    func read(folder: String, by mapping: RosterMapping) throws(RosterRefusal) -> RosterReading {
        let tables = try MappedTables(mapping, folder: folder)
        let reading = try read(patientsCSV: tables.patients.text, eventsCSV: tables.events.text)
        // Checked only now, as for the two roster files.
        let changes = tables.files.compactMap(\.change)
        guard changes.isEmpty else { throw RosterRefusal(faults: changes) }
        let faults = (tables.faults.faults + reading.faults.map { tables.placed($0) }).sorted {
            (mapping.place(of: $0.file), $0.row) < (mapping.place(of: $1.file), $1.row)
        }
        let totals = reading.totals
        return RosterReading(
            roster: tables.placed(reading.roster), faults: Array(faults.prefix(2 * FaultLog.limit)),
            totals: RosterTotals(
                patients: totals.patients, events: totals.events,
                rejectedRows: totals.rejectedRows + tables.rejectedRows, orphanRows: totals.orphanRows,
                warnings: totals.warnings + tables.faults.warnings,
                faults: totals.faults + tables.faults.total),
            files: tables.fingerprints)
    }
}

extension RosterMapping {
    fileprivate func place(of file: RosterFile) -> Int { files.firstIndex(of: file.rawValue) ?? 0 }
}

extension MappedTables {
    /// Returns a fault of a table as a fault of the site's file.
    fileprivate func placed(_ fault: RosterFault) -> RosterFault {
        if fault.file == .patients { return placed(fault, patients, [mapping.patients]) }
        return placed(fault, events, mapping.events)
    }

    private func placed<Column>(
        _ fault: RosterFault, _ table: MappedTable<Column>, _ rules: [RowMapping<Column>]
    ) -> RosterFault {
        guard let place = table.place(ofLine: fault.row) else {
            // The mapping wrote this header, so its faults belong to the file.
            return RosterFault(
                file: RosterFile(rawValue: rules.first?.file ?? mapping.patients.file), row: 1,
                fault: fault.fault)
        }
        let rule = rules[Int(place.rule)]
        let column = fault.column.flatMap(Column.init(rawValue:))
        let said = fault.fault
        let isOrphan = said.kind == .unknownMRN
        return RosterFault(
            file: RosterFile(rawValue: rule.file), row: Int(place.row),
            fault: FieldFault(
                column: column.flatMap { rule.fields[$0]?.column } ?? fault.column, kind: said.kind,
                severity: said.severity,
                reason: isOrphan
                    ? "no row of \(mapping.patients.file) has this record number" : said.reason,
                remedy: isOrphan
                    ? "correct the number, or add the patient to \(mapping.patients.file)" : said.remedy,
                shownValue: said.shownValue))
    }

    /// Returns the roster with its rows placed in the site's files.
    fileprivate func placed(_ roster: Roster) -> Roster {
        func row(_ line: Int32, _ place: (Int) -> Int32?) -> Int32 { place(Int(line)) ?? line }
        var rejectedRows = roster.rejectedRows
        for (index, patient) in roster.patients.enumerated() {
            rejectedRows[index] += Int32(clamping: rejected[patient.mrn] ?? 0)
        }
        var events = RosterEvents(sharing: [])
        events.reserve(roster.events.count)
        var notes = RosterNotes()
        var places = RowPlaces(files: mapping.files)
        places.reserve(roster.events.count)
        let filesOfRules = mapping.events.map { mapping.files.firstIndex(of: $0.file) ?? 0 }
        var entered = [UInt32?](repeating: nil, count: roster.events.contents.count)
        roster.events.forEach(in: roster.events.indices) { date, number, line in
            let known = entered[number] ?? events.enter(roster.events.contents[number])
            entered[number] = known
            let place = self.events.place(ofLine: Int(line))
            let row = places.add(file: filesOfRules[Int(place?.rule ?? 0)], row: place?.row ?? line)
            events.append(date: date, content: known, row: row)
            notes.add(noteOf: line, in: roster.notes, as: row)
        }
        return Roster(
            patients: roster.patients.map { patient in
                Patient(
                    mrn: patient.mrn, familyName: patient.familyName, givenName: patient.givenName,
                    birthDate: patient.birthDate, sex: patient.sex, clinic: patient.clinic,
                    clinician: patient.clinician, row: row(patient.row) { patients.place(ofLine: $0)?.row })
            },
            events: events, eventStarts: roster.eventStarts, rejectedRows: rejectedRows,
            places: .rows(places), notes: notes)
    }

    /// The fingerprints of all files, combined with that of this mapping.
    fileprivate var fingerprints: [FileFingerprint] {
        files.map(\.fingerprint).map { print in
            FileFingerprint(
                size: print.size, modificationTime: print.modificationTime, inode: print.inode,
                contentHash: print.contentHash ^ mapping.contentHash)
        }
    }
}

/// The two roster tables, built from a site's own files, with the faults of rows that no table can hold.
struct MappedTables {
    let mapping: RosterMapping
    private(set) var patients = MappedTable<PatientColumn>()
    private(set) var events = MappedTable<EventColumn>()
    /// Faults of rows, found before the tables are read.
    private(set) var faults = FaultLog()
    /// The number of rejected rows of each patient, by record number.
    private(set) var rejected: [String: Int] = [:]
    /// The number of rows rejected, whole or in part.
    private(set) var rejectedRows = 0
    /// The patients found, each with its row and fields.
    private var met: [String: (row: Int, fields: [PatientColumn: String])] = [:]
    private(set) var files: [SiteFile] = []

    /// Reads all files of the mapping. Throws all faults that make any of them unusable, or the fault of a file that
    /// changed meanwhile.
    init(_ mapping: RosterMapping, folder: String) throws(RosterRefusal) {
        self.mapping = mapping
        var found: [FileFault] = []
        for name in mapping.files {
            do throws(RosterRefusal) {
                try take(name, folder)
            } catch {
                found += error.faults
            }
        }
        let changes = files.compactMap { $0.change }
        if !changes.isEmpty { throw RosterRefusal(faults: changes) }
        if !found.isEmpty { throw RosterRefusal(faults: found) }
    }

    /// Reads one file and makes a row for each match of a rule.
    private mutating func take(_ name: String, _ folder: String) throws(RosterRefusal) {
        let people = mapping.patients.file == name ? RowTranslator(mapping.patients, mapping) : nil
        let happenings = mapping.events.enumerated().filter { $0.element.file == name }
            .map { (rule: $0.offset, translator: RowTranslator($0.element, mapping)) }
        let columns = (people?.rows.columns ?? []) + happenings.flatMap(\.translator.rows.columns)
        let delimiter =
            people?.rows.delimiter ?? happenings.first?.translator.rows.delimiter ?? UInt8(ascii: ",")
        let file = try SiteFile(
            name, in: folder, delimiter: delimiter, columns: columns, mapping: mapping.path)
        files.append(file)
        if let unread = file.unread { faults.add(unread, in: file.name, row: file.headerRow) }
        do throws(FileFault) {
            while try file.records.next() {
                if let problem = file.shapeProblem {
                    misshapen(
                        file, problem, number: people?.numberColumn ?? happenings.first?.translator.numberColumn
                    )
                    continue
                }
                if let people, people.means(file) { person(people, file) }
                for (rule, translator) in happenings where translator.means(file) {
                    event(translator, rule, file)
                }
            }
        } catch {
            throw RosterRefusal(faults: [error])
        }
    }

    /// Rejects a row of the wrong shape. If fields have shifted, no condition can be trusted, and what the row would
    /// have made is unknown. Before the first delimiter nothing can have shifted, so a patient whose number stands
    /// there is not lost.
    private mutating func misshapen(_ file: SiteFile, _ problem: RowProblem, number column: String?) {
        faults.add(problem, in: file.name, row: file.records.row)
        rejectedRows += 1
        guard let column, file.isFirst(column), file.records.fieldCount > 1, !file.records.isMalformed
        else { return }
        let number = file.text(column)
        guard !number.isEmpty, mapping.numbers?.matches(number) != false,
            SpreadsheetDamage(file.bytes(column)) == nil
        else { return }
        rejected[number, default: 0] += 1
        if file.name.rawValue == mapping.patients.file, met[number] == nil {
            met[number] = (file.records.row, [.mrn: number])
            patients.add([.mrn: number], row: file.records.row, rule: 0)
        }
    }

    private mutating func person(_ people: RowTranslator<PatientColumn>, _ file: SiteFile) {
        let row = file.records.row
        var (fields, found) = people.fields(file)
        let number = fields[.mrn] ?? ""
        if number.isEmpty {
            if found.isEmpty {
                found = [
                    RowProblem(.missingMRN, column: people.numberColumn).inWords(severity: .rowSetAside)
                ]
            }
        } else if let first = met[number] {
            // If every row of a file repeats the patient's details, taking the first loses nothing.
            if first.fields == fields, found.isEmpty { return }
            let problem = RowProblem(.duplicateMRN, column: people.numberColumn, expected: first.row)
            found = [problem.inWords(severity: problem.kind.severity)]
        } else {
            met[number] = (row, fields)
            patients.add(fields, row: row, rule: 0)
            found = found.map { $0.ofFieldAlone }
        }
        guard !found.isEmpty else { return }
        for fault in found { faults.add(fault, in: file.name, row: row) }
        rejectedRows += 1
        if !number.isEmpty { rejected[number, default: 0] += 1 }
    }

    private mutating func event(
        _ translator: RowTranslator<EventColumn>, _ rule: Int, _ file: SiteFile
    ) {
        let (fields, found) = translator.fields(file)
        guard !found.isEmpty else { return events.add(fields, row: file.records.row, rule: rule) }
        for fault in found { faults.add(fault, in: file.name, row: file.records.row) }
        rejectedRows += 1
        if let number = fields[.mrn] { rejected[number, default: 0] += 1 }
    }
}

extension FieldFault {
    /// The same fault, rejecting only the field and not the row.
    fileprivate var ofFieldAlone: FieldFault {
        FieldFault(
            column: column, kind: kind, severity: .fieldSetAside, reason: reason, remedy: remedy,
            shownValue: shownValue)
    }
}

/// A table in the words of the roster, made of a site's rows, with the origin of each row.
struct MappedTable<Column: RosterColumn> {
    /// The origin of a row.
    struct Place {
        /// The line of the table.
        let line: Int32
        /// The row of the site's file.
        let row: Int32
        /// The number of the mapping rule that made it.
        let rule: Int32
    }

    /// The text of the table, as the reader takes it.
    private(set) var text: [UInt8] = []
    /// The origins of its rows, in line order.
    private(set) var places: [Place] = []
    private var line: Int32 = 1

    init() { add(Column.allCases.map(\.rawValue)) }

    /// Adds a row.
    mutating func add(_ fields: [Column: String], row: Int, rule: Int) {
        places.append(Place(line: line, row: Int32(clamping: row), rule: Int32(clamping: rule)))
        add(Column.allCases.map { fields[$0] ?? "" })
    }

    /// Returns the origin of the row on a line; nil for the header.
    func place(ofLine line: Int) -> Place? {
        let index = places.partitioningIndex { $0.line >= line }
        return index < places.count && places[index].line == line ? places[index] : nil
    }

    private mutating func add(_ fields: [String]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            append(field)
        }
        text.append(UInt8(ascii: "\n"))
        line += 1
    }

    private mutating func append(_ field: String) {
        let needsQuotes = field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else {
            text += field.utf8
            return
        }
        text.append(0x22)
        var isAfterReturn = false
        for byte in field.utf8 {
            if byte == 0x22 { text.append(0x22) }
            if byte == 0x0D || byte == 0x0A && !isAfterReturn { line += 1 }
            isAfterReturn = byte == 0x0D
            text.append(byte)
        }
        text.append(0x22)
    }
}
