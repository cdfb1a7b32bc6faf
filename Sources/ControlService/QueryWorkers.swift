import ControlInterface
import Service
import Systemd
import Varlink
import WatchStore

/// A request that was read and found sound, to be answered on a thread where the loop does not wait for it.
struct Query: Sendable {
    /// An answer, and what is noted of it before it leaves.
    struct Answer: Sendable {
        let message: any ControlMessage
        let notes: [ReadNote]

        init(_ message: any ControlMessage, _ notes: [ReadNote] = []) { (self.message, self.notes) = (message, notes) }
        init(_ message: any ControlMessage, _ note: ReadNote) { self.init(message, [note]) }
    }

    /// What an answer takes, and so which worker gives it.
    enum Effort: Sendable {
        /// The follow-ups of all patients, as they are stored.
        case list
        /// The plans of all patients, made anew.
        case plans
    }

    /// What it takes.
    let effort: Effort
    /// Answers it.
    let answer: @Sendable (QueryService) throws -> Answer

    init(_ effort: Effort, _ answer: @escaping @Sendable (QueryService) throws -> Answer) {
        (self.effort, self.answer) = (effort, answer)
    }
}

/// The workers that answer long queries: a caller who reads a list does not wait for those who have every patient planned anew.
package struct QueryWorkers {
    private let lists: QueryWorker
    private let plans: QueryWorker

    /// Workers for the queries that the loop would answer with `queries`.
    package init(loop: EventLoop, _ queries: QueryService, storePath: String) throws {
        lists = try QueryWorker(loop: loop, queries, storePath: storePath)
        plans = try QueryWorker(loop: loop, queries, storePath: storePath)
    }

    /// Has a query answered; the answer comes to the loop's thread, unless its caller is gone by then.
    func ask(_ query: Query, of context: CallContext, then: @escaping (Result<Query.Answer, any Error>) -> Void) {
        switch query.effort {
        case .list: lists.ask(query, of: context, then: then)
        case .plans: plans.ask(query, of: context, then: then)
        }
    }

    /// Gives up what is under way and ends the threads.
    package func end() {
        lists.end()
        plans.end()
    }
}

/// Answers long queries on a thread of its own, one after the other, while the loop goes on answering others.
///
/// If its caller disconnects, a queued query is dropped and a running one given up. The thread starts with the first query.
final class QueryWorker {
    private struct Job: Sendable {
        let query: Query
        let snapshot: QuerySnapshot
        let stop: StopFlag
    }

    private enum Message: Sendable {
        case progress(any ControlMessage)
        case done(Result<Query.Answer, any Error>)
        /// It was not begun.
        case dropped
    }

    private struct Waiting {
        let stop: StopFlag
        let context: CallContext
        let then: (Result<Query.Answer, any Error>) -> Void
    }

    private let queries: QueryService
    private let storePath: String
    private let mailbox: LoopMailbox<Message>
    private var worker: WorkerThread<Job>?
    private var source: EventSource?
    /// In the order in which they are answered; the first of them is under way.
    private var waiting: [Waiting] = []

    init(loop: EventLoop, _ queries: QueryService, storePath: String) throws {
        (self.queries, self.storePath) = (queries, storePath)
        mailbox = try LoopMailbox<Message>()
        source = try loop.addMailbox(mailbox) { [unowned self] message in receive(message) }
    }

    private func start() throws(WorkerThreadError) -> WorkerThread<Job> {
        let (mailbox, storePath) = (mailbox, storePath)
        return try WorkerThread {
            var made: QueryService?
            return { job in
                if job.stop.isSet { return mailbox.send(.dropped) }
                let result = Result {
                    let own = try made ?? job.snapshot.queryService(storePath: storePath)
                    made = own
                    job.snapshot.apply(to: own)
                    own.caller = QueryCaller(isGone: { job.stop.isSet }, report: { mailbox.send(.progress($0)) })
                    return try job.query.answer(own)
                }
                if case .plans = job.query.effort { FreedMemory.giveBack() }
                mailbox.send(.done(result))
            }
        }
    }

    /// Has a query answered; the answer comes to the loop's thread, unless its caller is gone by then.
    func ask(_ query: Query, of context: CallContext, then: @escaping (Result<Query.Answer, any Error>) -> Void) {
        let worker: WorkerThread<Job>
        do {
            worker = try self.worker ?? start()
        } catch {
            return then(.failure(error))
        }
        self.worker = worker
        let stop = StopFlag()
        context.onCancel = { stop.set() }
        waiting.append(Waiting(stop: stop, context: context, then: then))
        worker.send(Job(query: query, snapshot: QuerySnapshot(of: queries), stop: stop))
    }

    private func receive(_ message: Message) {
        switch message {
        case .progress(let message):
            // A caller who has not taken the last report gets the next one.
            if let context = waiting.first?.context, context.hasRoom { context.replyContinuing(message) }
        case .done(let result): waiting.removeFirst().then(result)
        case .dropped: waiting.removeFirst()
        }
    }

    /// Gives up what is under way and ends the thread.
    func end() {
        for query in waiting { query.stop.set() }
        worker?.end()
        source?.cancel()
    }
}

/// What another thread needs to answer as the loop would at this moment, with a view of the store of its own.
package struct QuerySnapshot: Sendable {
    private let settings: ServiceSettings
    private let clock: ClinicClock
    private let state: ServiceState
    private let noticesOfAudit: [Notice]
    /// How often what is known had changed by then.
    private let changes: Int

    /// What is known at this moment.
    package init(of queries: QueryService) {
        (settings, clock, state) = (queries.settings, queries.clock, queries.state)
        (noticesOfAudit, changes) = (queries.noticesOfAudit, queries.changes)
    }

    /// Answers on the calling thread.
    package func queryService(storePath: String) throws -> QueryService {
        let queries = QueryService(
            settings: settings, clock: clock, store: try StoreView(path: storePath), state: state)
        apply(to: queries)
        return queries
    }

    /// Brings a query service of an earlier moment to this one: what it remembers holds until something changes.
    func apply(to queries: QueryService) {
        if queries.changes != changes { queries.forget(changes: changes) }
        queries.state = state
        queries.settledNoticesOfAudit = noticesOfAudit
    }
}
