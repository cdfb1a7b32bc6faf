import CivilCalendar
import ClinicalModel

extension EventWords {
    /// The words of an event, as `EventVocabulary` reads them back; `agents` names its drug.
    public init(_ event: Event, agents: AgentNames) {
        let (detail, result) = event.content.words(agents: agents)
        let lesions = event.content.lesions
        var value = ""
        if case .performance(_, let thousandths) = event.content { value = "\(ThousandthsText(Int(thousandths)))" }
        self.init(
            date: event.date.description, event: event.content.eventName, detail: detail, result: result,
            site: event.content.siteWord, count: lesions?.count.map { "\($0)" } ?? "",
            size: lesions?.sizeInMicrometres.map { "\(ThousandthsText($0))" } ?? "", value: value)
    }
}
