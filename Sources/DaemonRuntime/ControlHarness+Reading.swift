import ControlInterface
import Varlink

/// Questions about many patients: they are answered by the readers, while the loop goes on answering others.
extension ControlHarness {
    /// A method whose answer reads many patients.
    func reading<Message: ControlMessage>(
        _ question: @escaping (CallContext) throws -> LongQuestion<Message>
    ) -> MethodImplementation {
        requiring(.viewer) { context in
            do {
                let question = try question(context)
                try self.readers[keyPath: question.reader].ask(question.ask) { outcome in
                    switch outcome {
                    case .success(let message):
                        if let note = question.note(message) {
                            self.noteRead(note.verb, context, patient: note.patient, item: note.item, note.detail)
                        }
                        context.reply(message)
                    case .failure(let error): self.refuse(context, error)
                    }
                }
            } catch {
                self.refuse(context, error)
            }
        }
    }

    /// The same where it needs a roster: before the first one is judged, it waits where none is in force.
    func readingOnRoster<Message: ControlMessage>(
        _ question: @escaping (CallContext) throws -> LongQuestion<Message>
    ) -> MethodImplementation {
        let method = reading(question)
        return MethodImplementation { context in self.onceSettled { method.body(context) } }
    }
}
