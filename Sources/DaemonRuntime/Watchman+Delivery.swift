import Delivery
import Systemd
import WatchStore

/// Notes what became of messages, tries again, gives up, and says so.
extension Watchman {
    /// So long a message is tried.
    private static let patience = 3 * 86_400
    /// So often at least: while the service or the machine was down nothing was tried.
    private static let fewestAttempts = 24
    private static let longestPause = 3_600

    func settle(_ id: Int64, _ outcome: MessageOutcome) throws(StoreError) {
        let now = clock.now
        let dead = try store.write { writer -> StoredMessage? in
            guard let message = try writer.reader.message(id), message.state == .waiting else { return nil }
            switch outcome {
            case .accepted:
                try writer.markAccepted(id, at: now, nil)
                return nil
            case .retryable(let reason, let after):
                guard now < message.madeAt + Watchman.patience || message.attempts + 1 < Watchman.fewestAttempts else {
                    try writer.markDead(id, at: now, "not taken for three days: \(reason)")
                    return message
                }
                // Nobody has an emergency wait for a day, whatever the channel asks for.
                let isEmergency = message.priority <= JournalPriority.critical.rawValue
                let hint = isEmergency ? after.map { min($0, Watchman.longestPause) } : after
                let pause = pause(after: message.attempts, hint: hint)
                try writer.markTried(id, again: now + pause, reason)
                return nil
            case .refused(let reason):
                try writer.markDead(id, at: now, reason)
                return message
            }
        }
        guard let dead else { return }
        journal.note(
            .deliveryFailed, .critical,
            "message \(id) to \(dead.receiver) is given up and nobody was told by it; see: cnswatch alerts --failed")
        try tellTrouble("delivery", "\(id)", "message \(id) to \(dead.receiver) is given up", except: dead.receiver)
    }

    /// How long to wait after so many attempts: twice as long each time, an hour at most, never for all at the same moment.
    private func pause(after attempts: Int, hint: Int?) -> Int {
        let doubled = min(Watchman.longestPause, 30 << min(attempts, 10))
        return max(hint ?? 0, doubled + jitter(doubled / 4))
    }
}
