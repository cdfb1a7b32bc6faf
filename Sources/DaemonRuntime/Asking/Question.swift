import CivilCalendar
import ControlInterface

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
