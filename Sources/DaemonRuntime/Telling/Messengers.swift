import Delivery
import Systemd

/// The messengers, each on a thread of its own for one receiver, as the loop sees them: messages go out, what became of them
/// comes back.
///
/// A mail host that does not answer holds up nobody but its own receiver.
final class Messengers {
    /// What goes over a channel.
    enum Freight: Sendable {
        /// A message.
        case message(OutgoingMessage)
        /// What an Alertmanager is to hold as true, or to let go of.
        case alerts([ActiveAlert], AlertmanagerChannel)
    }

    private struct Job: Sendable {
        /// The message that it settles; nil for a reminder.
        let id: Int64?
        let freight: Freight
        let channel: Channel
    }

    private let clock: ClinicClock
    private let mailbox: LoopMailbox<(Int64, Outcome)>
    private var workers: [String: WorkerThread<Job>] = [:]
    private var source: EventSource?
    /// The messages under way, up to when what became of them is in the store: until then they look as if they waited.
    private(set) var underWay: Set<Int64> = []

    /// Called on the loop with what became of a message.
    var onOutcome: (Int64, MessageOutcome) -> Void = { _, _ in }

    init(loop: EventLoop, clock: ClinicClock) throws {
        self.clock = clock
        mailbox = try LoopMailbox<(Int64, Outcome)>()
        source = try loop.addMailbox(mailbox) { [unowned self] id, outcome in
            onOutcome(id, MessageOutcome(outcome))
        }
    }

    /// Hands a message over, unless it is under way already.
    func send(_ id: Int64, _ freight: Freight, to receiver: String, over channel: Channel) throws {
        guard !underWay.contains(id) else { return }
        try worker(for: receiver).send(Job(id: id, freight: freight, channel: channel))
        underWay.insert(id)
    }

    /// Reminds an Alertmanager; what becomes of it is heard with the next reminder.
    func remind(_ receiver: String, _ alerts: [ActiveAlert], over channel: AlertmanagerChannel) throws {
        let job = Job(id: nil, freight: .alerts(alerts, channel), channel: .alertmanager(channel))
        try worker(for: receiver).send(job)
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
                let outcome =
                    switch job.freight {
                    case .message(let message): messenger.send(message, over: job.channel, now: clock.now)
                    case .alerts(let alerts, let channel): messenger.post(alerts, to: channel)
                    }
                if let id = job.id { mailbox.send((id, outcome)) }
            }
        }
        workers[receiver] = worker
        return worker
    }
}
