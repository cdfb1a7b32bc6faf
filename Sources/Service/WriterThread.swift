import Synchronization
import Systemd
import WatchStore

/// What the loop does as the writer works; called on the loop's thread.
package protocol WriterThreadDelegate: AnyObject {
    /// A long job has come further.
    func writerProgressed(_ progress: WriterProgress)

    /// A job has ended; who asked for it hears of it next.
    ///
    /// - Parameter failure: what the store could not do; nil where it could.
    func writerFinished(_ kind: WriterJobKind, failure: StoreError?)
}

/// The writer on a thread of its own, as the loop sees it: jobs go out, and what they give comes back through the loop.
///
/// It has its own connection to the store and does all the writing, so that those who answer only ever read and wait for
/// nothing.
package final class WriterThread {
    /// Longer than this without a word from a writer at work, and something is wrong with it.
    private static let silenceMicroseconds: UInt64 = 300_000_000

    private enum Message: Sendable {
        case progress(WriterProgress)
        case finished(WriterJobKind, ServiceState, StoreError?)
    }

    /// A job without its type; gives what the store could not do.
    private struct Work: Sendable {
        let kind: WriterJobKind
        let perform: @Sendable (Result<ServiceWriter, StoreError>) -> StoreError?
    }

    /// What a job gave, on its way from the writer's thread to the loop's.
    private final class Outcome<Value: Sendable>: Sendable {
        let value = Mutex<Result<Value, StoreError>?>(nil)
    }

    private let worker: WorkerThread<Work>
    private let mailbox: LoopMailbox<Message>
    private var source: EventSource?
    private let stop: StopFlag
    /// Those who wait for the jobs under way, in their order.
    private var waiting: [() -> Void] = []
    private var lastHeard: UInt64 = 0

    /// What holds since the last job.
    package private(set) var state: ServiceState
    /// Hears of every job.
    package weak var delegate: (any WriterThreadDelegate)?

    /// Starts the thread; the store is opened there, with the first job.
    package init(
        loop: EventLoop, settings: ServiceSettings, clock: ClinicClock, storePath: String, pseudonyms: Pseudonyms,
        state: ServiceState, journal: Journal
    ) throws {
        let mailbox = try LoopMailbox<Message>()
        let stop = StopFlag()
        worker = try WorkerThread {
            var made: ServiceWriter?
            return { work in
                let writer = Result { () throws(StoreError) in
                    if let made { return made }
                    let context = WriterContext(
                        settings: settings, clock: clock, store: try WatchStore(path: storePath, cacheMiB: 64),
                        state: state, journal: journal, onProgress: { mailbox.send(.progress($0)) },
                        isStopping: { stop.isSet })
                    return ServiceWriter(context, pseudonyms: pseudonyms)
                }
                made = try? writer.get()
                let failure = work.perform(writer)
                mailbox.send(.finished(work.kind, made?.context.state ?? state, failure))
            }
        }
        self.mailbox = mailbox
        self.stop = stop
        self.state = state
        source = try loop.addMailbox(mailbox) { [unowned self] message in receive(message) }
    }

    /// Asks for a job; what it gives comes to the loop's thread.
    package func ask<Value>(
        _ job: WriterJob<Value>, then: @escaping (Result<Value, StoreError>) -> Void = { _ in }
    ) {
        if waiting.isEmpty { lastHeard = MonotonicClock.awake.microseconds }
        let outcome = Outcome<Value>()
        waiting.append {
            if let value = outcome.value.withLock({ $0 }) { then(value) }
        }
        worker.send(
            Work(kind: job.kind) { writer in
                let result = writer.flatMap { writer in
                    Result { () throws(StoreError) in try job.perform(writer) }
                }
                outcome.value.withLock { $0 = result }
                switch result {
                case .success: return (try? writer.get())?.takePostponedFailure()
                case .failure(let error): return error
                }
            })
    }

    /// Whether a job is under way and nothing was heard of it for long.
    package var isStuck: Bool {
        !waiting.isEmpty && MonotonicClock.awake.microseconds > lastHeard + WriterThread.silenceMicroseconds
    }

    /// Gives up what is under way, leaving nothing of it in the store, and ends the thread.
    package func end() {
        stop.set()
        worker.end()
        source?.cancel()
    }

    private func receive(_ message: Message) {
        lastHeard = MonotonicClock.awake.microseconds
        switch message {
        case .progress(let progress): delegate?.writerProgressed(progress)
        case .finished(let kind, let state, let failure):
            self.state = state
            let then = waiting.removeFirst()
            delegate?.writerFinished(kind, failure: failure)
            then()
        }
    }
}
