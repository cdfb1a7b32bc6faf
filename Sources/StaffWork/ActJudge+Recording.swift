import CivilCalendar
import ClinicalModel
import Surveillance

/// Whether an event may be recorded.
extension ActJudge {
    func record(_ event: Event, _ note: String, _ who: StaffMember) throws(ActRefusal) -> ActVerdict {
        try check(event, note)
        // A booking that was cancelled since may be made again for the same day: only the latest word counts.
        let latest = workflow.recorded.last { other in
            other.fact.event.content.isFollowed(by: event.content) && other.fact.event.date == event.date
        }
        if let latest, latest.fact.event.content == event.content { throw .recordedAlready(act: latest.act.id) }
        let standing = MergedRecord.standing(ofNext: event, exported, workflow)
        if case .merged(let row) = standing, let later = takesBack(event, from: row) {
            throw .takenBack(place(ofRow: row), by: place(ofRow: later))
        }
        let deed = Deed.record(RecordedFact(event, note: note))
        let (then, changes) = outcome(of: deed, by: who)
        return ActVerdict(
            deed: deed, item: event.content.item, changes: changes, standing: standing,
            warnings: warnings(of: event, changes, then))
    }

    /// Refuses what cannot be, or may not be by one person's word without a reason and a limit.
    private func check(_ event: Event, _ note: String) throws(ActRefusal) {
        switch event.content {
        case .appointment(let item, let result): try check(result, of: item, on: event.date)
        case .interval(_, let interval):
            if note.isEmpty { throw .noReason("interval") }
            if let interval, today + interval > today + limits.atMost { throw .longInterval(interval, limits.atMost) }
        case .status: if note.isEmpty { throw .noReason("status") }
        default: break
        }
        if case .appointment(_, .booked) = event.content { return }
        if event.date.first > today, event.content.item == nil || isMissed(event) {
            throw .futureEvent(event.date, today: today)
        }
    }

    private func isMissed(_ event: Event) -> Bool {
        if case .appointment(_, .missed) = event.content { true } else { false }
    }

    private func check(_ result: AppointmentResult, of item: Item, on date: PartialDate) throws(ActRefusal) {
        let bookings = Bookings(for: item, in: plan.assessment.facts.history)
        switch result {
        case .booked:
            guard date.first == date.last else { throw .vagueBooking(date) }
            if date.last < today { throw .pastBooking(date, today: today) }
            if date.first > today + limits.atMost { throw .farBooking(date, atMost: today + limits.atMost) }
            // Of several only the latest counts (protocol.md section 7).
            let later = bookings.booked(from: today).last { $0.first > date.first }
            if let later { throw .laterBooking(item, later) }
        case .cancelled:
            if bookings[date] != .booked { throw .notBooked(item, date, booked: bookings.booked(from: today)) }
        case .missed: break
        }
    }

    /// The export's row of the same day that takes back what this row says, or is itself what does; nil where none does.
    private func takesBack(_ event: Event, from row: Int32) -> Int32? {
        guard !event.content.isAnswer else { return nil }
        let last = exported.events.last { other in
            other.row >= row && other.date == event.date && event.content.isFollowed(by: other.content)
        }
        return last.flatMap { $0.content == event.content ? nil : $0.row }
    }

    /// What may be recorded and is doubtful.
    private func warnings(of event: Event, _ changes: [Change], _ then: PatientPlan) -> [String] {
        let history = plan.assessment.facts.history
        switch event.content {
        case .appointment(let item, .booked):
            var warnings = Bookings(for: item, in: history).booked(from: today).filter { $0 != event.date }.map {
                other in
                "the appointment of \(other) stays booked and will count as missed; to cancel it: "
                    + "cnswatch cancel MRN \(item.rawValue) \(other)"
            }
            if !plan.items.contains(where: { $0.item == item }) {
                warnings.append("\(item.rawValue) is not owed now; the booking is kept for when it is")
            }
            return warnings
        case .appointment(let item, .missed) where Bookings(for: item, in: history)[event.date] != .booked:
            return ["no appointment for \(item.rawValue) was booked on \(event.date)"]
        case .interval where changes.isEmpty:
            return ["no date changes now: it is reckoned from what is done next"]
        default: return overtaken(then)
        }
    }

    /// Bookings whose item was answered by what is recorded: they would count for the next occasion.
    private func overtaken(_ then: PatientPlan) -> [String] {
        plan.items.flatMap { owed -> [String] in
            if then.items.first(where: { $0.item == owed.item })?.anchor == owed.anchor { return [] }
            return Bookings(for: owed.item, in: then.assessment.facts.history).booked(from: today).map { date in
                "the appointment of \(date) for \(owed.item.rawValue) stands; if it is no longer needed: "
                    + "cnswatch cancel MRN \(owed.item.rawValue) \(date)"
            }
        }
    }
}
