import CivilCalendar
import ClinicalModel
import Surveillance

/// An owed item as whoever has just acted needs to know it: how urgent, why, and by when.
///
/// Its days are those of the rule that leads. The item itself may be overdue by another rule, which is said beside them.
public struct PressingItem: Hashable, Sendable {
    /// What is owed.
    public let item: Item
    /// How quickly.
    public let urgency: Urgency
    /// Why: what the leading rule reckons from, such as `headache since 2026-11-26`.
    public let reason: String
    /// The days of the leading rule.
    public let window: Window
    /// Since when the item is overdue, by whichever rule; nil where it is not.
    public let overdueSince: CivilDate?
    private let isLate: Bool
    /// The change of the plan that says the same at length; nil where the item is as it was.
    public let change: Change?

    init(_ owed: OwedItem, in plan: PatientPlan, change: Change? = nil) {
        item = owed.item
        urgency = owed.urgency
        reason = PressingItem.reason(owed.leading.anchor, plan.assessment.facts.history)
        window = owed.leading.window
        isLate = owed.leading.latest < plan.assessment.facts.asOf
        overdueSince = owed.status == .overdue ? owed.latest + .days(1) : nil
        self.change = change
    }

    private static func reason(_ anchor: Proposal.Anchor, _ history: History) -> String {
        switch anchor {
        case .asOf(let day): return "as of \(day)"
        case .row(let row):
            let event = history[row]
            if case .symptom(let symptom, .onset) = event.content { return "\(symptom.rawValue) since \(event.date)" }
            return "\(FactReference(event).words) of \(event.date)"
        }
    }

    /// `brain-mri is urgent, due by 2026-12-03`
    public var words: String {
        let how = urgency == .emergency ? "an emergency" : urgency.rawValue
        let since = window.latest + .days(1)
        let when = isLate ? "overdue since \(since)" : "due by \(window.due)"
        let others = overdueSince.flatMap { $0 < since ? "; by another rule it is overdue since \($0)" : nil }
        return "\(item.rawValue) is \(how), \(when)\(others ?? "")"
    }
}

/// What an act does to the urgency of what is owed.
public struct Pressure: Hashable, Sendable {
    /// The items that are more pressing than before, the most urgent first.
    public let risen: [PressingItem]
    /// What is owed next; nil where nothing is.
    public let next: PressingItem?

    init(from old: PatientPlan, to new: PatientPlan, _ changes: [Change]) {
        risen = new.items.filter { owed in
            old.items.first { $0.item == owed.item }.map { Pressure.isMorePressing(owed, than: $0) } ?? true
        }.sorted(by: Pressure.stands).map { owed in
            PressingItem(
                owed, in: new, change: changes.first { $0.subject == owed.item.rawValue })
        }
        next = new.items.min(by: Pressure.stands).map { PressingItem($0, in: new) }
    }

    private static func isMorePressing(_ owed: OwedItem, than before: OwedItem) -> Bool {
        if owed.urgency != before.urgency { return owed.urgency.rank < before.urgency.rank }
        return owed.leading.due < before.leading.due || owed.due < before.due
    }

    /// Whatever waits for no schedule by its urgency, then by its date.
    private static func stands(_ first: OwedItem, before second: OwedItem) -> Bool {
        func group(_ owed: OwedItem) -> Int { min(owed.urgency.rank, Urgency.soon.rank) }
        return (group(first), first.due) < (group(second), second.due)
    }
}
