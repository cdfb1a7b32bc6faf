import ClinicalModel
import RosterModel

/// A patient's record that merges what staff recorded with what the export holds. Every plan is made from it.
///
/// A recorded event that the export has too counts once, as the export's row. One that contradicts the export counts
/// beside it, and both are named: no entry is dropped silently.
public struct MergedRecord: Sendable {
    /// The outcome for a recorded event.
    public enum Standing: Hashable, Sendable {
        /// It counts by itself.
        case counted
        /// The export has the same; this row counts.
        case merged(row: Int32)
        /// The export has a different entry for the same day; this row contradicts.
        case contradicted(row: Int32)

        /// Where the export's record stands that it merged with or that contradicts it.
        public func place(_ places: EventPlaces) -> EventPlace? {
            switch self {
            case .counted: nil
            case .merged(let row), .contradicted(let row): places.place(ofRow: Int(row))
            }
        }
    }

    /// The events of the export, then the recorded events that count, in the order of recording.
    public let record: PatientRecord
    /// The outcome for each recorded event, by the number of its act, in the order of the acts.
    public let standings: [(act: Int64, standing: Standing)]

    /// Merges an export's record with the staff's acts in force.
    public init(_ exported: PatientRecord, _ workflow: Workflow) {
        guard !workflow.recorded.isEmpty else {
            record = exported
            standings = []
            return
        }
        var events = Array(exported.events)
        var standings: [(act: Int64, standing: Standing)] = []
        var earlier: [(event: Event, standing: Standing)] = []
        for (act, fact) in workflow.recorded {
            let standing = MergedRecord.standing(of: fact.event, after: earlier, among: exported.events)
            if case .merged = standing {} else { events.append(fact.event) }
            standings.append((act.id, standing))
            earlier.append((fact.event, standing))
        }
        for (_, fact) in workflow.recorded { MergedRecord.takeBack(fact.event, in: &events) }
        let settled = exported.questions.isEmpty ? 0 : AnsweredQuestions(exported.questions, workflow).settledRecords
        record = PatientRecord(
            patient: exported.patient, events: events[...], rejectedRows: max(0, exported.rejectedRows - settled),
            questions: exported.questions)
        self.standings = standings
    }

    /// Returns the standing that an event would have if it were recorded now.
    public static func standing(
        ofNext event: Event, _ exported: PatientRecord, _ workflow: Workflow
    ) -> Standing {
        let merged = MergedRecord(exported, workflow)
        let earlier = zip(workflow.recorded, merged.standings).map { ($0.fact.event, $1.standing) }
        return standing(of: event, after: earlier, among: exported.events)
    }

    /// Removes the bookings that a recorded cancellation takes back, and the cancellation itself, as if never booked
    /// (protocol.md section 7), so that an earlier day that is booked instead counts.
    private static func takeBack(_ event: Event, in events: inout [Event]) {
        guard case .appointment(let item, .cancelled) = event.content else { return }
        func isOfThatDay(_ other: Event) -> Bool {
            guard case .appointment(item, _) = other.content else { return false }
            return other.date == event.date
        }
        // Only if it is the latest entry for that day.
        guard case .appointment(_, .cancelled)? = events.last(where: isOfThatDay)?.content else { return }
        events.removeAll(where: isOfThatDay)
    }

    private static func standing(
        of event: Event, after earlier: [(event: Event, standing: Standing)], among exported: ArraySlice<Event>
    ) -> Standing {
        let sameDay = exported.lazy.filter { $0.date == event.date }
        if event.content.isAnswer {
            if let same = sameDay.first(where: { $0.content == event.content }) { return .merged(row: same.row) }
            let other = sameDay.filter { $0.content.isAboutTheSame(as: event.content) }.map(\.row).max()
            return other.map { .contradicted(row: $0) } ?? .counted
        }
        // A sequence, such as booked, cancelled, booked again. If the export lacks an entry, it must lack the entries
        // after it. If it has an entry, it has the later ones in later rows.
        var lastRow: Int32 = 0
        for (other, standing) in earlier
        where other.date == event.date && other.content.isFollowed(by: event.content) {
            switch standing {
            case .counted, .contradicted: return .counted
            case .merged(let row): lastRow = max(lastRow, row)
            }
        }
        let following = sameDay.filter { $0.row > lastRow && event.content.isFollowed(by: $0.content) }
        if let same = following.first(where: { $0.content == event.content }) {
            // If the export has an onset and its end on the same day, this onset may be the second of two: in doubt it
            // is open.
            if case .symptom(_, .onset) = event.content, following.last?.content != event.content { return .counted }
            return .merged(row: same.row)
        }
        // The export has a cancellation but no booking: the cancellation is of this booking.
        if case .appointment(_, .booked) = event.content, let back = following.last { return .merged(row: back.row) }
        return .counted
    }
}

extension EventContent {
    /// The item that a row of staff origin concerns; nil for a clinical event.
    public var item: Item? {
        switch self {
        case .appointment(let item, _), .interval(let item, _): item
        default: nil
        }
    }

    /// Returns whether a different event supersedes this one: it answers the same question, or begins, ends or books
    /// the same.
    func isFollowed(by other: EventContent) -> Bool {
        switch (self, other) {
        case (.appointment(let item, _), .appointment(let another, _)): item == another
        case (.drug(let agent, _), .drug(let another, _)): agent == another
        case (.symptom(let symptom, _), .symptom(let another, _)): symptom == another
        case (.contraindication(let subject, _), .contraindication(let another, _)): subject == another
        case (.status, .status), (.systemic, .systemic): true
        default: isAboutTheSame(as: other)
        }
    }
}
