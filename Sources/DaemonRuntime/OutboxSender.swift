import Delivery
import Service
import Systemd

/// Sends due messages of the outbox, each over its receiver's channel, and has the result of each recorded.
final class OutboxSender {
    private let messages: OutgoingMessages
    private let channels: [String: Channel]
    private let deliverers: Deliverers
    private let alerts: AlertmanagerResender
    private let writer: WriterThread
    private let journal: Journal
    /// The messages under way, until their results are in the store: until then they look as if they waited.
    private var underWay: Set<Int64> = []
    /// The results that the store could not record: their messages count as under way, or they would be sent again and
    /// again.
    private var unrecorded: [Int64: WriterJob<Void>] = [:]

    init(
        _ messages: OutgoingMessages, over channels: [String: Channel], _ deliverers: Deliverers,
        _ alerts: AlertmanagerResender, _ writer: WriterThread, journal: Journal
    ) {
        (self.messages, self.channels, self.deliverers, self.alerts) = (messages, channels, deliverers, alerts)
        (self.writer, self.journal) = (writer, journal)
    }

    /// Whether messages are under way.
    var isSending: Bool { !underWay.isEmpty }

    /// Sends what is due and not yet under way.
    func sendWaiting() {
        do {
            for (id, message) in try messages.waiting() where !underWay.contains(id) {
                guard let channel = channels[message.receiver] else {
                    underWay.insert(id)
                    record(id, by: .giveUpWithoutReceiver(id))
                    continue
                }
                var payload = Deliverers.Payload.message(message, channel)
                // An Alertmanager holds what is open, not the news about it.
                if case .alertmanager(let alertmanager) = channel, !message.entries.isEmpty {
                    payload = .alerts(try alerts.due(for: message.receiver), alertmanager)
                }
                try deliverers.send(payload, to: message.receiver) { [unowned self] outcome in
                    record(id, by: .record(outcome, of: id))
                }
                underWay.insert(id)
            }
        } catch {
            journal.note(.storeFailed, .critical, "\(error)")
        }
    }

    /// Records again the results that the store could not record.
    func recordAgain() {
        for (id, job) in unrecorded.sorted(by: { $0.key < $1.key }) { record(id, by: job) }
    }

    private func record(_ id: Int64, by job: WriterJob<Void>) {
        writer.ask(job) { [unowned self] result in
            switch result {
            case .success:
                unrecorded[id] = nil
                underWay.remove(id)
            case .failure: unrecorded[id] = job
            }
        }
    }
}

/// The delivery threads, one per receiver, as the loop sees them: payloads go out, results come back.
///
/// A mail host that does not answer delays only its own receiver.
final class Deliverers {
    /// What is delivered, and over which channel.
    enum Payload: Sendable {
        /// A message.
        case message(OutgoingMessage, Channel)
        /// The alerts that an Alertmanager is to hold as active, or to resolve.
        case alerts([ActiveAlert], AlertmanagerChannel)
        /// A heartbeat.
        case heartbeat(Heartbeat)
    }

    private struct Job: Sendable {
        /// The owner of the result; nil if nothing waits for it.
        let number: Int?
        let payload: Payload
    }

    private let clock: ClinicClock
    private let mailbox: LoopMailbox<(Int, DeliveryOutcome)>
    private var workers: [String: WorkerThread<Job>] = [:]
    private var source: EventSource?
    private var waiting: [Int: (DeliveryOutcome) -> Void] = [:]
    private var lastNumber = 0

    init(loop: EventLoop, clock: ClinicClock) throws {
        self.clock = clock
        mailbox = try LoopMailbox<(Int, DeliveryOutcome)>()
        source = try loop.addMailbox(mailbox) { [unowned self] number, outcome in
            waiting.removeValue(forKey: number)?(outcome)
        }
    }

    /// Delivers a payload on the receiver's thread; calls `then` with the result on the loop's thread.
    func send(_ payload: Payload, to receiver: String, then: ((DeliveryOutcome) -> Void)? = nil) throws {
        let worker = try worker(for: receiver)
        guard let then else { return worker.send(Job(number: nil, payload: payload)) }
        lastNumber += 1
        waiting[lastNumber] = then
        worker.send(Job(number: lastNumber, payload: payload))
    }

    /// Ends the threads; what is under way is sent again after the next start, under the same number.
    func end() {
        for worker in workers.values { worker.end() }
        source?.cancel()
    }

    private func worker(for receiver: String) throws -> WorkerThread<Job> {
        if let worker = workers[receiver] { return worker }
        let (mailbox, clock) = (mailbox, clock)
        let worker = try WorkerThread<Job> {
            let deliverer = Deliverer()
            return { job in
                FailPoint.sending.reach()
                let outcome =
                    switch job.payload {
                    case .message(let message, let channel): deliverer.send(message, over: channel, now: clock.now)
                    case .alerts(let alerts, let channel): deliverer.post(alerts, to: channel)
                    case .heartbeat(let heartbeat): deliverer.beat(heartbeat)
                    }
                FailPoint.taken.reach()
                if let number = job.number { mailbox.send((number, outcome)) }
            }
        }
        workers[receiver] = worker
        return worker
    }
}

/// Posts active alerts to Alertmanagers every minute, since they resolve what is not posted again, and posts ended
/// ones. If no receiver is an Alertmanager, nothing wakes for it.
final class AlertmanagerResender {
    private static let everyMicroseconds: UInt64 = 60_000_000
    /// How many times an end is posted: one post may be lost on the way.
    private static let endings = 3

    private let messages: OutgoingMessages
    private let clock: ClinicClock
    private let channels: [(receiver: String, channel: AlertmanagerChannel)]
    private let deliverers: Deliverers
    private let journal: Journal
    private var timer: TimerSource?
    /// What each receiver holds as active, by its labels.
    private var active: [String: [[String: String]: ActiveAlert]] = [:]
    private var ending: [String: [(alert: ActiveAlert, left: Int)]] = [:]

    init(
        loop: EventLoop, _ messages: OutgoingMessages, clock: ClinicClock, over channels: [String: Channel],
        _ deliverers: Deliverers, journal: Journal
    ) throws {
        (self.messages, self.clock, self.deliverers, self.journal) = (messages, clock, deliverers, journal)
        self.channels = channels.sorted { $0.key < $1.key }.compactMap { receiver, channel in
            if case .alertmanager(let channel) = channel { (receiver, channel) } else { nil }
        }
        guard !self.channels.isEmpty else { return }
        timer = try loop.addMonotonicTimer(
            afterMicroseconds: AlertmanagerResender.everyMicroseconds, accuracyMicroseconds: 5_000_000,
            repeatEveryMicroseconds: AlertmanagerResender.everyMicroseconds
        ) { [unowned self] in postAgain() }
    }

    private func postAgain() {
        for (receiver, channel) in channels {
            do {
                let alerts = try due(for: receiver)
                if alerts.isEmpty { continue }
                try deliverers.send(.alerts(alerts, channel), to: receiver)
            } catch {
                journal.note(.storeFailed, .error, "\(error)")
            }
        }
    }

    /// Returns the active alerts of a receiver, and the ended ones.
    func due(for receiver: String) throws -> [ActiveAlert] {
        let now = clock.now
        let alerts = try messages.activeAlerts(for: receiver)
        let active = Dictionary(alerts.map { ($0.labels, $0) }, uniquingKeysWith: { first, _ in first })
        var ending = (ending[receiver] ?? []).filter { $0.left > 0 && active[$0.alert.labels] == nil }
        for (labels, alert) in self.active[receiver] ?? [:] where active[labels] == nil {
            ending.append(
                (
                    ActiveAlert(labels: labels, annotations: alert.annotations, startsAt: alert.startsAt, endsAt: now),
                    AlertmanagerResender.endings
                ))
        }
        self.active[receiver] = active
        self.ending[receiver] = ending.map { ($0.alert, $0.left - 1) }
        return alerts + ending.map(\.alert)
    }
}
