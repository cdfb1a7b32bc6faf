import CivilCalendar
import ClinicalModel
import Surveillance

/// Whether an event may be recorded.
extension ActJudge {
    func record(_ event: Event, _ note: String, _ who: StaffMember) throws(ActRefusal) -> ActVerdict {
        if case .appointment(_, let result) = event.content {
            if result == .booked, event.date.last < today { throw .pastBooking(event.date, today: today) }
        } else if event.date.first > today {
            throw .futureEvent(event.date, today: today)
        }
        // A booking that was cancelled since may be made again for the same day: only the latest word counts.
        let latest = workflow.recorded.last { other in
            other.fact.event.content.isFollowed(by: event.content) && other.fact.event.date == event.date
        }
        if let latest, latest.fact.event.content == event.content { throw .recordedAlready(act: latest.act.id) }
        let standing = MergedRecord.standing(ofNext: event, exported, workflow)
        if case .merged(let row) = standing, let later = takesBack(event, after: row) {
            throw .takenBack(row: row, by: later)
        }
        let deed = Deed.record(RecordedFact(event, note: note))
        return ActVerdict(
            deed: deed, item: event.content.item, changes: changes(of: deed, by: who), standing: standing,
            warnings: try warnings(of: event))
    }

    /// The export's row of the same day that follows this one and says otherwise; nil where none does.
    private func takesBack(_ event: Event, after row: Int32) -> Int32? {
        guard !event.content.isAnswer else { return nil }
        let last = exported.events.last { other in
            other.row > row && other.date == event.date && event.content.isFollowed(by: other.content)
        }
        return last.flatMap { $0.content == event.content ? nil : $0.row }
    }

    /// What is doubtful of a booking: of several for an item only the latest counts (protocol.md section 7), and one that is
    /// neither cancelled nor kept counts as missed.
    private func warnings(of event: Event) throws(ActRefusal) -> [String] {
        guard case .appointment(let item, .booked) = event.content else { return [] }
        var latest: [PartialDate: AppointmentResult] = [:]
        for other in plan.assessment.facts.history.appointments {
            guard case .appointment(item, let result) = other.content else { continue }
            latest[other.date] = result
        }
        let standing = latest.filter { $0.value == .booked && $0.key.first >= today && $0.key != event.date }.keys
        if let later = standing.filter({ $0.first > event.date.first }).max(by: { $0.first < $1.first }) {
            throw .laterBooking(item, later)
        }
        return standing.sorted { $0.first < $1.first }.map { other in
            "the appointment of \(other) stays booked and will count as missed; to cancel it: "
                + "cnswatch cancel MRN \(item.rawValue) \(other)"
        }
    }
}
