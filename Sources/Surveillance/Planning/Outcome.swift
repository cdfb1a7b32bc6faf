import ClinicalModel

/// What a rule says of a patient.
public enum Outcome: Hashable, Sendable {
    /// The rule asks for something.
    case owed(Proposal)
    /// The rule asks for nothing, and why.
    case notOwed(NotOwed)

    /// The proposal, where there is one.
    public var proposal: Proposal? {
        switch self {
        case .owed(let proposal): proposal
        case .notOwed: nil
        }
    }
}
