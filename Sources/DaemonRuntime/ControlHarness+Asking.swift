import CivilCalendar
import ClinicalModel
import ControlInterface
import Varlink

/// The questions that may be long: where they are answered, and those about the list of a day.
extension ControlHarness {
    var listMethods: [String: MethodImplementation] {
        [
            "Due": asking { context in
                let request = try self.ofCaller(try DueRequest(json: context.parameters), context)
                return self.question(isLong: request.asOf) { answers in
                    var page = try answers.page(request)
                    if page.total == 0 { page.notices += try answers.unknownClinic(request.clinic) }
                    return Question.Answer(
                        page,
                        ReadNote(
                            "due", patient: request.mrn, item: request.item,
                            "\(page.rows.count) of \(Counted(page.total, "row"))\(request.words)"))
                }
            },
            "Export": asking { context in
                var request = try ExportRequest(json: context.parameters)
                request.list = try self.ofCaller(request.list, context)
                let asked = request
                return self.question(isLong: asked.list.asOf) { answers in
                    var page = try answers.export(asked)
                    if page.total == 0 { page.notices += try answers.unknownClinic(asked.list.clinic) }
                    return Question.Answer(
                        page,
                        ReadNote(
                            "export", patient: asked.list.mrn, item: asked.list.item,
                            "\(page.rows.count) of \(Counted(page.total, "row")) as \(asked.format), "
                                + "\(asked.names == true ? "with names" : "by pseudonym")\(asked.list.words)"))
                }
            },
            "Census": asking { context in
                let request = try CensusRequest(json: context.parameters)
                return self.question(isLong: request.asOf) { Question.Answer(try $0.census(request)) }
            },
        ]
    }

    /// A method whose answer needs a roster, and is worked out at the desk where others would have to wait for it.
    func asking(_ read: @escaping (CallContext) throws -> Question) -> MethodImplementation {
        requiring(.viewer) { context in
            self.onceSettled {
                do {
                    let question = try read(context)
                    let deliver = { (answer: Result<Question.Answer, any Error>) in self.deliver(answer, to: context) }
                    if question.isLong, let desk = self.desk {
                        desk.ask(question, of: context, then: deliver)
                    } else {
                        deliver(Result { try question.answer(self.answers) })
                    }
                } catch {
                    self.refuse(context, error)
                }
            }
        }
    }

    /// A question about a day; of any but today all patients have to be planned anew.
    private func question(
        isLong day: String?, _ answer: @escaping @Sendable (Answers) throws -> Question.Answer
    ) -> Question {
        Question(isLong: day != nil && day != answers.today.description, answer)
    }

    private func deliver(_ result: Result<Question.Answer, any Error>, to context: CallContext) {
        switch result {
        case .success(let answer):
            for note in answer.notes {
                noteRead(note.verb, context, patient: note.patient, item: note.item, note.detail)
            }
            context.reply(answer.message)
        case .failure(let error): refuse(context, error)
        }
    }
}
