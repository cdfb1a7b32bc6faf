import ClinicalModel

/// Reads a roster: `patients.csv` and `events.csv` into patients, events and faults.
///
/// A faulty row is set aside and told, a faulty file refuses the roster whole. Reading is one pass over each file; memory
/// holds the result and a buffer of 2 MiB.
public struct RosterReader: Sendable {
    let limits: CSVLimits
    private let vocabulary = EventVocabulary()

    /// A reader.
    public init() { self.init(limits: CSVLimits()) }

    init(limits: CSVLimits) { self.limits = limits }

    /// Reads a roster from the bytes of its two files. Throws all faults that make either of them unusable.
    public func read(patientsCSV: [UInt8], eventsCSV: [UInt8]) throws(RosterRefusal) -> RosterReading {
        try read(patients: MemoryBytes(patientsCSV), events: MemoryBytes(eventsCSV))
    }

    func read(patients: some ByteSource, events: some ByteSource) throws(RosterRefusal) -> RosterReading {
        var patientRecords = CSVRecords(file: .patients, source: patients, limits: limits)
        var eventRecords = CSVRecords(file: .events, source: events, limits: limits)
        var faults: [FileFault] = []
        var patientRows: PatientRows?
        var eventRows: EventRows?
        do throws(RosterRefusal) {
            patientRows = try self.patientRows(&patientRecords)
        } catch {
            faults += error.faults
        }
        // Without patients the events are still read for the faults of their file, so that all can be mended at once.
        do throws(RosterRefusal) {
            eventRows = try self.eventRows(&eventRecords, mrns: patientRows?.mrns ?? ByteStringTable())
        } catch {
            faults += error.faults
        }
        guard let patientRows, let eventRows else { throw RosterRefusal(faults: faults) }
        return assemble(
            patientRows, eventRows,
            patientsFile: FileFingerprint(
                size: patientRecords.byteCount, modificationTime: 0, inode: 0,
                contentHash: patientRecords.contentHash.value),
            eventsFile: FileFingerprint(
                size: eventRecords.byteCount, modificationTime: 0, inode: 0, contentHash: eventRecords.contentHash.value
            ))
    }

    private func patientRows(_ records: inout CSVRecords<some ByteSource>) throws(RosterRefusal) -> PatientRows {
        let header = try Header<PatientColumn>(of: &records, limits: limits)
        do throws(FileFault) {
            return try PatientRows(&records, header: header)
        } catch {
            throw RosterRefusal(faults: [error])
        }
    }

    private func eventRows(
        _ records: inout CSVRecords<some ByteSource>, mrns: ByteStringTable
    ) throws(RosterRefusal) -> EventRows {
        let header = try Header<EventColumn>(of: &records, limits: limits)
        do throws(FileFault) {
            return try EventRows(&records, header: header, vocabulary: vocabulary, mrns: mrns)
        } catch {
            throw RosterRefusal(faults: [error])
        }
    }

    private func assemble(
        _ patients: PatientRows, _ events: EventRows, patientsFile: FileFingerprint, eventsFile: FileFingerprint
    ) -> RosterReading {
        let grouping = EventGrouping(
            events: events.events, owners: events.owners, isGrouped: events.isGrouped,
            patientCount: patients.patients.count)
        let roster = Roster(
            patients: patients.patients, events: grouping.events, eventStarts: grouping.starts,
            rejectedRows: zip(patients.rejectedRows, events.rejectedRows).map { $0 + $1 }, agents: events.agents.names)
        let totals = RosterTotals(
            patients: roster.patients.count, events: roster.events.count,
            rejectedRows: patients.rejectedRowCount + events.rejectedRowCount, orphanRows: events.orphanRowCount,
            warnings: patients.log.counts[.warning, default: 0] + events.log.counts[.warning, default: 0],
            faults: patients.log.total + events.log.total)
        return RosterReading(
            roster: roster, faults: patients.log.faults + events.log.faults, totals: totals,
            files: [patientsFile, eventsFile])
    }
}
