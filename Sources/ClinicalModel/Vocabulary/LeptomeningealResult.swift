/// How certain leptomeningeal disease is (EANO-ESMO terms).
@frozen
public enum LeptomeningealResult: String, CaseIterable, Hashable, Sendable {
    /// To be worked up; not yet leptomeningeal disease.
    case suspected
    /// Possible.
    case possible
    /// Probable.
    case probable
    /// Confirmed.
    case confirmed
    /// Excluded.
    case excluded
}

extension LeptomeningealResult {
    /// Whether the row makes the patient one with leptomeningeal disease: `possible`, `probable` or `confirmed`.
    public var establishesDisease: Bool {
        switch self {
        case .possible, .probable, .confirmed: true
        case .suspected, .excluded: false
        }
    }
}
