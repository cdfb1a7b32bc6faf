import ClinicalModel

/// Why a rule asks for nothing: the nearest condition that fails, in words.
public struct NotOwedExplanation: Hashable, Sendable {
    /// The item the rule would ask for.
    public let item: Item
    /// The rule.
    public let rule: RuleID
    /// Why it asks for nothing.
    public let reason: String
    /// The row that was answered, where one was.
    public let answered: FactReference?
    /// The row that answered it, where one did.
    public let answeredBy: FactReference?
    /// Whether the rule is about this patient's phase at all, so that it is worth reading.
    public let isNear: Bool

    init(item: Item, rule: RuleID, _ notOwed: NotOwed, phase: Phase, reference: (Occurrence) -> FactReference) {
        self.item = item
        self.rule = rule
        switch notOwed {
        case .disabled:
            (reason, answered, answeredBy, isNear) = ("the protocol turns this rule off", nil, nil, false)
        case .otherPhase:
            let reason = "the rule is for another phase than \(phase.rawValue)"
            (self.reason, answered, answeredBy, isNear) = (reason, nil, nil, false)
        case .routineOff:
            let reason = "in the phase \(phase.rawValue) this is not owed"
            (self.reason, answered, answeredBy, isNear) = (reason, nil, nil, false)
        case .absent(let fact):
            (reason, answered, answeredBy, isNear) = ("it needs \(fact.rawValue)", nil, nil, false)
        case .answered(let row, let by):
            (reason, answered, answeredBy, isNear) = ("it is answered", reference(row), reference(by), true)
        case .replaced(let other):
            (reason, answered, answeredBy, isNear) = ("\(other.rawValue) takes its place", nil, nil, true)
        }
    }
}
