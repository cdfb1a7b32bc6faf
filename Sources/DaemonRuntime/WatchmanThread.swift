import ControlInterface
import Synchronization
import Systemd
import WatchStore

/// The watchman on a thread of its own, as the loop sees it: jobs go out, outcomes come back through the loop.
///
/// It has its own connection to the store and does all the writing, so that whoever answers only ever reads and waits for
/// nobody.
final class WatchmanThread {
    /// Longer than this without a word from a watchman at work, and something is wrong with it.
    private static let silenceMicroseconds: UInt64 = 300_000_000

    private enum Message: Sendable {
        case progress(WatchmanProgress)
        case done(WatchmanOutcome, WatchmanStanding)
    }

    private final class StopFlag: Sendable {
        let isSet = Atomic<Bool>(false)
    }

    private let worker: WorkerThread<WatchmanJob>
    private let mailbox: LoopMailbox<Message>
    private var source: EventSource?
    private let stopFlag: StopFlag
    /// What is to happen with the outcomes of the jobs under way, in their order.
    private var waiting: [(WatchmanOutcome) -> Void] = []
    private var lastHeard: UInt64 = 0

    /// What holds at the moment.
    private(set) var standing: WatchmanStanding
    /// Called when a long job has come further.
    var onProgress: (WatchmanProgress) -> Void = { _ in }
    /// Called after each job, before the outcome is handed to whoever asked for it.
    var onStanding: (WatchmanStanding) -> Void = { _ in }

    /// Starts the thread; the store is opened there, with the first job.
    init(
        loop: EventLoop, configuration: DaemonConfiguration, clock: ClinicClock, storePath: String,
        pseudonyms: Pseudonyms, standing: WatchmanStanding, journal: Journal
    ) throws {
        let mailbox = try LoopMailbox<Message>()
        let stopFlag = StopFlag()
        worker = try WorkerThread {
            var watchman: Watchman?
            return { job in
                let outcome: WatchmanOutcome
                do throws(StoreError) {
                    let present: Watchman
                    if let watchman {
                        present = watchman
                    } else {
                        present = Watchman(
                            configuration: configuration, clock: clock,
                            store: try WatchStore(path: storePath, cacheMiB: 64), pseudonyms: pseudonyms,
                            standing: standing, journal: journal)
                        present.onProgress = { mailbox.send(.progress($0)) }
                        present.isStopping = { stopFlag.isSet.load(ordering: .relaxed) }
                        watchman = present
                    }
                    outcome = try present.perform(job)
                } catch {
                    outcome = .storeFailed(error)
                }
                mailbox.send(.done(outcome, watchman?.standing ?? standing))
            }
        }
        self.mailbox = mailbox
        self.stopFlag = stopFlag
        self.standing = standing
        source = try loop.addMailbox(mailbox) { [unowned self] message in receive(message) }
    }

    /// Asks for a job; the outcome comes to the loop's thread.
    func ask(_ job: WatchmanJob, then: @escaping (WatchmanOutcome) -> Void) {
        if waiting.isEmpty { lastHeard = MonotonicClock.awake.microseconds }
        waiting.append(then)
        worker.send(job)
    }

    /// Whether a job is under way and nothing was heard of it for long.
    var isStuck: Bool {
        !waiting.isEmpty
            && MonotonicClock.awake.microseconds > lastHeard + WatchmanThread.silenceMicroseconds
    }

    /// Gives up what is under way, leaving nothing of it in the store, and ends the thread.
    func end() {
        stopFlag.isSet.store(true, ordering: .relaxed)
        worker.end()
        source?.cancel()
    }

    private func receive(_ message: Message) {
        lastHeard = MonotonicClock.awake.microseconds
        switch message {
        case .progress(let progress): onProgress(progress)
        case .done(let outcome, let standing):
            self.standing = standing
            onStanding(standing)
            waiting.removeFirst()(outcome)
        }
    }
}
