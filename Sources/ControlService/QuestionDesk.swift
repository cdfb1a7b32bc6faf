import CivilCalendar
import ControlInterface
import Service
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

/// The desks at which long questions are answered: whoever reads a list does not wait for those who have everybody planned anew.
package struct QuestionDesks {
    private let lists: QuestionDesk
    private let plans: QuestionDesk

    package init(loop: EventLoop, _ answers: Answers, storePath: String) throws {
        lists = try QuestionDesk(loop: loop, answers, storePath: storePath)
        plans = try QuestionDesk(loop: loop, answers, storePath: storePath)
    }

    /// The desk for what takes such an effort; nil where the loop answers itself.
    func desk(for effort: Question.Effort) -> QuestionDesk? {
        switch effort {
        case .little: nil
        case .list: lists
        case .plans: plans
        }
    }

    package func end() {
        lists.end()
        plans.end()
    }
}

/// What somebody asked, read and found sound: whoever has the answers answers it, here or on another thread.
struct Question: Sendable {
    /// An answer, and what is noted of it before it leaves.
    struct Answer: Sendable {
        let message: any ControlMessage
        let notes: [ReadNote]

        init(_ message: any ControlMessage, _ notes: [ReadNote] = []) { (self.message, self.notes) = (message, notes) }
        init(_ message: any ControlMessage, _ note: ReadNote) { self.init(message, [note]) }
    }

    /// What an answer takes, and so who works it out.
    enum Effort: Sendable {
        /// A few records: the loop answers at once.
        case little
        /// The follow-ups of all patients, as they are stored.
        case list
        /// The plans of all patients, made anew.
        case plans
    }

    /// What it takes.
    let effort: Effort
    /// Answers it.
    let answer: @Sendable (Answers) throws -> Answer

    init(_ effort: Effort = .little, _ answer: @escaping @Sendable (Answers) throws -> Answer) {
        (self.effort, self.answer) = (effort, answer)
    }
}

/// What another thread needs to answer as the loop would at this moment: it opens a connection to the store of its own.
package struct AnswersElsewhere: Sendable {
    private let settings: ServiceSettings
    private let clock: ClinicClock
    private let site: String
    private let standing: WatchmanStanding
    private let noticesOfAudit: [Notice]
    /// How often what was known had changed by then.
    private let changes: Int

    package init(_ answers: Answers) {
        (settings, clock, site, standing) = (answers.settings, answers.clock, answers.site, answers.standing)
        (noticesOfAudit, changes) = (answers.noticesOfAudit, answers.changes)
    }

    /// Answers for whoever works on this thread.
    package func answers(storePath: String) throws -> Answers {
        let answers = Answers(
            settings: settings, clock: clock, store: try StoreView(path: storePath), site: site, standing: standing)
        bring(upToDate: answers)
        return answers
    }

    /// Brings the answers of an earlier moment to this one: what they remember holds until something changes.
    func bring(upToDate answers: Answers) {
        if answers.changes != changes { answers.forget(changes: changes) }
        answers.standing = standing
        answers.settledNoticesOfAudit = noticesOfAudit
    }
}
