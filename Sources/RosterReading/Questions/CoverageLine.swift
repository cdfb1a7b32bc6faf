/// One line of the report of coverage.
public struct CoverageLine: Hashable, Sendable {
    /// The type of the resources, as `Observation`; `?` where none can be told.
    public let type: String
    /// What became of them.
    public let outcome: Coverage.Outcome
    /// Why; empty for `used`.
    public let reason: String
    /// How many.
    public let count: Int
}
