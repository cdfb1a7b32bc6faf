import Synchronization
import Systemd
import WatchStore

/// Answers questions on a thread of its own, with its own connection to the store, as the loop sees it: a question that reads the
/// whole list keeps nobody waiting but those who ask such questions too.
///
/// The thread is there from the first question on. Questions are answered one after the other, in their order.
final class ReaderThread {
    private struct Question: Sendable {
        let circumstances: ServiceCircumstances
        /// Asks, and leaves the answer where the loop finds it.
        let ask: @Sendable (Result<Answers, any Error>) -> Void
    }

    /// Where an answer lies on its way to the loop.
    private final class Tray<Answer: Sendable>: Sendable {
        private let answer = Mutex<Result<Answer, any Error>?>(nil)

        func put(_ answer: Result<Answer, any Error>) { self.answer.withLock { $0 = answer } }
        func take() -> Result<Answer, any Error>? { answer.withLock { $0 } }
    }

    private struct Answered: Sendable {}

    private final class StopFlag: Sendable {
        let isSet = Atomic<Bool>(false)
    }

    private let answers: Answers
    private let storePath: String
    private let mailbox: LoopMailbox<Answered>
    private let stopFlag = StopFlag()
    private var source: EventSource?
    private var worker: WorkerThread<Question>?
    /// What is to happen with the answers under way, in their order.
    private var waiting: [() -> Void] = []

    /// - Parameter answers: the loop's own, of whose circumstances the answers are.
    init(loop: EventLoop, _ answers: Answers, storePath: String) throws {
        self.answers = answers
        self.storePath = storePath
        mailbox = try LoopMailbox<Answered>()
        source = try loop.addMailbox(mailbox) { [unowned self] _ in waiting.removeFirst()() }
    }

    /// Asks a question; the answer comes to the loop's thread.
    func ask<Answer: Sendable>(
        _ question: @escaping @Sendable (Answers) throws -> Answer, then: @escaping (Result<Answer, any Error>) -> Void
    ) throws {
        let worker = try worker ?? start()
        self.worker = worker
        let tray = Tray<Answer>()
        waiting.append {
            if let answer = tray.take() { then(answer) }
        }
        let mailbox = mailbox
        worker.send(
            Question(circumstances: answers.circumstances) { answers in
                tray.put(Result { try question(try answers.get()) })
                mailbox.send(Answered())
            })
    }

    private func start() throws -> WorkerThread<Question> {
        let (configuration, clock, site) = (answers.configuration, answers.clock, answers.site)
        let (storePath, stopFlag) = (storePath, stopFlag)
        return try WorkerThread {
            var own: Answers?
            return { question in
                question.ask(
                    Result {
                        let answers = try own ?? Answers(
                            configuration: configuration, clock: clock, store: try WatchStore(path: storePath),
                            site: site, standing: question.circumstances.standing)
                        own = answers
                        answers.isStopping = { stopFlag.isSet.load(ordering: .relaxed) }
                        answers.circumstances = question.circumstances
                        return answers
                    })
            }
        }
    }

    /// Gives up what is under way, and ends the thread.
    func end() {
        stopFlag.isSet.store(true, ordering: .relaxed)
        worker?.end()
        source?.cancel()
    }
}
