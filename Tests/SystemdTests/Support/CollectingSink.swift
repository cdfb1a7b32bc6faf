import Synchronization
import Systemd

/// Keeps the records written to it.
final class CollectingSink: JournalSink {
    private let kept = Mutex<[JournalRecord]>([])

    var records: [JournalRecord] {
        kept.withLock { $0 }
    }

    func write(_ record: JournalRecord) {
        kept.withLock { $0.append(record) }
    }
}
