import Alerting
import Delivery
import Systemd
import WatchStore

/// Turns stored notifications whose moment has come into messages, one a receiver and one more for emergencies, and hands alerts
/// to the journal.
///
/// A notification passes the stages of Alertmanager's pipeline:
///
/// 1. deduplicate: `NotificationPlanner` decides it once, and the store keeps it once for each receiver, occasion and step;
/// 2. mute: its route has given it a moment, by digest, quiet hours and silences;
/// 3. recheck: at that moment `Recheck` looks whether it still holds, and mutes it again where it has to wait on;
/// 4. send: it becomes part of a message here, which `OutboxSender` hands to the receiver's channel.
final class Outbox {
    private static let week = 7 * 86_400
    /// No channel asks to be left alone for longer.
    private static let longestHint = 2 * 86_400
    /// The longest that an emergency waits for its next try.
    private static let longestEmergencyPause = 2 * 3_600

    let context: WriterContext
    let troubles: Troubles
    /// By how much a next try comes later, up to so many seconds.
    let jitter: (Int) -> Int
    /// The moment at which messages were made last: if it is later than now, the clock went back.
    private var latestMoment = Int.min

    init(_ context: WriterContext, _ troubles: Troubles, jitter: @escaping (Int) -> Int) {
        (self.context, self.troubles, self.jitter) = (context, troubles, jitter)
    }

    /// Makes the messages that are to go out by now, and hands the decided alerts to the journal. What was decided before a crash
    /// is handed over after it.
    func handOver() throws(StoreError) {
        try fill()
        let alerts = try context.store.read { try $0.pendingAlerts() }
        if alerts.isEmpty { return }
        for alert in alerts {
            var fields = [JournalField("CNSWATCH_ALERT", "\(alert.id)")]
            if let patient = alert.patient { fields.append(JournalField("CNSWATCH_SUBJECT", patient)) }
            context.journal.write(
                JournalPriority.allCases.first { $0.rawValue == alert.priority } ?? .warning, alert.line,
                messageID: JournalEvent.alert.messageID, fields: fields)
        }
        FailPoint.journalled.reach()
        let now = context.clock.now
        try context.store.write { try $0.markHandedOver(alerts.map(\.id), at: now) }
        FailPoint.journalNoted.reach()
    }

    private func fill() throws(StoreError) {
        let (clock, store) = (context.clock, context.store)
        let now = clock.now
        try tryAgainAfterClockChange(now)
        let isEmpty = try store.read { try $0.dispatches(waitingAt: now).isEmpty }
        if isEmpty { return }
        try store.write { writer in
            var recheck = try Recheck(context, at: now, writer.reader)
            let waiting = try writer.reader.dispatches(waitingAt: now)
            for (receiver, dispatches) in Dictionary(grouping: waiting, by: \.receiver).sorted(by: { $0.key < $1.key })
            {
                var passed: [CheckedDispatch] = []
                for dispatch in dispatches {
                    switch try recheck.verdict(on: dispatch) {
                    case .send(let checked): passed.append(checked)
                    case .settled(let reason): try writer.settle(dispatch.id, because: reason)
                    case .withdrawn(let reason): try writer.withdraw(dispatch, because: reason)
                    case .muted(let moment, let delay): try writer.putOff(dispatch.id, until: moment, because: delay)
                    }
                }
                try post(passed, to: receiver, now, writer)
            }
            FailPoint.composed.reach()
        }
        FailPoint.posted.reach()
    }

    /// If the clock was ahead, next tries may lie too far in the future.
    private func tryAgainAfterClockChange(_ now: Int) throws(StoreError) {
        let isBack = now < latestMoment
        latestMoment = now
        for (priority, pause) in [
            (NotificationPriority.critical, Outbox.longestEmergencyPause), (.info, Outbox.longestHint),
        ] {
            let bound = isBack ? now : now + pause
            guard try context.store.read({ try $0.hasMessagesWaiting(beyond: bound, upTo: priority) }) else { continue }
            try context.store.write { try $0.tryNow(whatWaitsBeyond: bound, upTo: priority, at: now) }
        }
    }

    /// Makes the messages to a receiver.
    private func post(
        _ checked: [CheckedDispatch], to receiver: String, _ now: Int, _ writer: StoreWriter
    ) throws {
        let emergencies = checked.filter { $0.dispatch.priority <= NotificationPriority.critical.rawValue }
        let others = checked.filter { $0.dispatch.priority > NotificationPriority.critical.rawValue }
        for (list, isEmergency) in [(emergencies, true), (others, false)] where !list.isEmpty {
            let priority = list.map(\.dispatch.priority).min() ?? NotificationPriority.info.rawValue
            // The weekly cap holds for routine messages: not for alarms, escalations, or what is late already.
            if !isEmergency, list.allSatisfy({ $0.dispatch.isRoutine }),
                let moment = try momentOfRoom(for: receiver, priority, now, writer.reader)
            {
                for item in list {
                    let opening = context.opening(of: item.route, from: moment)
                    try writer.putOff(item.dispatch.id, until: opening, because: .cap)
                }
                continue
            }
            try writer.addMessage(
                to: receiver, kind: kind(of: list.map(\.dispatch)).rawValue, priority: priority, line: nil, at: now,
                telling: list.sorted { $0.stands(before: $1) }.map { ($0.dispatch.id, $0.daysLate) })
        }
    }

    private func kind(of dispatches: [StoredDispatch]) -> MessageKind {
        if dispatches.contains(where: \.isCatchUp) { return .catchUp }
        // A repetition goes to the same people: their agreed number of messages holds for it.
        if dispatches.allSatisfy({ $0.isEscalation }), dispatches.contains(where: { !$0.isRoutine }) {
            return .escalation
        }
        return dispatches.contains { $0.delay != nil } ? .digest : .news
    }

    /// When a receiver may have another routine message; nil for now.
    private func momentOfRoom(
        for name: String, _ priority: Int, _ now: Int, _ reader: StoreReader
    ) throws -> Int? {
        guard priority >= NotificationPriority.warning.rawValue,
            let cap = context.settings.notifications.receiver(name)?.weeklyCap
        else { return nil }
        let sent = try reader.routineMessages(to: name, since: now - Outbox.week, until: now)
        guard sent.count >= cap, let first = sent.first else { return nil }
        return first + Outbox.week
    }
}

extension StoredDispatch {
    /// Whether it is a step of a escalation, or a repetition.
    fileprivate var isEscalation: Bool { step.stage == nil }

    /// Whether the receiver agreed to hear of it later where there is too much: news of dates, and repetitions.
    fileprivate var isRoutine: Bool {
        if isCatchUp { return false }
        return switch step {
        case .stage(let stage): !stage.isAlarm
        case .escalation: false
        case .repetition: true
        }
    }
}

/// Records what became of messages: tried again, given up, and reported where it has to be.
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
