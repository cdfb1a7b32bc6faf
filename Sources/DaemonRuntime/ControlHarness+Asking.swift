import CivilCalendar
import ClinicalModel
import ControlInterface
import Metrics
import Varlink

/// The questions that may be long: where they are answered, and those about the list of a day.
extension ControlHarness {
    var listMethods: [String: MethodImplementation] {
        [
            "Due": asking { context in
                let request = try self.ofCaller(try DueRequest(json: context.parameters), context)
                return Question(self.effort(ofDay: request.asOf)) { answers in
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
                return Question(asked.remarks == true ? .plans : self.effort(ofDay: asked.list.asOf)) { answers in
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
            "Metrics": asking(needsRoster: false) { _ in
                let (startedAt, nextWake) = (self.startedAt, self.nextWake)
                return Question(.list) { answers in
                    let metrics = try answers.metrics(startedAt: startedAt, nextWake: nextWake)
                    return Question.Answer(MetricsReport(text: MetricsText(metrics, form: .openMetrics).description))
                }
            },
            "Census": asking { context in
                let request = try CensusRequest(json: context.parameters)
                return Question(self.effort(ofDay: request.asOf)) { Question.Answer(try $0.census(request)) }
            },
        ]
    }

    /// A method whose answer is worked out at a desk where others would have to wait for it.
    ///
    /// - Parameter needsRoster: whether it waits for the first roster to be judged where none is in force.
    func asking(
        needsRoster: Bool = true, _ read: @escaping (CallContext) throws -> Question
    ) -> MethodImplementation {
        requiring(.viewer) { context in
            let ask = {
                do {
                    let question = try read(context)
                    let deliver = { (answer: Result<Question.Answer, any Error>) in self.deliver(answer, to: context) }
                    if let desk = self.desks?.desk(for: question.effort) {
                        desk.ask(question, of: context, then: deliver)
                    } else {
                        deliver(Result { try question.answer(self.answers) })
                    }
                } catch {
                    self.refuse(context, error)
                }
            }
            if needsRoster { self.onceSettled(ask) } else { ask() }
        }
    }

    /// What a list of a day takes: of any but today all patients have to be planned anew.
    private func effort(ofDay day: String?) -> Question.Effort {
        day == nil || day == answers.today.description ? .list : .plans
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
