/// A recorded treatment decision.
@frozen
public enum DecisionKind: String, CaseIterable, Hashable, Sendable {
    /// Watch and scan; no treatment now.
    case observe
    /// Systemic therapy chosen or continued as the CNS treatment.
    case systemic
    /// Discussed by the multidisciplinary team.
    case mdt
    /// Evaluated for clinical trials.
    case trialEvaluated = "trial-evaluated"
}
