import Delivery
import Systemd

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
