import Service
import Systemd
import WatchStore

/// Tells the service manager that the service lives: from the loop itself, and only while the store answers and the writer, if it
/// is at work, is heard of.
final class Watchdog {
    private let manager: ServiceManager
    private let store: StoreView
    private let journal: Journal
    private let writer: WriterThread
    private var timer: TimerSource?
    private var hasFailed = false

    /// Pings twice within the time the manager waits; nil where it waits for nothing.
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

    /// Asks the store for the roster in force and pings; a store that cannot answer, or a writer that is stuck, makes the
    /// manager restart the service, which begins anew.
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
