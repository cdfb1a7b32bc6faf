import Delivery
import Systemd
import WatchStore

/// Records what became of messages: tried again, given up, and said where it has to be.
extension Outbox {
    /// So long a message is tried.
    private static let patience = 3 * 86_400
    /// So often at least: while the service or the machine was down nothing was tried.
    private static let fewestAttempts = 24
    private static let longestPause = 3_600
    /// After so many failed tries, four minutes, those who look after the service hear of an emergency.
    private static let triesOfAnEmergency = 4
    /// After so many, an hour, they hear of anything else.
    private static let triesOfOthers = 8

    /// Records what became of an attempt to deliver a message.
    func record(_ outcome: DeliveryOutcome, of id: Int64) throws(StoreError) {
        try settle(id) { message, now, writer in
            switch outcome {
            case .accepted:
                try writer.markAccepted(id, at: now, nil)
                try noteRecovery(of: message.receiver, writer)
            case .retryable(let fault, let after):
                guard now < message.madeAt + Outbox.patience || message.attempts + 1 < Outbox.fewestAttempts else {
                    return try giveUp(message, at: now, "not taken for three days: \(fault)", writer)
                }
                // An emergency is tried again soon, whatever the channel asks for.
                let isEmergency = message.priority <= JournalPriority.critical.rawValue
                let hint = isEmergency ? after.map { min($0, Outbox.longestPause) } : after
                let pause = pause(after: message.attempts, hint: hint)
                try writer.markTried(id, again: now + pause, "\(fault)")
                let tries = isEmergency ? Outbox.triesOfAnEmergency : Outbox.triesOfOthers
                if message.attempts + 1 >= tries { try noteFailing(message, fault, at: now, writer) }
            case .refused(let fault): try giveUp(message, at: now, "\(fault)", writer)
            }
        }
    }

    /// Gives up a message to a receiver that is no longer configured.
    func giveUpWithoutReceiver(_ id: Int64) throws(StoreError) {
        try settle(id) { try giveUp($0, at: $1, "there is no such receiver any more", $2) }
    }

    /// Changes a message that still waits.
    private func settle(
        _ id: Int64, _ body: (StoredMessage, _ now: Int, StoreWriter) throws -> Void
    ) throws(StoreError) {
        let now = context.clock.now
        try context.store.write { writer in
            FailPoint.settling.reach()
            guard let message = try writer.reader.message(id), message.state == .waiting else { return }
            try body(message, now, writer)
        }
        FailPoint.settled.reach()
    }

    /// A channel has taken nothing for a while: raised once, until it takes something. A receiver of the service's own troubles
    /// does not hear of its own channel.
    private func noteFailing(
        _ message: StoredMessage, _ fault: DeliveryFault, at now: Int, _ writer: StoreWriter
    ) throws {
        let receiver = message.receiver
        if try writer.reader.knowsTrouble(TroubleKind.channel.rawValue, receiver) { return }
        let line = "message \(message.id) to \(receiver) is not taken after \(message.attempts + 1) tries: \(fault)"
        context.journal.note(.deliveryFailed, .error, "\(line); it is tried further")
        try troubles.raise(.channel, receiver, line, except: receiver, at: now, writer)
    }

    private func noteRecovery(of receiver: String, _ writer: StoreWriter) throws {
        guard try writer.reader.knowsTrouble(TroubleKind.channel.rawValue, receiver) else { return }
        context.journal.note(.deliveryFailed, .notice, "the channel of \(receiver) takes messages again")
        try writer.forgetTrouble(TroubleKind.channel.rawValue, receiver)
    }

    /// Gives a message up, and raises that in the same transaction, so that no crash lies between; the journal may hear it twice.
    private func giveUp(_ message: StoredMessage, at now: Int, _ reason: String, _ writer: StoreWriter) throws {
        try writer.markDead(message.id, at: now, reason)
        context.journal.note(
            .deliveryFailed, .critical,
            "message \(message.id) to \(message.receiver) is given up and nobody was told by it;"
                + " see: cnswatch alerts --failed")
        // A message about a trouble raises none: two channels that refuse everything would report each other for ever.
        guard message.kind != MessageKind.service.rawValue else { return }
        try troubles.raise(
            .delivery, "\(message.id)", "message \(message.id) to \(message.receiver) is given up",
            except: message.receiver, at: now, writer)
    }

    /// How long to wait after so many attempts: twice as long each time, an hour at most, never for all at the same moment.
    private func pause(after attempts: Int, hint: Int?) -> Int {
        let doubled = min(Outbox.longestPause, 30 << min(attempts, 10))
        return max(hint ?? 0, doubled + jitter(doubled / 4))
    }
}
