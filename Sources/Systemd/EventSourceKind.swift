/// What an event source listens to; in the texts of `EventLoopError`.
public enum EventSourceKind: Hashable, Sendable, CustomStringConvertible {
    /// A file descriptor, by number.
    case descriptor(Int32)
    /// A signal.
    case signal(Signal)
    /// Work put off to the next turn.
    case deferred
    /// Changes of the file or directory at a path.
    case inotify(path: String)
    /// A timer on a monotonic clock.
    case timer
    /// A mailbox that other threads send to.
    case mailbox

    /// The listened-to thing in a few words, to stand after "for".
    public var description: String {
        switch self {
        case .descriptor(let number): "descriptor \(number)"
        case .signal(let signal): "signal \(signal)"
        case .deferred: "deferred work"
        case .inotify(let path): "changes of \(path)"
        case .timer: "a timer"
        case .mailbox: "a mailbox"
        }
    }
}
