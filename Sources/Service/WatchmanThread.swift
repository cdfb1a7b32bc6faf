import ClinicalModel
import Synchronization
import Systemd
import WatchStore

/// The watchman on a thread of its own, as the loop sees it: jobs go out, outcomes come back through the loop.
///
/// It has its own connection to the store and does all the writing, so that whoever answers only ever reads and waits for
/// nobody.
package final class WatchmanThread {
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
    package private(set) var standing: WatchmanStanding
    /// Called when a long job has come further.
    package var onProgress: (WatchmanProgress) -> Void = { _ in }
    /// Called after each job, before the outcome is handed to whoever asked for it.
    package var onStanding: (WatchmanStanding) -> Void = { _ in }

    /// Starts the thread; the store is opened there, with the first job.
    package init(
        loop: EventLoop, settings: ServiceSettings, clock: ClinicClock, storePath: String,
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
                            settings: settings, clock: clock,
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
    package func ask(_ job: WatchmanJob, then: @escaping (WatchmanOutcome) -> Void) {
        if waiting.isEmpty { lastHeard = MonotonicClock.awake.microseconds }
        waiting.append(then)
        worker.send(job)
    }

    /// Whether a job is under way and nothing was heard of it for long.
    package var isStuck: Bool {
        !waiting.isEmpty
            && MonotonicClock.awake.microseconds > lastHeard + WatchmanThread.silenceMicroseconds
    }

    /// Gives up what is under way, leaving nothing of it in the store, and ends the thread.
    package func end() {
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

/// What the watchman is asked to do.
package enum WatchmanJob: Sendable {
    /// Read the protocol again, then the roster.
    case readProtocolAndRoster
    /// Read the roster again.
    case readRoster
    /// Bring all plans up to the day.
    case turnDay
    /// Do what a person of the staff asks for, where it may be done.
    case act(ActRequest)
    /// Note what became of a message.
    case settle(message: Int64, MessageOutcome)
    /// Note that the store can be written again, and since when it could not.
    case noteRecovery(since: Int)
    /// Note what has become of the heartbeat.
    case heartbeat(HeartbeatChange)
    /// Note what became of a report.
    case report(ReportOutcome)
    /// Do something about what is told.
    case telling(TellingRequest)
}

/// What became of a job of the watchman.
package enum WatchmanOutcome: Sendable {
    /// A roster was judged.
    case judged(RosterOutcome)
    /// The plans are up to the day.
    case dayTurned
    /// An act was done; where what follows from it could not be handed over, why.
    case acted(ActDone, handOver: StoreError?)
    /// An act was asked for and nothing was done.
    case notActed(ActFailure)
    /// It was noted what became of a message.
    case settled
    /// Something about the service itself was noted.
    case noted
    /// What is told was changed: the number of the silence, or of the first message of a drill; nil where there was nothing to
    /// change.
    case tellingChanged(Int64?)
    /// The store failed; what was in force stays in force.
    case storeFailed(StoreError)
}

extension WatchmanOutcome {
    /// What the store could not do; nil where it could.
    package var storeFailure: StoreError? {
        switch self {
        case .storeFailed(let error): error
        case .acted(_, let error): error
        case .judged, .dayTurned, .notActed, .settled, .noted, .tellingChanged: nil
        }
    }
}

/// How far a long job of the watchman has come.
package enum WatchmanProgress: Sendable, Hashable {
    /// The roster's files are being read.
    case reading
    /// So many patients of so many have been looked at.
    case evaluating(done: Int, total: Int)

    /// For the service manager's status line: counts only.
    package var line: String {
        switch self {
        case .reading: "reading the roster"
        case .evaluating(let done, let total):
            "working out what is owed: \(done) of \(Counted(total, "patient"))"
        }
    }
}
