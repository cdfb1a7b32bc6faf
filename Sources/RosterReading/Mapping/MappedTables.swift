/// The two tables of the roster, made of a site's own files, with what is wrong with rows that no table can hold.
struct MappedTables {
    let mapping: RosterMapping
    private(set) var patients = MappedTable<PatientColumn>()
    private(set) var events = MappedTable<EventColumn>()
    private(set) var faults = MappedFaults()
    /// Rows of patients of which something was set aside, by record number: how many.
    private(set) var rejected: [String: Int] = [:]
    /// How many rows were set aside, whole or in part.
    private(set) var rejectedRows = 0
    /// The patients that were met, each with the row and what it says.
    private var met: [String: (row: Int, fields: [PatientColumn: String])] = [:]
    private(set) var files: [SiteFile] = []

    /// Goes through all files of the mapping. Throws all faults that make any of them unusable, or one that changed meanwhile.
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

    /// Goes through a file, and makes rows of all that a rule means.
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
        if let unread = file.unread { faults.add(unread, file.name, row: file.headerRow) }
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

    /// Where fields have shifted no condition can be trusted, and what the row would have made is not known; before the first
    /// delimiter nothing can have shifted, so a patient whose number stands there is not lost.
    private mutating func misshapen(_ file: SiteFile, _ problem: RowProblem, number column: String?) {
        faults.add(problem, file.name, row: file.records.row)
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
            // Where every row of a file repeats who the patient is, nothing is lost by taking the first.
            if first.fields == fields, found.isEmpty { return }
            let problem = RowProblem(.duplicateMRN, column: people.numberColumn, expected: first.row)
            found = [problem.inWords(severity: problem.kind.severity)]
        } else {
            met[number] = (row, fields)
            patients.add(fields, row: row, rule: 0)
            found = found.map { $0.ofFieldAlone }
        }
        guard !found.isEmpty else { return }
        for fault in found { faults.add(fault, file.name, row: row) }
        rejectedRows += 1
        if !number.isEmpty { rejected[number, default: 0] += 1 }
    }

    private mutating func event(
        _ translator: RowTranslator<EventColumn>, _ rule: Int, _ file: SiteFile
    ) {
        let (fields, found) = translator.fields(file)
        guard !found.isEmpty else { return events.add(fields, row: file.records.row, rule: rule) }
        for fault in found { faults.add(fault, file.name, row: file.records.row) }
        rejectedRows += 1
        if let number = fields[.mrn] { rejected[number, default: 0] += 1 }
    }
}

extension FieldFault {
    /// The same fault where it costs the field and not the row.
    fileprivate var ofFieldAlone: FieldFault {
        FieldFault(
            column: column, kind: kind, severity: .fieldSetAside, reason: reason, remedy: remedy,
            shownValue: shownValue)
    }
}
