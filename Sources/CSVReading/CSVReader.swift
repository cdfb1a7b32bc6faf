import ParallelMap
import RosterModel

/// Reads a roster: `patients.csv` and `events.csv` become patients, events and faults.
///
/// A faulty row is rejected and reported; a faulty file refuses the whole roster. Reading is one pass over each file,
/// the events in pieces on all processors. Memory holds the result and a buffer of 2 MiB for each.
public struct CSVReader: Sendable {
    let limits: CSVLimits
    /// How to read the site's own files; nil if they are `patients.csv` and `events.csv`.
    let mapping: RosterMapping?
    let threads: Int
    private let vocabulary = EventVocabulary()

    /// Creates a reader; with a mapping, one of a site's own files.
    public init(mapping: RosterMapping? = nil) { self.init(limits: CSVLimits(), mapping: mapping) }

    init(limits: CSVLimits, threads: Int = processorCount, mapping: RosterMapping? = nil) {
        self.limits = limits
        self.mapping = mapping
        self.threads = threads
    }

    /// Reads a roster from the bytes of its two files. Throws all faults that make either of them unusable.
    public func read(patientsCSV: [UInt8], eventsCSV: [UInt8]) throws(RosterRefusal) -> RosterReading {
        try read(patients: MemoryBytes(patientsCSV), events: MemoryBytes(eventsCSV))
    }

    func read(patients: some ByteSource, events: some ByteSource) throws(RosterRefusal) -> RosterReading {
        let patientRecords = CSVRecords(file: .patients, source: patients, limits: limits)
        var faults: [FileFault] = []
        var patientRows: PatientRows?
        var eventRows: (rows: EventRows, hash: ContentHash)?
        do throws(RosterRefusal) {
            patientRows = try self.patientRows(patientRecords)
        } catch {
            faults += error.faults
        }
        // Without patients the events file is still checked, so that all faults can be fixed at once.
        do throws(RosterRefusal) {
            eventRows = try self.eventRows(events, mrns: patientRows?.mrns ?? ByteStringTable())
        } catch {
            faults += error.faults
        }
        guard let patientRows, let eventRows else { throw RosterRefusal(faults: faults) }
        return assemble(
            patientRows, eventRows.rows, patientsFile: CSVReader.fingerprint(patientRecords.contentHash),
            eventsFile: CSVReader.fingerprint(eventRows.hash))
    }

    private func patientRows(_ records: CSVRecords<some ByteSource>) throws(RosterRefusal) -> PatientRows {
        let header = try Header<PatientColumn>(of: records, limits: limits)
        do throws(FileFault) {
            return try PatientRows(records, header: header)
        } catch {
            throw RosterRefusal(faults: [error])
        }
    }

    private func eventRows(
        _ source: some ByteSource, mrns: ByteStringTable
    ) throws(RosterRefusal) -> (rows: EventRows, hash: ContentHash) {
        let records = CSVRecords(file: .events, source: source, limits: limits)
        let header = try Header<EventColumn>(of: records, limits: limits)
        let file = EventFile(
            source: source, limits: limits, columns: EventColumnIndices(header), vocabulary: vocabulary, mrns: mrns,
            threads: threads)
        do throws(FileFault) {
            let row = records.row
            return try file.rows(unknownColumns: header.unknownColumns.map { ($0, row) })
        } catch {
            throw RosterRefusal(faults: [error])
        }
    }

    private static func fingerprint(_ hash: ContentHash) -> FileFingerprint {
        FileFingerprint(size: hash.count, modificationTime: 0, inode: 0, contentHash: hash.value)
    }

    private func assemble(
        _ patients: PatientRows, _ rows: EventRows, patientsFile: FileFingerprint, eventsFile: FileFingerprint
    ) -> RosterReading {
        var starts = [Int](repeating: 0, count: patients.patients.count + 1)
        for (owner, count) in rows.owners { starts[Int(owner) + 1] += Int(count) }
        for patient in patients.patients.indices { starts[patient + 1] += starts[patient] }
        var rejectedRows = patients.rejectedRows
        for owner in rows.rejectedOwners { rejectedRows[Int(owner)] += 1 }
        let roster = Roster(
            patients: patients.patients,
            events: rows.isGrouped ? rows.events : rows.events.grouped(by: rows.owners, starts: starts),
            eventStarts: starts, rejectedRows: rejectedRows, notes: rows.notes)
        let totals = RosterTotals(
            patients: roster.patients.count, events: roster.events.count,
            rejectedRows: patients.rejectedRowCount + rows.rejectedRowCount, orphanRows: rows.orphanRowCount,
            warnings: patients.log.warnings + rows.log.warnings,
            faults: patients.log.total + rows.log.total)
        return RosterReading(
            roster: roster, faults: patients.log.faults + rows.log.faults, totals: totals,
            files: [patientsFile, eventsFile])
    }
}

extension CSVReader {
    /// Reads the roster in a folder. Throws all faults that make either file unusable, or the fault of one that changed
    /// meanwhile.
    public func read(folder: String) throws(RosterRefusal) -> RosterReading {
        if let mapping { return try read(folder: folder, by: mapping) }
        var faults: [FileFault] = []
        let patients = CSVReader.open(.patients, folder, &faults)
        let events = CSVReader.open(.events, folder, &faults)
        guard let patients, let events else { throw RosterRefusal(faults: faults) }
        let reading: RosterReading
        do throws(RosterRefusal) {
            reading = try read(patients: patients, events: events)
        } catch {
            // A file being written looks faulty in many ways; the fault that matters is that it changes.
            let changes = [patients, events].compactMap { $0.change(bytesRead: $0.stamp.size) }
            throw changes.isEmpty ? error : RosterRefusal(faults: changes)
        }
        // Checked only now, so that an export replacing one file while the other is read is not mistaken for a matching
        // pair.
        let changes = [
            patients.change(bytesRead: reading.files[0].size), events.change(bytesRead: reading.files[1].size),
        ].compactMap { $0 }
        guard changes.isEmpty else { throw RosterRefusal(faults: changes) }
        return RosterReading(
            roster: reading.roster, faults: reading.faults, totals: reading.totals,
            files: [
                patients.fingerprint(contentHash: reading.files[0].contentHash),
                events.fingerprint(contentHash: reading.files[1].contentHash),
            ])
    }

    private static func open(_ file: RosterFile, _ folder: String, _ faults: inout [FileFault]) -> RegularFile? {
        do throws(FileFault) {
            return try RegularFile(file, in: folder)
        } catch {
            faults.append(error)
            return nil
        }
    }
}
