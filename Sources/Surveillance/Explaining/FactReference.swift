import CivilCalendar
import ClinicalModel

/// A row that a decision rests on, as a person would look it up.
public struct FactReference: Hashable, Sendable {
    /// The line of `events.csv` on which the row begins.
    public let row: Int
    /// The date, as recorded.
    public let date: PartialDate
    /// What the row says, in the words of the roster.
    public let words: String

    /// The reference to an event.
    public init(_ event: Event, agents: AgentNames) {
        row = Int(event.row)
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
        case .performance(_, let thousandths): words.append(decimal(Int(thousandths)))
        case .diagnosis, .her2, .hormoneReceptor, .bodyImaging, .leptomeningeal, .csf, .surgery, .radiotherapy, .drug,
            .systemic, .symptom, .visit, .biopsy, .decision, .contraindication, .interval, .appointment, .status:
            break
        }
        return words.joined(separator: " ")
    }

    private static func remarks(_ lesions: LesionDescription) -> [String] {
        var remarks: [String] = []
        if let count = lesions.count { remarks.append(Counted(Int(count), "lesion").description) }
        if let size = lesions.sizeInMicrometres { remarks.append("\(decimal(size)) mm") }
        if let site = lesions.criticalSite { remarks.append(site.rawValue) }
        return remarks.isEmpty ? [] : ["(" + remarks.joined(separator: ", ") + ")"]
    }

    /// Thousandths as a decimal without needless zeros: 38000 is `38`, 30500 is `30.5`.
    static func decimal(_ thousandths: Int) -> String {
        let fraction = thousandths % 1_000
        guard fraction != 0 else { return "\(thousandths / 1_000)" }
        var digits = String(String(1_000 + fraction).dropFirst())
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(thousandths / 1_000).\(digits)"
    }
}
