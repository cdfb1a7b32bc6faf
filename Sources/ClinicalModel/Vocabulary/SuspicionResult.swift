/// What a row says of a metastasis.
@frozen
public enum SuspicionResult: String, CaseIterable, Hashable, Sendable {
    /// Opens a suspicion of the site.
    case suspected
    /// Confirms the site.
    case confirmed
    /// Clears suspicion and confirmation of the site.
    case excluded
}
