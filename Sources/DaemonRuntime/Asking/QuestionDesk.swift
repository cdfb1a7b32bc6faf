import ControlInterface
import Synchronization
import Systemd
import Varlink
import WatchStore

/// Where long questions are answered: on a thread of its own, one after the other, while the loop goes on answering others.
///
/// A question whose caller is gone is not begun, and given up where it was. The thread is there from the first question on.
final class QuestionDesk {
    /// Set once nobody waits for the answer any more.
    private final class GivenUp: Sendable {
        let isSet = Atomic<Bool>(false)
    }

    private struct Job: Sendable {
        let question: Question
        let elsewhere: AnswersElsewhere
        let givenUp: GivenUp
    }

    private enum Message: Sendable {
        case progress(any ControlMessage)
        case done(Result<Question.Answer, any Error>)
        /// It was not begun.
        case dropped
    }

    private struct Waiting {
        let givenUp: GivenUp
        let context: CallContext
        let then: (Result<Question.Answer, any Error>) -> Void
    }

    private let answers: Answers
    private let storePath: String
    private let mailbox: LoopMailbox<Message>
    private var worker: WorkerThread<Job>?
    private var source: EventSource?
    /// In the order in which they are answered; the first of them is under way.
    private var waiting: [Waiting] = []

    init(loop: EventLoop, _ answers: Answers, storePath: String) throws {
        (self.answers, self.storePath) = (answers, storePath)
        mailbox = try LoopMailbox<Message>()
        source = try loop.addMailbox(mailbox) { [unowned self] message in receive(message) }
    }

    private func start() throws(WorkerThreadError) -> WorkerThread<Job> {
        let (mailbox, storePath) = (mailbox, storePath)
        return try WorkerThread {
            var own: Answers?
            return { job in
                if job.givenUp.isSet.load(ordering: .relaxed) { return mailbox.send(.dropped) }
                let result = Result {
                    let answers = try own ?? job.elsewhere.answers(storePath: storePath)
                    own = answers
                    job.elsewhere.bring(upToDate: answers)
                    answers.isGivenUp = { job.givenUp.isSet.load(ordering: .relaxed) }
                    answers.onProgress = { mailbox.send(.progress($0)) }
                    return try job.question.answer(answers)
                }
                switch job.question.effort {
                case .little, .list: break
                case .plans: FreedMemory.giveBack()
                }
                mailbox.send(.done(result))
            }
        }
    }

    /// Has a question answered; the answer comes to the loop's thread, unless its caller is gone by then.
    func ask(
        _ question: Question, of context: CallContext, then: @escaping (Result<Question.Answer, any Error>) -> Void
    ) {
        let worker: WorkerThread<Job>
        do {
            worker = try self.worker ?? start()
        } catch {
            return then(.failure(error))
        }
        self.worker = worker
        let givenUp = GivenUp()
        context.onCancel = { givenUp.isSet.store(true, ordering: .relaxed) }
        waiting.append(Waiting(givenUp: givenUp, context: context, then: then))
        worker.send(Job(question: question, elsewhere: AnswersElsewhere(answers), givenUp: givenUp))
    }

    private func receive(_ message: Message) {
        switch message {
        case .progress(let message):
            // A caller who has not taken the last word is told the next.
            if let context = waiting.first?.context, context.hasRoom { context.replyContinuing(message) }
        case .done(let result):
            waiting.removeFirst().then(result)
        case .dropped: waiting.removeFirst()
        }
    }

    /// Gives up what is under way and ends the thread.
    func end() {
        for question in waiting { question.givenUp.isSet.store(true, ordering: .relaxed) }
        worker?.end()
        source?.cancel()
    }
}
