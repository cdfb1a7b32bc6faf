import Service
import Systemd
import WatchStore

/// Tells the service manager that the service is alive: from the loop itself, and only while the store answers and the
/// writer, if busy, shows progress.
final class Watchdog {
    private let manager: ServiceManager
    private let store: StoreView
    private let journal: Journal
    private let writer: WriterThread
    private var timer: TimerSource?
    private var hasFailed = false

    /// Pings twice within the manager's time limit; nil if the manager has none.
    init?(
        loop: EventLoop, manager: ServiceManager, store: StoreView, _ writer: WriterThread, journal: Journal
    ) throws {
        guard let interval = try ServiceManager.watchdogInterval(), interval > 1 else { return nil }
        self.manager = manager
        self.store = store
        self.journal = journal
        self.writer = writer
        timer = try loop.addMonotonicTimer(
            afterMicroseconds: interval / 2, accuracyMicroseconds: max(interval / 10, 1),
            repeatEveryMicroseconds: interval / 2
        ) { [unowned self] in ping() }
    }

    /// Asks the store for the roster in force and pings. If the store cannot answer or the writer is stuck, the manager
    /// restarts the service.
    private func ping() {
        do {
            try store.ping()
            if writer.isStuck { return fail("nothing was heard of the evaluation for minutes") }
            hasFailed = false
            _ = try? manager.pingWatchdog()
        } catch {
            fail("\(error)")
        }
    }

    private func fail(_ why: String) {
        if !hasFailed { journal.note(.storeFailed, .critical, why) }
        hasFailed = true
    }
}
