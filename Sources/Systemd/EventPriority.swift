/// Which of several ready sources is served first.
///
/// The loop serves one source per turn, always the most urgent one that is ready. The values are sd-event's own.
public enum EventPriority: Int64, Sendable {
    /// Served before everything else: the end of the service, the clock.
    case important = -100
    /// The default.
    case normal = 0
    /// Served only when nothing else is ready.
    case idle = 100
}
