import ClinicalModel
import Spelling

/// The lists of accepted words (protocol.md section 2), built once from the cases of the clinical model and shared.
final class VocabularyWords: Sendable {
    let events = WordList(EventKind.allCases)
    let diagnosisSubjects = WordList([(word: "breast-cancer", value: true)])
    let extents = WordList(DiseaseExtent.allCases)
    let biomarkers = WordList<HormoneReceptor?>(
        [(word: "her2", value: nil)] + HormoneReceptor.allCases.map { (word: $0.rawValue, value: $0) })
    let her2Results = WordList(HER2Result.allCases)
    let receptorResults = WordList(ReceptorResult.allCases)
    let suspicions = WordList(SuspicionResult.allCases)
    let sites = WordList(MetastasisSite.allCases)
    let criticalSites = WordList(LesionDescription.CriticalSite.allCases)
    let modalities = WordList<ImagingModality>(
        BrainModality.allCases.map { (word: $0.rawValue, value: .brain($0)) }
            + BodyModality.allCases.map { (word: $0.rawValue, value: .body($0)) })
    let brainResults = WordList(BrainImagingResult.allCases)
    let bodyResults = WordList(BodyImagingResult.allCases)
    let leptomeningealResults = WordList(LeptomeningealResult.allCases)
    let csfSubjects = WordList([(word: "cytology", value: true)])
    let cytologyResults = WordList(CytologyResult.allCases)
    let operations = WordList(SurgeryKind.allCases)
    let radiotherapies = WordList(RadiotherapyKind.allCases)
    let changes = WordList(IntervalChange.allCases)
    let systemicChanges = WordList(SystemicChange.allCases)
    let symptoms = WordList(Symptom.allCases)
    let symptomChanges = WordList(SymptomChange.allCases)
    let scales = WordList(PerformanceScale.allCases)
    let biopsyResults = WordList(BiopsyResult.allCases)
    let decisions = WordList(DecisionKind.allCases)
    let contraindications = WordList(Contraindication.allCases)
    let repeatedItems = WordList(Item.withRepeatInterval)
    let items = WordList(Item.allCases)
    let appointmentResults = WordList(AppointmentResult.allCases)
    let statuses = WordList(PatientStatus.allCases)

    enum ImagingModality: Sendable {
        case brain(BrainModality)
        case body(BodyModality)
    }
}

/// The words of the column `event`.
enum EventKind: String, CaseIterable, Sendable {
    case diagnosis, biomarker, metastasis, imaging, leptomeningeal, csf, surgery, radiotherapy, drug, systemic, symptom
    case performance, visit, biopsy, decision, contraindication, interval, appointment, status
}

/// The columns of `events.csv`.
package enum EventColumn: String, CaseIterable, Sendable {
    case mrn, date, event, detail, result, site, count
    case size = "size_mm"
    case value, note
}

extension EventVocabulary {
    /// The vocabulary line by line, in the order of protocol.md section 2; an event with several kinds of detail has
    /// several lines.
    public var entries: [VocabularyEntry] {
        let lesionColumns: [EventColumn] = [.site, .count, .size]
        return [
            VocabularyEntry(.diagnosis, details: words.diagnosisSubjects.words, results: words.extents.words),
            VocabularyEntry(.biomarker, details: ["her2"], results: words.her2Results.words),
            VocabularyEntry(
                .biomarker, details: HormoneReceptor.allCases.map(\.rawValue), results: words.receptorResults.words),
            VocabularyEntry(
                .metastasis, results: words.suspicions.words, sites: words.sites.words, otherColumns: lesionColumns),
            VocabularyEntry(
                .imaging, details: BrainModality.allCases.map(\.rawValue), results: words.brainResults.words,
                otherColumns: lesionColumns),
            VocabularyEntry(
                .imaging, details: BodyModality.allCases.map(\.rawValue), results: words.bodyResults.words),
            VocabularyEntry(.leptomeningeal, results: words.leptomeningealResults.words),
            VocabularyEntry(.csf, details: words.csfSubjects.words, results: words.cytologyResults.words),
            VocabularyEntry(.surgery, details: words.operations.words),
            VocabularyEntry(.radiotherapy, details: words.radiotherapies.words),
            VocabularyEntry(
                .drug, details: DrugNames.generic,
                acceptsOtherDetails: true, results: words.changes.words),
            VocabularyEntry(.systemic, results: words.systemicChanges.words),
            VocabularyEntry(.symptom, details: words.symptoms.words, results: words.symptomChanges.words),
            VocabularyEntry(.performance, details: words.scales.words, otherColumns: [.value]),
            VocabularyEntry(.visit),
            VocabularyEntry(.biopsy, results: words.biopsyResults.words, otherColumns: [.site]),
            VocabularyEntry(.decision, details: words.decisions.words),
            VocabularyEntry(.contraindication, details: words.contraindications.words, results: words.changes.words),
            VocabularyEntry(
                .interval, details: words.repeatedItems.words,
                resultForm: "1 to 3 digits and `d`, `w` or `m`; or `protocol`"),
            VocabularyEntry(.appointment, details: words.items.words, results: words.appointmentResults.words),
            VocabularyEntry(.status, results: words.statuses.words),
        ]
    }
}

/// One line of the vocabulary: what may accompany a word of the column `event`.
public struct VocabularyEntry: Hashable, Sendable {
    /// The word of the column `event`.
    public let event: String
    /// The words of the column `detail`; empty if the event uses none.
    public let details: [String]
    /// Whether `detail` also accepts names that are not listed, as for drugs.
    public let acceptsOtherDetails: Bool
    /// The words of the column `result`; empty if the event uses none, or if `resultForm` describes it.
    public let results: [String]
    /// The form of `result` if it is not a list of words.
    public let resultForm: String?
    /// The words of the column `site` if it is required; empty otherwise.
    public let sites: [String]
    /// The other columns that are read, out of `site`, `count`, `size_mm` and `value`.
    public let otherColumns: [String]

    init(
        _ event: EventKind, details: [String] = [], acceptsOtherDetails: Bool = false, results: [String] = [],
        resultForm: String? = nil, sites: [String] = [], otherColumns: [EventColumn] = []
    ) {
        self.event = event.rawValue
        self.details = details
        self.acceptsOtherDetails = acceptsOtherDetails
        self.results = results
        self.resultForm = resultForm
        self.sites = sites
        self.otherColumns = otherColumns.map(\.rawValue)
    }
}

/// The agents of a roster, keyed by the bytes of their names, with any doubt about each name.
package struct AgentTable: Sendable {
    /// The most names a roster may hold: more than any formulary, few enough to keep in memory.
    static let limit = 10_000
    /// The greatest length of a name in bytes.
    static let nameLimit = 100

    enum Verdict: Sendable {
        case agent(Agent)
        /// A separate agent, whose name is a letter or two from one that the rules know.
        case doubtful(Agent, near: String)
        case misspelt(near: String)
        /// A name that the rules know, among other words: what is meant cannot be told.
        case mixed(with: String)
        case unusable
        case tooMany
    }

    /// Whether names from before the rules on names of this version are taken as they are.
    private let acceptsStored: Bool
    private var known = ByteStringTable()
    private var verdicts: [Verdict] = []

    package init(acceptsStored: Bool = false) { self.acceptsStored = acceptsStored }

    /// The number of names judged.
    package var count: Int { verdicts.count }

    /// Returns the verdict on a non-empty name.
    mutating func verdict(on name: FieldBytes) -> Verdict {
        if let number = known.index(of: name) { return verdicts[number] }
        guard name.count <= AgentTable.nameLimit, name.buffer.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            return .unusable
        }
        guard verdicts.count < AgentTable.limit else { return .tooMany }
        let verdict = newVerdict(on: name)
        known.insert(name)
        // A doubt is reported once per name, not once per row.
        if case .doubtful(let agent, _) = verdict {
            verdicts.append(.agent(agent))
        } else {
            verdicts.append(verdict)
        }
        return verdict
    }

    private mutating func newVerdict(on name: FieldBytes) -> Verdict {
        let text = name.text
        if acceptsStored || DrugNames.generic.contains(text) { return .agent(Agent(text)) }
        if let generic = DrugNames.generic(ofBrand: name.buffer) { return .misspelt(near: generic) }
        let plain = DrugNames.plain(text)
        if plain != text {
            // What looks like a known name to a person is not one to the rules.
            let known = DrugNames.generic.first { NearestWord.folded($0.utf8) == NearestWord.folded(plain.utf8) }
            if let near = known ?? DrugNames.mentioned(in: plain.utf8) { return .misspelt(near: near) }
        }
        let folded = NearestWord.folded(name.buffer)
        let prefix = Array("intrathecal".utf8)
        if folded.starts(with: prefix) {
            if text.hasPrefix(Agent.intrathecalPrefix), name.count > Agent.intrathecalPrefix.utf8.count {
                return .agent(Agent(text))
            }
            let rest = text.dropFirst(prefix.count).drop { " _-".contains($0) }
            return .misspelt(near: Agent.intrathecalPrefix + (rest.isEmpty ? "AGENT" : ShownText.of(rest.lowercased())))
        }
        if text.lowercased().contains("intrathecal") {
            return .doubtful(Agent(text), near: Agent.intrathecalPrefix + "AGENT")
        }
        guard let near = NearestWord(to: name.buffer, among: DrugNames.generic, limit: name.count >= 12 ? 2 : 1)
        else {
            guard let known = DrugNames.mentioned(in: name.buffer) else { return .agent(Agent(text)) }
            return DrugNames.isSeveralWords(text) ? .mixed(with: known) : .doubtful(Agent(text), near: known)
        }
        return near.distance == 0 ? .misspelt(near: near.word) : .doubtful(Agent(text), near: near.word)
    }
}

/// The words accepted in one place of the vocabulary, looked up by their bytes.
struct WordList<Value: Sendable>: Sendable {
    /// The words, in the order of the vocabulary.
    let words: [String]
    private let values: [Value]
    private let bytes: [[UInt8]]
    // A table with at least four slots per word, each the number of a word or -1.
    private let places: [Int8]
    private static var seed: UInt64 { 0x1F83_D9AB_FB41_BD6B }

    init(_ entries: [(word: String, value: Value)]) {
        precondition(entries.count < 100)
        var size = 4
        while size < entries.count * 4 { size *= 2 }
        var places = [Int8](repeating: -1, count: size)
        for (number, entry) in entries.enumerated() {
            var place = entry.word.withFieldBytes { WordList.place($0, size) }
            while places[place] >= 0 { place = (place + 1) & (size - 1) }
            places[place] = Int8(truncatingIfNeeded: number)
        }
        self.places = places
        words = entries.map(\.word)
        values = entries.map(\.value)
        bytes = entries.map { Array($0.word.utf8) }
    }

    /// Returns the value of the word; nil if the list has no word spelt exactly so.
    func value(_ text: FieldBytes) -> Value? {
        var place = WordList.place(text, places.count)
        while places[place] >= 0 {
            let number = Int(places[place])
            if WordList.isEqual(bytes[number], text) { return values[number] }
            place = (place + 1) & (places.count - 1)
        }
        return nil
    }

    private static func place(_ text: FieldBytes, _ size: Int) -> Int {
        Int(truncatingIfNeeded: text.hash(seed: seed)) & (size - 1)
    }

    private static func isEqual(_ word: [UInt8], _ text: FieldBytes) -> Bool {
        word.withUnsafeBufferPointer { word in
            guard let base = word.baseAddress else { return text.isEmpty }
            return FieldBytes(start: base, count: word.count).isEqual(to: text)
        }
    }
}

extension WordList where Value: RawRepresentable, Value.RawValue == String {
    /// Creates a list of the raw values of these cases.
    init(_ values: some Sequence<Value>) {
        self.init(values.map { (word: $0.rawValue, value: $0) })
    }
}

extension String {
    /// Calls a body with the UTF-8 bytes of the text.
    package func withFieldBytes<Result>(_ body: (FieldBytes) -> Result) -> Result {
        // One extra byte, so that there is an address to point at even if the text is empty.
        let bytes = Array(utf8) + [0]
        return bytes.withUnsafeBufferPointer { body(FieldBytes(start: $0.baseAddress!, count: $0.count - 1)) }
    }
}
