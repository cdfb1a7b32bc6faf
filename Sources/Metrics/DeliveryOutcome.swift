/// How an attempt to tell a receiver ended.
public enum DeliveryOutcome: String, CaseIterable, Hashable, Sendable {
    /// The receiver has taken it.
    case delivered
    /// It failed and will be tried again.
    case retried
    /// It failed for good and is given up.
    case refused
}
