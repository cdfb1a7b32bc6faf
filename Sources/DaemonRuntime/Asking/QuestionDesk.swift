import ControlInterface
import Synchronization
import Systemd
import Varlink
import WatchStore

/// Where long questions are answered: on a thread of its own, one after the other, while the loop goes on answering others.
///
/// A question whose caller is gone is not begun, and given up where it was.
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
    }

    private struct Waiting {
        let job: Job
        let context: CallContext
        let then: (Result<Question.Answer, any Error>) -> Void
    }

    private let answers: Answers
    private let worker: WorkerThread<Job>
    private var source: EventSource?
    /// The first of them is under way.
    private var waiting: [Waiting] = []

    init(loop: EventLoop, _ answers: Answers, storePath: String) throws {
        self.answers = answers
        let mailbox = try LoopMailbox<Message>()
        worker = try WorkerThread {
            var own: Answers?
            return { job in
                let result = Result {
                    let answers = try own ?? job.elsewhere.answers(storePath: storePath)
                    own = answers
                    job.elsewhere.bring(upToDate: answers)
                    answers.isGivenUp = { job.givenUp.isSet.load(ordering: .relaxed) }
                    answers.onProgress = { mailbox.send(.progress($0)) }
                    return try job.question.answer(answers)
                }
                FreedMemory.giveBack()
                mailbox.send(.done(result))
            }
        }
        source = try loop.addMailbox(mailbox) { [unowned self] message in receive(message) }
    }

    /// Has a question answered; the answer comes to the loop's thread, unless its caller is gone by then.
    func ask(
        _ question: Question, of context: CallContext, then: @escaping (Result<Question.Answer, any Error>) -> Void
    ) {
        let givenUp = GivenUp()
        context.onCancel = { givenUp.isSet.store(true, ordering: .relaxed) }
        let job = Job(question: question, elsewhere: AnswersElsewhere(answers), givenUp: givenUp)
        waiting.append(Waiting(job: job, context: context, then: then))
        if waiting.count == 1 { worker.send(job) }
    }

    private func receive(_ message: Message) {
        switch message {
        case .progress(let message):
            // A caller who has not taken the last word is told the next.
            if let context = waiting.first?.context, context.hasRoom { context.replyContinuing(message) }
        case .done(let result):
            let answered = waiting.removeFirst()
            waiting.removeAll { !$0.context.isOpen }
            if let next = waiting.first { worker.send(next.job) }
            answered.then(result)
        }
    }

    /// Gives up what is under way and ends the thread.
    func end() {
        for question in waiting { question.job.givenUp.isSet.store(true, ordering: .relaxed) }
        worker.end()
        source?.cancel()
    }
}
