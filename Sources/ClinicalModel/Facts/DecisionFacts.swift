/// Recorded treatment decisions.
public struct DecisionFacts: Sendable {
    /// All of them.
    public private(set) var all = Occurrences()
    /// `observe` and `systemic`: those that settle what is done about a finding.
    public private(set) var settling = Occurrences()
    /// `systemic`.
    public private(set) var systemic = Occurrences()
    /// `trial-evaluated`.
    public private(set) var trialEvaluated = Occurrences()

    mutating func note(_ kind: DecisionKind, at row: Occurrence) {
        all.append(row)
        switch kind {
        case .observe:
            settling.append(row)
        case .systemic:
            settling.append(row)
            systemic.append(row)
        case .trialEvaluated:
            trialEvaluated.append(row)
        case .mdt:
            break
        }
    }
}
