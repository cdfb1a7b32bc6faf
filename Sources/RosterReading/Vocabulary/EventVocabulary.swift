import CivilCalendar
import ClinicalModel

/// The vocabulary of events (protocol.md section 2): the one place where words become events, for files and for staff.
public struct EventVocabulary: Sendable {
    let words = VocabularyWords()

    /// The vocabulary of protocol.md section 2.
    public init() {}

    /// What these words mean; agents of a new name are entered in the table.
    ///
    /// Words are matched exactly, as in files. Throws every fault of the words at once.
    public func parse(_ event: EventWords, agents: inout AgentNames) throws(EventRefusal) -> ParsedEvent {
        var table = AgentTable(names: agents)
        let outcome = withFields(of: event) { fields -> Result<ParsedEvent, EventRefusal> in
            var problems: [RowProblem] = []
            let date = date(of: fields.date, problems: &problems)
            let content = content(of: fields, agents: &table, problems: &problems)
            let faults = problems.map { $0.inWords(severity: $0.kind.severity) }
            guard let date, let content else { return .failure(EventRefusal(faults: faults)) }
            return .success(ParsedEvent(date: date, content: content, warnings: faults))
        }
        let parsed = try outcome.get()
        agents = table.names
        return parsed
    }

    /// The date of an event; nil with a problem added where there is none.
    func date(of text: FieldBytes, problems: inout [RowProblem]) -> PartialDate? {
        if let date = PartialDate(utf8: text.buffer) { return date }
        let kind: RosterFaultKind = text.isEmpty ? .missingDate : .badDate
        problems.append(RowProblem(kind, column: EventColumn.date.rawValue, value: text))
        return nil
    }

    private func withFields<Outcome>(of event: EventWords, _ body: (EventFields) -> Outcome) -> Outcome {
        let texts = [
            event.date, event.event, event.detail, event.result, event.site, event.count, event.size, event.value,
        ]
        return texts.joined().withFieldBytes { all in
            var rest = all.start
            let fields = texts.map { text in
                let field = FieldBytes(start: rest, count: text.utf8.count)
                rest += field.count
                return field.trimmed
            }
            return body(
                EventFields(
                    date: fields[0], event: fields[1], detail: fields[2], result: fields[3], site: fields[4],
                    count: fields[5], size: fields[6], value: fields[7]))
        }
    }
}
