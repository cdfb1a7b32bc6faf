/// Whether a symptom begins or is gone.
@frozen
public enum SymptomChange: String, CaseIterable, Hashable, Sendable {
    /// It began.
    case onset
    /// It is gone.
    case resolved
}
