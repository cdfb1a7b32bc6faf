import Systemd
import WatchStore

/// Tells the service manager that the service lives: from the loop itself, and only while the store answers.
final class Watchdog {
    private let manager: ServiceManager
    private let interval: UInt64
    private let watchman: Watchman
    private var timer: TimerSource?
    private var hasFailed = false

    /// Pings twice within the time the manager waits; nil where it waits for nothing.
    init?(loop: EventLoop, manager: ServiceManager, watchman: Watchman) throws {
        guard let interval = try ServiceManager.watchdogInterval(), interval > 1 else { return nil }
        self.manager = manager
        self.interval = interval
        self.watchman = watchman
        timer = try loop.addMonotonicTimer(
            afterMicroseconds: interval / 2, accuracyMicroseconds: max(interval / 10, 1),
            repeatEveryMicroseconds: interval / 2
        ) { [unowned self] in ping() }
    }

    /// Does work that holds up the loop, the manager waiting so much longer for the next ping.
    func during<Value>(microseconds: UInt64, _ work: () throws -> Value) rethrows -> Value {
        _ = try? manager.setWatchdogInterval(microseconds: interval + microseconds)
        ping()
        defer {
            ping()
            _ = try? manager.setWatchdogInterval(microseconds: interval)
        }
        return try work()
    }

    /// Asks the store for the roster in force and pings; a store that cannot answer makes the manager restart the
    /// service, which opens it anew.
    func ping() {
        do {
            try watchman.store.ping()
            hasFailed = false
            _ = try? manager.pingWatchdog()
        } catch {
            if !hasFailed { watchman.note(.storeFailed, .critical, "\(error)") }
            hasFailed = true
        }
    }
}
