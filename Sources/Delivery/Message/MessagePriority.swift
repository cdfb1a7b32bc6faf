/// How loudly a message is told, in the words of syslog(3); the loudest first.
public enum MessagePriority: String, CaseIterable, Hashable, Sendable {
    /// Somebody must act today.
    case critical
    /// Late, and owed within days.
    case error
    /// Late otherwise.
    case warning
    /// Due.
    case notice
    /// To be known.
    case info
}
