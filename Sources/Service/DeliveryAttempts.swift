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
    /// After so many tries in vain, four minutes, those who look after the service hear that an emergency is not taken.
    private static let triesOfAnEmergency = 4
    /// After so many, an hour, that anything else is not.
    private static let triesOfOthers = 8
    /// The kind of trouble that a channel is which takes nothing; its occasion is the receiver.
    package static let failingChannel = "channel"

    func settle(_ id: Int64, _ outcome: MessageOutcome) throws(StoreError) {
        let now = clock.now
        try store.write { writer in
            CrashPoint.settling.reach()
            guard let message = try writer.reader.message(id), message.state == .waiting else { return }
            switch outcome {
            case .accepted:
                try writer.markAccepted(id, at: now, nil)
                try noteRecovery(of: message.receiver, writer)
            case .retryable(let reason, let after):
                guard now < message.madeAt + Watchman.patience || message.attempts + 1 < Watchman.fewestAttempts else {
                    return try giveUp(message, at: now, "not taken for three days: \(reason)", writer)
                }
                // Nobody has an emergency wait for a day, whatever the channel asks for.
                let isEmergency = message.priority <= JournalPriority.critical.rawValue
                let hint = isEmergency ? after.map { min($0, Watchman.longestPause) } : after
                let pause = pause(after: message.attempts, hint: hint)
                try writer.markTried(id, again: now + pause, reason)
                let tries = isEmergency ? Watchman.triesOfAnEmergency : Watchman.triesOfOthers
                if message.attempts + 1 >= tries { try noteFailing(message, reason, at: now, writer) }
            case .refused(let reason): try giveUp(message, at: now, reason, writer)
            }
        }
        CrashPoint.settled.reach()
    }

    /// A channel has taken nothing for a while: told once, until it takes something. A receiver of the service's own troubles is not
    /// told of itself.
    private func noteFailing(_ message: StoredMessage, _ reason: String, at now: Int, _ writer: StoreWriter) throws {
        let receiver = message.receiver
        if try writer.reader.knowsTrouble(Watchman.failingChannel, receiver) { return }
        let line = "message \(message.id) to \(receiver) is not taken after \(message.attempts + 1) tries: \(reason)"
        journal.note(.deliveryFailed, .error, "\(line); it is tried further")
        try tellTrouble(Watchman.failingChannel, receiver, line, except: receiver, at: now, writer)
    }

    private func noteRecovery(of receiver: String, _ writer: StoreWriter) throws {
        guard try writer.reader.knowsTrouble(Watchman.failingChannel, receiver) else { return }
        journal.note(.deliveryFailed, .notice, "the channel of \(receiver) takes messages again")
        try writer.forgetTrouble(Watchman.failingChannel, receiver)
    }

    /// Gives a message up, and tells of it in the same transaction, so that no crash lies between; the journal may hear it twice.
    private func giveUp(_ message: StoredMessage, at now: Int, _ reason: String, _ writer: StoreWriter) throws {
        try writer.markDead(message.id, at: now, reason)
        journal.note(
            .deliveryFailed, .critical,
            "message \(message.id) to \(message.receiver) is given up and nobody was told by it;"
                + " see: cnswatch alerts --failed")
        // Those who look after the service got a message of their own about its trouble; two channels that refuse everything would
        // tell of each other for ever.
        guard message.kind != MessageKind.service.rawValue else { return }
        try tellTrouble(
            "delivery", "\(message.id)", "message \(message.id) to \(message.receiver) is given up",
            except: message.receiver, at: now, writer)
    }

    /// How long to wait after so many attempts: twice as long each time, an hour at most, never for all at the same moment.
    private func pause(after attempts: Int, hint: Int?) -> Int {
        let doubled = min(Watchman.longestPause, 30 << min(attempts, 10))
        return max(hint ?? 0, doubled + jitter(doubled / 4))
    }
}

/// What became of one attempt to hand a message over, as the outbox keeps it.
package enum MessageOutcome: Hashable, Sendable {
    /// The channel has taken it.
    case accepted
    /// It may be taken later; after so many seconds at the earliest, where the channel says.
    case retryable(String, after: Int?)
    /// It never will be.
    case refused(String)

    package init(_ outcome: Outcome) {
        switch outcome {
        case .accepted: self = .accepted
        case .retryable(let fault, let after): self = .retryable("\(fault)", after: after)
        case .refused(let fault): self = .refused("\(fault)")
        }
    }
}
