/// Why the service manager could not be told something.
public enum ServiceManagerError: SystemdError, Hashable {
    /// A notification could not be sent; `message` names its first variable, as READY.
    case notification(message: String, ErrorNumber)
    /// The watchdog's variables are malformed.
    case watchdogVariables(ErrorNumber)

    /// What failed, on what, and the reason.
    public var problem: String {
        switch self {
        case .notification(let message, let number):
            "the service manager could not be told \(message) over $NOTIFY_SOCKET: \(number)"
        case .watchdogVariables(let number):
            "$WATCHDOG_USEC and $WATCHDOG_PID cannot be read: \(number)"
        }
    }

    /// What to change so that it works.
    public var remedy: String {
        switch self {
        case .notification:
            "check that NOTIFY_SOCKET names a socket the service can reach, and that the unit allows AF_UNIX"
        case .watchdogVariables: "let the service manager set them from WatchdogSec=, or unset both"
        }
    }
}
