/// How many items of a status and an urgency are owed.
public struct ItemCount: Hashable, Sendable {
    /// The status, such as `overdue`.
    public var status: String
    /// The urgency, such as `urgent`.
    public var urgency: String
    /// How many.
    public var count: Int

    /// That many items of this status and urgency.
    public init(status: String, urgency: String, count: Int) {
        self.status = status
        self.urgency = urgency
        self.count = count
    }
}
