import ControlService
import Delivery
import Service
import Systemd

/// Takes the messages that are to go out now from the outbox to their receivers; what became of them it hears and passes on.
final class Postman {
    private let messages: OutgoingMessages
    private let journal: Journal
    private let channels: [String: Channel]
    private let messengers: Messengers
    private let reminders: Reminders
    private let unstored: UnstoredMessages
    private let pulse: Pulse
    /// What became of messages, where the store could not note it.
    private var unrecorded: [Int64: MessageOutcome] = [:]

    /// Called with what became of a message; whoever has stored it calls `recorded`, who could not `notRecorded`.
    var onOutcome: (Int64, MessageOutcome) -> Void = { _, _ in }
    /// Called where the heartbeat is answered no more, with why, and where it is answered again.
    var onHeartbeat: (HeartbeatChange) -> Void = { _ in }

    /// - Throws: `UnusableConfiguration` where a receiver cannot be reached as configured.
    init(loop: EventLoop, _ answers: Answers, _ messages: OutgoingMessages, journal: Journal) throws {
        self.messages = messages
        self.journal = journal
        channels = try answers.settings.notifications.channels(Credentials())
        messengers = try Messengers(loop: loop, clock: answers.clock)
        reminders = try Reminders(
            loop: loop, messages, clock: answers.clock, channels: channels, messengers: messengers, journal: journal)
        unstored = UnstoredMessages(answers, channels: channels, messengers: messengers, journal: journal)
        pulse = try Pulse(loop: loop, try answers.settings.notifications.heartbeat(), messengers: messengers)
        messengers.onOutcome = { [unowned self] errand, outcome in
            switch errand {
            case .stored(let id): onOutcome(id, MessageOutcome(outcome))
            case .unstored(let message): unstored.settle(message, outcome)
            case .heartbeat: pulse.settle(outcome)
            case .reminder: break
            }
        }
        pulse.onChange = { [unowned self] in onHeartbeat($0) }
    }

    /// Whether messages are under way.
    var isSending: Bool { !messengers.underWay.isEmpty }

    /// Hands over what is to go out now and is not under way.
    func sendWaiting() {
        do {
            for (id, message) in try messages.waiting() where !messengers.underWay.contains(id) {
                guard let channel = channels[message.receiver] else {
                    messengers.hold(id)
                    onOutcome(id, .refused("there is no such receiver any more"))
                    continue
                }
                var freight = Messengers.Freight.message(message, channel)
                // An Alertmanager holds what stands, and not what was said of it.
                if case .alertmanager(let alertmanager) = channel, !message.entries.isEmpty {
                    freight = .alerts(try reminders.due(for: message.receiver), alertmanager)
                }
                try messengers.send(id, freight, to: message.receiver)
            }
        } catch {
            journal.note(.storeFailed, .critical, "\(error)")
        }
    }

    /// What became of a message is in the store.
    func recorded(_ id: Int64) {
        unrecorded[id] = nil
        messengers.release(id)
    }

    /// The store could not note what became of a message: it counts as under way, so that it does not go out again and again.
    func notRecorded(_ id: Int64, _ outcome: MessageOutcome) { unrecorded[id] = outcome }

    /// Has noted again what the store could not note.
    func recordAgain() {
        for (id, outcome) in unrecorded.sorted(by: { $0.key < $1.key }) { onOutcome(id, outcome) }
    }

    /// Tells those who look after the service, past the store; what their channels have not taken yet is sent again.
    func tellUnstored(_ line: String) { unstored.tell(line) }

    /// What is told past the store and not taken yet is not worth telling any more.
    func forgetUnstored() { unstored.forget() }

    /// An evaluation is finished and all that is to be told was handed over.
    func beat() { pulse.beat() }

    /// Ends all that is under way; it goes out again after the next start, under the same number.
    func end() { messengers.end() }
}

/// The messengers, each on a thread of its own for one receiver, as the loop sees them: messages go out, what became of them
/// comes back.
///
/// A mail host that does not answer holds up nobody but its own receiver.
final class Messengers {
    /// What is handed over, and over which channel.
    enum Freight: Sendable {
        /// A message.
        case message(OutgoingMessage, Channel)
        /// What an Alertmanager is to hold as true, or to let go of.
        case alerts([ActiveAlert], AlertmanagerChannel)
        /// A sign of life.
        case heartbeat(Heartbeat)
    }

    /// On whose behalf.
    enum Errand: Hashable, Sendable {
        /// Of a message of the outbox.
        case stored(Int64)
        /// Of a message that could not be stored.
        case unstored(OutgoingMessage)
        /// Of what an Alertmanager would forget; what becomes of it is heard with the next reminder.
        case reminder
        /// Of whoever waits for a sign of life.
        case heartbeat
    }

    private struct Job: Sendable {
        let errand: Errand
        let freight: Freight
    }

    private let clock: ClinicClock
    private let mailbox: LoopMailbox<(Errand, Outcome)>
    private var workers: [String: WorkerThread<Job>] = [:]
    private var source: EventSource?
    /// The messages of the outbox under way, up to when what became of them is in the store: until then they look as if they
    /// waited.
    private(set) var underWay: Set<Int64> = []

    /// Called on the loop with what became of an errand.
    var onOutcome: (Errand, Outcome) -> Void = { _, _ in }

    init(loop: EventLoop, clock: ClinicClock) throws {
        self.clock = clock
        mailbox = try LoopMailbox<(Errand, Outcome)>()
        source = try loop.addMailbox(mailbox) { [unowned self] errand, outcome in onOutcome(errand, outcome) }
    }

    /// Hands a message of the outbox over, unless it is under way already.
    func send(_ id: Int64, _ freight: Freight, to receiver: String) throws {
        guard !underWay.contains(id) else { return }
        try send(freight, on: .stored(id), to: receiver)
        underWay.insert(id)
    }

    /// Counts a message as under way that nobody carries, until what is to become of it is in the store.
    func hold(_ id: Int64) { underWay.insert(id) }

    /// Hands something over; what becomes of it is told but for reminders.
    func send(_ freight: Freight, on errand: Errand, to receiver: String) throws {
        try worker(for: receiver).send(Job(errand: errand, freight: freight))
    }

    /// What became of a message is in the store.
    func release(_ id: Int64) { underWay.remove(id) }

    /// Ends the threads; what is under way is sent again by the next start, under the same number.
    func end() {
        for worker in workers.values { worker.end() }
        source?.cancel()
    }

    private func worker(for receiver: String) throws -> WorkerThread<Job> {
        if let worker = workers[receiver] { return worker }
        let (mailbox, clock) = (mailbox, clock)
        let worker = try WorkerThread<Job> {
            let messenger = Messenger()
            return { job in
                CrashPoint.sending.reach()
                let outcome =
                    switch job.freight {
                    case .message(let message, let channel): messenger.send(message, over: channel, now: clock.now)
                    case .alerts(let alerts, let channel): messenger.post(alerts, to: channel)
                    case .heartbeat(let heartbeat): messenger.beat(heartbeat)
                    }
                CrashPoint.taken.reach()
                if job.errand != .reminder { mailbox.send((job.errand, outcome)) }
            }
        }
        workers[receiver] = worker
        return worker
    }
}

/// Reminds Alertmanagers every minute of what still stands, since they forget what is not posted again; and tells them what
/// does not. Where no receiver is an Alertmanager, nothing wakes for it.
final class Reminders {
    private static let everyMicroseconds: UInt64 = 60_000_000
    /// So often an end is told: one may be lost on the way.
    private static let endings = 3

    private let messages: OutgoingMessages
    private let clock: ClinicClock
    private let channels: [(receiver: String, channel: AlertmanagerChannel)]
    private let messengers: Messengers
    private let journal: Journal
    private var timer: TimerSource?
    /// What each was told last, by its labels.
    private var standing: [String: [[String: String]: ActiveAlert]] = [:]
    private var ending: [String: [(alert: ActiveAlert, left: Int)]] = [:]

    init(
        loop: EventLoop, _ messages: OutgoingMessages, clock: ClinicClock, channels: [String: Channel],
        messengers: Messengers, journal: Journal
    ) throws {
        (self.messages, self.clock) = (messages, clock)
        self.messengers = messengers
        self.journal = journal
        self.channels = channels.sorted { $0.key < $1.key }.compactMap { receiver, channel in
            if case .alertmanager(let channel) = channel { (receiver, channel) } else { nil }
        }
        guard !self.channels.isEmpty else { return }
        timer = try loop.addMonotonicTimer(
            afterMicroseconds: Reminders.everyMicroseconds, accuracyMicroseconds: 5_000_000,
            repeatEveryMicroseconds: Reminders.everyMicroseconds
        ) { [unowned self] in remind() }
    }

    private func remind() {
        for (receiver, channel) in channels {
            do {
                let alerts = try due(for: receiver)
                if alerts.isEmpty { continue }
                try messengers.send(.alerts(alerts, channel), on: .reminder, to: receiver)
            } catch {
                journal.note(.storeFailed, .error, "\(error)")
            }
        }
    }

    /// What stands for a receiver, and what has come to an end.
    func due(for receiver: String) throws -> [ActiveAlert] {
        let now = clock.now
        let active = try messages.activeAlerts(for: receiver)
        let standing = Dictionary(active.map { ($0.labels, $0) }, uniquingKeysWith: { first, _ in first })
        var ending = (ending[receiver] ?? []).filter { $0.left > 0 && standing[$0.alert.labels] == nil }
        for (labels, alert) in self.standing[receiver] ?? [:] where standing[labels] == nil {
            ending.append(
                (
                    ActiveAlert(labels: labels, annotations: alert.annotations, startsAt: alert.startsAt, endsAt: now),
                    Reminders.endings
                ))
        }
        self.standing[receiver] = standing
        self.ending[receiver] = ending.map { ($0.alert, $0.left - 1) }
        return active + ending.map(\.alert)
    }
}
