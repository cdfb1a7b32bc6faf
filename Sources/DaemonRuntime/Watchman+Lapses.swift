import Delivery
import Systemd
import WatchStore

/// Tells of silences that are about to lapse.
extension Watchman {
    /// Gives the word that is to be given by now, to each once, and to the journal.
    func tellLapses() throws(StoreError) {
        let now = clock.now
        let notices = try store.read { try SilenceLapses.open($0, configuration.telling, clock) }
            .filter { $0.moment <= now }
        if notices.isEmpty { return }
        for notice in notices where notice.audience == .journal {
            journal.note(.silenceLapses, .notice, notice.line)
        }
        try store.write { writer in
            for notice in notices {
                try writer.noteTrouble(SilenceLapses.kind, notice.occasion, at: now)
                guard let receiver = notice.audience.name else { continue }
                try writer.addMessage(
                    to: receiver, by: "silence", kind: MessageKind.silence.rawValue,
                    priority: JournalPriority.notice.rawValue, line: notice.line, at: now, telling: [])
            }
        }
    }
}
