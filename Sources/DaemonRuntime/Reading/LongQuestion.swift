import ControlInterface

/// A question about many patients: who answers it, how, and what the audit trail is to note of the answer.
struct LongQuestion<Message: ControlMessage> {
    let reader: KeyPath<Readers, ReaderThread>
    let ask: @Sendable (Answers) throws -> Message
    let note: (Message) -> ReadNote?

    init(
        _ reader: KeyPath<Readers, ReaderThread>, _ ask: @escaping @Sendable (Answers) throws -> Message,
        noting note: @escaping (Message) -> ReadNote? = { _ in nil }
    ) {
        (self.reader, self.ask, self.note) = (reader, ask, note)
    }
}
