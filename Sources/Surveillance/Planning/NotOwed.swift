import ClinicalModel

/// Why a rule asks for nothing: the nearest condition that fails.
public enum NotOwed: Hashable, Sendable {
    /// The protocol file turns the rule off.
    case disabled
    /// The rule serves other phases.
    case otherPhase
    /// In this phase only symptoms, `re-offer` and `data-correction` are owed, or nothing at all.
    case routineOff
    /// A fact that the rule needs is not there.
    case absent(MissingFact)
    /// What the rule watches is answered by a row.
    case answered(Occurrence, by: Occurrence)
    /// Another rule takes its place.
    case replaced(by: RuleID)
}
