import ClinicalModel

/// A patient's record with what staff recorded put beside what the export holds: what every plan is made from.
///
/// A recorded event that the export has too counts once, as the export's row. One that says otherwise than the export counts
/// beside it, and both are named: nobody's word is dropped in silence.
public struct MergedRecord: Sendable {
    /// What became of a recorded event.
    public enum Standing: Hashable, Sendable {
        /// It counts by itself.
        case counted
        /// The export has the same; the row that counts.
        case merged(row: Int32)
        /// The export says something else of the same day; the row that contradicts.
        case contradicted(row: Int32)
    }

    /// The events of the export, then those recorded that count, in the order in which they were recorded.
    public let record: PatientRecord
    /// What became of each recorded event, by the number of its act, in the order of the acts.
    public let standings: [(act: Int64, standing: Standing)]

    /// The merger of an export's record with what stands of the staff's.
    public init(_ exported: PatientRecord, _ workflow: Workflow) {
        guard !workflow.recorded.isEmpty else {
            record = exported
            standings = []
            return
        }
        var events = exported.events
        var standings: [(Int64, Standing)] = []
        for (act, fact) in workflow.recorded {
            let standing = MergedRecord.standing(of: fact.event, among: exported.events)
            if case .merged = standing {} else { events.append(fact.event) }
            standings.append((act.id, standing))
        }
        record = PatientRecord(patient: exported.patient, events: events, rejectedRows: exported.rejectedRows)
        self.standings = standings.map { (act: $0, standing: $1) }
    }

    /// Where an event stands that is recorded beside these of the export.
    public static func standing(of event: Event, among exported: some Sequence<Event>) -> Standing {
        var standing = Standing.counted
        for row in exported where row.date == event.date && row.content.isAboutTheSame(as: event.content) {
            if row.content == event.content { return .merged(row: row.row) }
            standing = .contradicted(row: row.row)
        }
        return standing
    }
}
