/// A course of a drug, from the `start` that began it to the next `stop` of the same agent.
public struct Course: Hashable, Sendable {
    /// The drug.
    public let agent: Agent
    /// The row that began it; starts while it runs are renewals and begin nothing.
    public let start: Occurrence
    /// The row that ended it; nil while it is ongoing.
    public internal(set) var stop: Occurrence?

    /// Whether it runs at the end of the history.
    public var isOngoing: Bool { stop == nil }
}
