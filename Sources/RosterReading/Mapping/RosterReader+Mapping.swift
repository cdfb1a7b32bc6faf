import ClinicalModel

extension RosterReader {
    /// Reads a roster in a site's own files: its rows are put into the words of the roster, read as any are, and told of by the
    /// site's own names and rows.
    func read(folder: String, by mapping: RosterMapping) throws(RosterRefusal) -> RosterReading {
        let tables = try MappedTables(mapping, folder: folder)
        let reading = try read(patientsCSV: tables.patients.text, eventsCSV: tables.events.text)
        // Asked only now, as where the two files of the roster are read.
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
                warnings: totals.warnings + tables.faults.counts[.warning, default: 0],
                faults: totals.faults + tables.faults.total),
            files: tables.fingerprints)
    }
}

extension RosterMapping {
    fileprivate func place(of file: RosterFile) -> Int { files.firstIndex(of: file.rawValue) ?? 0 }
}

extension MappedTables {
    /// A fault of a table as one of the site's file.
    fileprivate func placed(_ fault: RosterFault) -> RosterFault {
        if fault.file == .patients { return placed(fault, patients, [mapping.patients]) }
        return placed(fault, events, mapping.events)
    }

    private func placed<Column>(
        _ fault: RosterFault, _ table: MappedTable<Column>, _ rules: [RowMapping<Column>]
    ) -> RosterFault {
        guard let place = table.place(ofLine: fault.row) else {
            // The header is the mapping's own: what is said of it is said of the file.
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

    /// The roster with the rows of the site's files.
    fileprivate func placed(_ roster: Roster) -> Roster {
        func row(_ line: Int32, _ place: (Int) -> Int32?) -> Int32 { place(Int(line)) ?? line }
        var rejectedRows = roster.rejectedRows
        for (index, patient) in roster.patients.enumerated() {
            rejectedRows[index] += Int32(clamping: rejected[patient.mrn] ?? 0)
        }
        var events = RosterEvents(sharing: [])
        events.reserve(roster.events.count)
        var places = RowPlaces(files: mapping.files)
        places.reserve(roster.events.count)
        let filesOfRules = mapping.events.map { mapping.files.firstIndex(of: $0.file) ?? 0 }
        var entered = [UInt32?](repeating: nil, count: roster.events.contents.count)
        roster.events.forEach(in: roster.events.indices) { date, number, line in
            let known = entered[number] ?? events.enter(roster.events.contents[number])
            entered[number] = known
            let place = self.events.place(ofLine: Int(line))
            events.append(
                date: date, content: known,
                row: places.add(file: filesOfRules[Int(place?.rule ?? 0)], row: place?.row ?? line))
        }
        return Roster(
            patients: roster.patients.map { patient in
                Patient(
                    mrn: patient.mrn, familyName: patient.familyName, givenName: patient.givenName,
                    birthDate: patient.birthDate, sex: patient.sex, clinic: patient.clinic,
                    clinician: patient.clinician, row: row(patient.row) { patients.place(ofLine: $0)?.row })
            },
            events: events, eventStarts: roster.eventStarts, rejectedRows: rejectedRows,
            agents: roster.agents, places: .rows(places))
    }

    /// The fingerprints of all files, as they are read by this mapping.
    fileprivate var fingerprints: [FileFingerprint] {
        files.map(\.fingerprint).map { print in
            FileFingerprint(
                size: print.size, modificationTime: print.modificationTime, inode: print.inode,
                contentHash: print.contentHash ^ mapping.contentHash)
        }
    }
}
