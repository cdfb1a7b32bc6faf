import CivilCalendar
import ClinicalModel
import RosterReading

/// Events as the store keeps them: a line each, in the words of the roster, so that a later version still reads them.
enum EventText {
    private static let separator: Character = "\u{1F}"

    static func text(of events: ArraySlice<Event>, agents: AgentNames) -> String {
        var text = ""
        for event in events {
            let (detail, result) = event.content.words(agents: agents)
            let rest = columns(of: event.content)
            let fields = [
                "\(event.row)", event.date.description, event.content.eventName, detail, result, rest.site, rest.count,
                rest.size, rest.value,
            ]
            text += fields.joined(separator: String(separator))
            text += "\n"
        }
        return text
    }

    static func events(in text: String, agents: inout AgentNames) throws -> [Event] {
        let vocabulary = EventVocabulary()
        var events: [Event] = []
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 9, let row = Int32(fields[0]) else { throw Unreadable() }
            let words = EventWords(
                date: fields[1], event: fields[2], detail: fields[3], result: fields[4], site: fields[5],
                count: fields[6], size: fields[7], value: fields[8])
            let parsed = try vocabulary.parse(words, agents: &agents)
            events.append(Event(date: parsed.date, content: parsed.content, row: row))
        }
        return events
    }

    /// A line that this version did not write.
    struct Unreadable: Error {}

    private static func columns(of content: EventContent) -> (site: String, count: String, size: String, value: String)
    {
        func lesions(_ site: String, _ lesions: LesionDescription) -> (String, String, String, String) {
            (site, lesions.count.map(String.init) ?? "", lesions.sizeInMicrometres.map(decimal) ?? "", "")
        }
        switch content {
        case .metastasis(_, let site, let description): return lesions(site.rawValue, description)
        case .brainImaging(_, _, let description): return lesions(description.criticalSite?.rawValue ?? "", description)
        case .biopsy(_, .named(let site)): return (site.rawValue, "", "", "")
        case .biopsy(_, .elsewhere): return ("elsewhere", "", "", "")
        case .performance(_, let thousandths): return ("", "", "", decimal(Int(thousandths)))
        case .diagnosis, .her2, .hormoneReceptor, .bodyImaging, .leptomeningeal, .csf, .surgery, .radiotherapy, .drug,
            .systemic, .symptom, .visit, .biopsy(_, .unnamed), .decision, .contraindication, .interval, .appointment,
            .status:
            return ("", "", "", "")
        }
    }

    private static func decimal(_ thousandths: Int) -> String {
        let fraction = String(1_000 + thousandths % 1_000).dropFirst()
        return "\(thousandths / 1_000).\(fraction)"
    }
}
