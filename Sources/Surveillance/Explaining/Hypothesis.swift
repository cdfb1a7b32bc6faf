/// Something that might be recorded, and what it would change: found by planning again with it, never guessed.
public struct Hypothesis: Hashable, Sendable {
    /// The row that might be added, in the words of the roster.
    public let words: String
    /// What would be different, a line each.
    public let changes: [String]
}
