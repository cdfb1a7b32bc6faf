/// The result of a hormone receptor test.
@frozen
public enum ReceptorResult: String, CaseIterable, Hashable, Sendable {
    /// Expressed.
    case positive
    /// Not expressed.
    case negative
}
