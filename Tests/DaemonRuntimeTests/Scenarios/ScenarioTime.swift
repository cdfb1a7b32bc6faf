import Synchronization
import Systemd

/// The time of a scenario: it passes only where the scenario lets it.
final class ScenarioTime: Sendable {
    private let moment = Mutex(0)

    var now: Int { moment.withLock { $0 } }
    func set(_ seconds: Int) { moment.withLock { $0 = seconds } }
}

/// The journal of a scenario.
final class ScenarioJournal: JournalSink {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }
    func write(_ record: JournalRecord) { kept.withLock { $0.append(record.message) } }
}
