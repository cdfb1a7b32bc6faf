import CivilCalendar
import ClinicalModel

/// An occasion on which an item was owed, and whether it was done in its window.
public struct PastOccasion: Hashable, Sendable {
    /// What became of it.
    public enum Outcome: Hashable, Sendable {
        /// Done before its window opened: something else called for it.
        case early(CivilDate)
        /// Done in its window.
        case inside(CivilDate)
        /// Done after its latest date.
        case late(CivilDate)
        /// Past its latest date something else took its place, and it was never done.
        case missed
        /// Past its latest date, and still owed.
        case overdue
    }

    /// What was owed.
    public let item: Item
    /// The rule that led.
    public let rule: RuleID
    /// How quickly it was owed.
    public let urgency: Urgency
    /// The first day of its window.
    public let earliest: CivilDate
    /// When it should have been done.
    public let due: CivilDate
    /// The last day of its window.
    public let latest: CivilDate
    /// What became of it.
    public let outcome: Outcome

    init(_ owed: OwedItem, _ outcome: Outcome) {
        (item, rule, urgency) = (owed.item, owed.rule, owed.urgency)
        (earliest, due, latest) = (owed.earliest, owed.due, owed.latest)
        self.outcome = outcome
    }
}
