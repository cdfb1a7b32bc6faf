import Alerting

/// An alert that was decided and is not yet handed over.
public struct PendingAlert: Hashable, Sendable {
    /// Its number, for ever the same.
    public let id: Int64
    /// How loud it is.
    public let priority: Int
    /// What it says, without names and record numbers.
    public let line: String
    /// The pseudonym of the patient it is about; nil for a summary.
    public let patient: String?
}
