import Delivery
import Systemd

/// The messenger on a thread of its own, as the loop sees it: messages go out, what became of them comes back.
///
/// A mail host that does not answer holds up nobody but the next message.
final class MessengerThread {
    private struct Job: Sendable {
        let id: Int64
        let message: OutgoingMessage
        let channel: Channel
    }

    private let worker: WorkerThread<Job>
    private var source: EventSource?
    /// The messages under way, up to when what became of them is in the store: until then they look as if they waited.
    private(set) var underWay: Set<Int64> = []

    /// Called on the loop with what became of a message.
    var onOutcome: (Int64, MessageOutcome) -> Void = { _, _ in }

    /// Starts the thread.
    init(loop: EventLoop, clock: ClinicClock) throws {
        let mailbox = try LoopMailbox<(Int64, Outcome)>()
        worker = try WorkerThread {
            var messenger: Messenger?
            return { job in
                let present = messenger ?? Messenger()
                messenger = present
                mailbox.send((job.id, present.send(job.message, over: job.channel, now: clock.now)))
            }
        }
        source = try loop.addMailbox(mailbox) { [unowned self] id, outcome in
            onOutcome(id, MessageOutcome(outcome))
        }
    }

    /// Hands a message over, unless it is under way already.
    func send(_ id: Int64, _ message: OutgoingMessage, over channel: Channel) {
        guard underWay.insert(id).inserted else { return }
        worker.send(Job(id: id, message: message, channel: channel))
    }

    /// What became of a message is in the store.
    func release(_ id: Int64) { underWay.remove(id) }

    /// Ends the thread; what is under way is sent again by the next start, under the same number.
    func end() {
        worker.end()
        source?.cancel()
    }
}
