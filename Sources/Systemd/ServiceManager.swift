internal import CSystemd
internal import Glibc

/// Notifies the service manager of the service's state: sd_notify(3)'s messages.
///
/// Every message goes to the socket in $NOTIFY_SOCKET. Without that variable nothing is sent and the result is false:
/// the process runs under no manager, which is not an error. `systemctl status` shows a status to every user of the
/// machine, so it may hold counts and never what the counts are of.
public struct ServiceManager: Sendable {
    /// Uses the manager that started this process, if any; there is nothing to open.
    public init() {}

    /// Notifies that the service is up, or up again after `reloading`.
    ///
    /// - Throws: `ServiceManagerError.notification`, as does every method here that sends a message.
    @discardableResult
    public func ready(status: String? = nil) throws(ServiceManagerError) -> Bool {
        try tell([("READY", "1")], status)
    }

    /// Notifies that the configuration is being read again; `ready` must follow.
    ///
    /// Carries the time on CLOCK_MONOTONIC, without which a manager with Type=notify-reload (systemd 253 and later)
    /// waits for ever; older managers ignore it.
    @discardableResult
    public func reloading(status: String? = nil) throws(ServiceManagerError) -> Bool {
        try tell([("RELOADING", "1"), ("MONOTONIC_USEC", "\(MonotonicClock.awake.microseconds)")], status)
    }

    /// Notifies that the service is stopping.
    @discardableResult
    public func stopping(status: String? = nil) throws(ServiceManagerError) -> Bool {
        try tell([("STOPPING", "1")], status)
    }

    /// Replaces the line that `systemctl status` shows.
    ///
    /// - Parameter text: one line; control characters, line feeds among them, become spaces.
    @discardableResult
    public func status(_ text: String) throws(ServiceManagerError) -> Bool {
        try tell([], text)
    }

    /// Pings the watchdog once; for a service on an `EventLoop`, `enableWatchdog()` does it.
    @discardableResult
    public func pingWatchdog() throws(ServiceManagerError) -> Bool {
        try tell([("WATCHDOG", "1")], nil)
    }

    /// Requests more time to start, reload or stop: the manager waits this long from now for the next message.
    @discardableResult
    public func extendTimeout(microseconds: UInt64) throws(ServiceManagerError) -> Bool {
        try tell([("EXTEND_TIMEOUT_USEC", "\(microseconds)")], nil)
    }

    /// Whether this machine was booted with systemd; sd_booted(3).
    public static var isBooted: Bool { sd_booted() > 0 }

    /// The longest interval, in microseconds, that the manager allows between two pings from this process.
    ///
    /// - Returns: nil if the unit has no WatchdogSec=, or if the variables are meant for a different process.
    /// - Throws: `ServiceManagerError.watchdogVariables`.
    public static func watchdogInterval() throws(ServiceManagerError) -> UInt64? {
        var interval: UInt64 = 0
        let enabled = sd_watchdog_enabled(0, &interval)
        guard enabled >= 0 else { throw .watchdogVariables(ErrorNumber(enabled)) }
        return enabled > 0 ? interval : nil
    }

    /// One message: the variables in order, the status last.
    static func message(_ variables: [(name: String, value: String)], status: String?) -> String {
        var lines = variables.map { "\($0.name)=\($0.value)" }
        if let status {
            // A line feed would begin a new variable, and a zero byte would end the message.
            let line = String.UnicodeScalarView(
                status.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 })
            lines.append("STATUS=\(String(line))")
        }
        return lines.joined(separator: "\n")
    }

    private func tell(
        _ variables: [(name: String, value: String)], _ status: String?
    ) throws(ServiceManagerError) -> Bool {
        let sent = sd_notify(0, Self.message(variables, status: status))
        guard sent >= 0 else {
            throw .notification(message: variables.first?.name ?? "STATUS", ErrorNumber(sent))
        }
        return sent > 0
    }
}

/// Why a message to the service manager failed.
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
