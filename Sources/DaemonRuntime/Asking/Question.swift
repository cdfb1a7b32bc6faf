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

    /// Whether all patients may have to be planned anew for it, so that others would wait for it.
    let isLong: Bool
    /// Answers it.
    let answer: @Sendable (Answers) throws -> Answer

    init(isLong: Bool = false, _ answer: @escaping @Sendable (Answers) throws -> Answer) {
        (self.isLong, self.answer) = (isLong, answer)
    }
}
