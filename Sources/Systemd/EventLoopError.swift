internal import Glibc

/// Why the event loop, or a source on it, could not do what was asked.
public enum EventLoopError: SystemdError, Hashable {
    /// No loop could be made.
    case creation(ErrorNumber)
    /// A source could not join the loop.
    case registration(EventSourceKind, ErrorNumber)
    /// A source that had joined could not be changed.
    case adjustment(EventSourceKind, ErrorNumber)
    /// A source was changed after `cancel()`.
    case cancelled(EventSourceKind)
    /// A repeating timer was given a period of zero, which would never let the loop sleep.
    case zeroPeriod
    /// Waiting for or serving events failed.
    case turn(ErrorNumber)
    /// The loop has ended by `exit(code:)`; an ended loop does not start again.
    case ended
    /// The watchdog of the service manager could not be served.
    case watchdog(ErrorNumber)

    /// What failed, on what, and the reason.
    public var problem: String {
        switch self {
        case .creation(let number): "the event loop could not be made: \(number)"
        case .registration(let kind, let number): "the event loop cannot listen for \(kind): \(number)"
        case .adjustment(let kind, let number): "the event loop cannot change how it listens for \(kind): \(number)"
        case .cancelled(let kind): "the event source for \(kind) was changed after it was cancelled"
        case .zeroPeriod: "a timer was asked to repeat every 0 microseconds"
        case .turn(let number): "the event loop could not wait for events: \(number)"
        case .ended: "the event loop has ended and was asked for more"
        case .watchdog(let number): "the event loop cannot keep the service manager's watchdog quiet: \(number)"
        }
    }

    /// What to change so that it works.
    public var remedy: String {
        switch self {
        case .creation:
            "raise the limit on open files (LimitNOFILE=) or free memory, then start again"
        case .registration(let kind, let number), .adjustment(let kind, let number):
            Self.remedy(kind, number)
        case .cancelled: "add a new source in its place"
        case .zeroPeriod: "give a period of at least 1 microsecond"
        case .turn: "run the loop from one thread of one process, not from inside a handler nor after a fork"
        case .ended: "make a new event loop"
        case .watchdog: "check WatchdogSec= in the unit, and that WATCHDOG_USEC is a whole number of microseconds"
        }
    }

    private static func remedy(_ kind: EventSourceKind, _ number: ErrorNumber) -> String {
        if number.code == EMFILE || number.code == ENFILE || number.code == ENOMEM || number.code == ENOSPC {
            return "raise the limit that was met: LimitNOFILE=, memory, or fs.inotify.max_user_watches"
        }
        switch kind {
        case .descriptor:
            return "pass an open socket, pipe, timer or event descriptor, once: a regular file cannot be waited for"
        case .signal: return "add each signal once per loop"
        case .inotify: return "check that the path exists, that the service may read it, and that /proc is mounted"
        case .deferred, .timer, .mailbox: return "use the loop from the process that made it, before it has ended"
        }
    }
}
