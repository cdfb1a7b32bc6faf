/// How often an attempt to tell a receiver ended in one way.
public struct DeliveryCount: Hashable, Sendable {
    /// The receiver's name in the configuration.
    public var receiver: String
    /// How it ended.
    public var outcome: DeliveryOutcome
    /// How often.
    public var count: Int

    /// That many attempts for this receiver with this outcome.
    public init(receiver: String, outcome: DeliveryOutcome, count: Int) {
        self.receiver = receiver
        self.outcome = outcome
        self.count = count
    }
}
