import CivilCalendar
import ClinicalModel

/// A row that a decision rests on, as a person would look it up.
public struct FactReference: Hashable, Sendable {
    /// Where it stands.
    public let source: Event.Source
    /// The date, as recorded.
    public let date: PartialDate
    /// What the row says, in the words of the roster.
    public let words: String

    /// The reference to an event.
    public init(_ event: Event, agents: AgentNames) {
        source = event.source
        date = event.date
        words = FactReference.words(of: event.content, agents: agents)
    }

    static func words(of content: EventContent, agents: AgentNames) -> String {
        let (detail, result) = content.words(agents: agents)
        var words = [content.eventName, detail, result].filter { !$0.isEmpty }
        switch content {
        case .metastasis(_, let site, let lesions):
            words.append(site.rawValue)
            words += remarks(lesions)
        case .brainImaging(_, _, let lesions): words += remarks(lesions)
        case .biopsy(_, .named(let site)): words.append(site.rawValue)
        case .performance(_, let thousandths): words.append("\(ThousandthsText(Int(thousandths)))")
        case .diagnosis, .her2, .hormoneReceptor, .bodyImaging, .leptomeningeal, .csf, .surgery, .radiotherapy, .drug,
            .systemic, .symptom, .visit, .biopsy, .decision, .contraindication, .interval, .appointment, .status:
            break
        }
        return words.joined(separator: " ")
    }

    private static func remarks(_ lesions: LesionDescription) -> [String] {
        var remarks: [String] = []
        if let count = lesions.count { remarks.append(Counted(Int(count), "lesion").description) }
        if let size = lesions.sizeInMicrometres { remarks.append("\(ThousandthsText(size)) mm") }
        if let site = lesions.criticalSite { remarks.append(site.rawValue) }
        return remarks.isEmpty ? [] : ["(" + remarks.joined(separator: ", ") + ")"]
    }
}
