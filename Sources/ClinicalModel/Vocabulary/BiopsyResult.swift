/// What a biopsy showed.
@frozen
public enum BiopsyResult: String, CaseIterable, Hashable, Sendable {
    /// Tumour.
    case positive
    /// No tumour.
    case negative
}
