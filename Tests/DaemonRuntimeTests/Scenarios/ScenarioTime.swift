import Synchronization
import Systemd

/// The time of a scenario: it passes only where the scenario lets it.
final class ScenarioTime: Sendable {
    private let moment = Mutex(0)
    private let listener = Mutex<(@Sendable () -> Void)?>(nil)

    private let isKept = Mutex(true)

    /// Whether a time service keeps the clock.
    var synchronisation: ClockSynchronisation { isKept.withLock { $0 } ? .synchronised : .unsynchronised }
    func keep(_ isKept: Bool) { self.isKept.withLock { $0 = isKept } }

    var now: Int { moment.withLock { $0 } }
    func set(_ seconds: Int) { moment.withLock { $0 = seconds } }

    /// Now, as the service asks for it; whoever listens hears that it asked.
    func read() -> Int {
        listener.withLock { $0 }?()
        return now
    }

    /// Calls back whenever the service asks for the time.
    func listen(_ callback: (@Sendable () -> Void)?) { listener.withLock { $0 = callback } }
}

/// The journal of a scenario.
final class ScenarioJournal: JournalSink {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }
    func write(_ record: JournalRecord) { kept.withLock { $0.append(record.message) } }
}
