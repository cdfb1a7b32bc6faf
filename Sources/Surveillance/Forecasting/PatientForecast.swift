import CivilCalendar
import ClinicalModel

/// What one patient will need, from a day on: what is owed by the record as it is, and what follows from it.
///
/// Each owed item is one occasion, on the day of its appointment, or on its due date without one. What follows is found by
/// planning again: the items that repeat are supposed to be done, each on its day (what is overdue on the day of the forecast),
/// with a result that changes nothing. Decisions, biopsies and other items that do not repeat are never supposed to be done.
public struct PatientForecast: Sendable {
    /// The occasions: the owed ones whenever they are, the projected ones up to the last day.
    public let occasions: [ExpectedOccasion]

    /// The forecast for a patient from a day up to and including another.
    public init(for record: PatientRecord, rules: SurveillanceProtocol, from today: CivilDate, through last: CivilDate)
    {
        var plan = PatientPlan(for: record, rules: rules, asOf: today)
        var occasions = plan.items.map { ExpectedOccasion(owed: $0) }
        // The first time of each of them is counted already.
        var awaited = Set(plan.items.map(\.item))
        var spent: Set<Item> = []
        var day = today
        var events = Array(record.events)
        while let next = PatientForecast.next(in: plan, onOrAfter: day, through: last, except: spent) {
            let item = next.owed.item
            if awaited.remove(item) == nil {
                occasions.append(ExpectedOccasion(item: item, day: next.day, standing: .projected))
            }
            day = next.day
            // Its appointment is kept, and is none for what follows.
            events.removeAll { $0.date.first <= next.day && $0.content.isAppointment(for: item) }
            events.append(Event(date: PartialDate(day), content: next.result, row: 0))
            plan = PatientPlan(
                for: PatientRecord(patient: record.patient, events: events[...], rejectedRows: record.rejectedRows),
                rules: rules, asOf: day)
            // What it does not put off would be supposed to be done for ever.
            if plan.items.contains(where: { $0.item == item && ExpectedOccasion(owed: $0).day <= day }) {
                spent.insert(item)
            }
        }
        self.occasions = occasions
    }

    private static func next(
        in plan: PatientPlan, onOrAfter day: CivilDate, through last: CivilDate, except spent: Set<Item>
    ) -> (owed: OwedItem, day: CivilDate, result: EventContent)? {
        var next: (owed: OwedItem, day: CivilDate, result: EventContent)?
        for owed in plan.items where !spent.contains(owed.item) {
            guard let result = plan.uneventfulResult(of: owed) else { continue }
            let own = max(ExpectedOccasion(owed: owed).day, day)
            if own <= last, own < next?.day ?? .latest { next = (owed, own, result) }
        }
        return next
    }
}

extension EventContent {
    fileprivate func isAppointment(for item: Item) -> Bool {
        guard case .appointment(item, _) = self else { return false }
        return true
    }
}

extension ExpectedOccasion {
    /// The occasion of an owed item.
    init(owed: OwedItem) {
        item = owed.item
        switch owed.appointment.state {
        case .booked(let date), .bookedLate(let date): (day, standing) = (date.first, .booked)
        case .none, .missed: (day, standing) = (owed.due, .unbooked)
        }
    }
}

extension PatientPlan {
    /// The result of an owed item that finds nothing new; nil for what does not repeat, whose outcome nobody should suppose.
    public func uneventfulResult(of owed: OwedItem) -> EventContent? {
        let facts = assessment.facts
        switch owed.item {
        case .brainMRI:
            return .brainImaging(
                facts.isMRIContraindicated ? .ct : .mri, facts.findings.first == nil ? .negative : .stable, .unrecorded)
        case .spineMRI: return .bodyImaging(.mriSpine, .negative)
        case .mammogram: return .bodyImaging(.mammogram, .negative)
        case .visit: return .visit
        case .cardiacFunction: return .performance(.lvef, thousandths: 60_000)
        case .csf: return owed.rule == .intrathecalTherapy ? .csf(.negative) : nil
        case .treatmentDecision, .trialEvaluation, .biopsy, .reOffer, .dataCorrection: return nil
        }
    }
}
