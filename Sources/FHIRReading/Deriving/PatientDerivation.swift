import CivilCalendar
import ClinicalModel

/// Derives events, in order, and open questions from the facts of one patient.
struct PatientDerivation {
    /// An event, and the fact it is based on.
    struct DerivedEvent {
        let date: PartialDate
        let content: EventContent
        let fact: Int
    }

    /// An open question, and the fact that raises it.
    struct OpenQuestion {
        let kind: QuestionKind
        let detail: String
        let date: PartialDate?
        let fact: Int
        /// The number of records it covers.
        let records: Int
    }

    /// The facts, in an order that depends only on their content.
    let facts: [Fact]
    private(set) var events: [DerivedEvent] = []
    private(set) var questions: [OpenQuestion] = []

    /// Derives the events and questions of a patient's facts. Drug names become agents; `texts` are those of open
    /// facts.
    init(
        _ facts: [Fact], birthDate: PartialDate?, drugs: [String], texts: [String]
    ) {
        self.facts = facts.filter { !$0.isReplaced && $0.content != .nothing }.sorted {
            PatientDerivation.stands($0, before: $1)
        }
        let firstCNSDisease = self.facts.first { PatientDerivation.isOfCNSDisease($0.content) }?.date.first
        deriveSimple(texts)
        deriveHER2()
        deriveScans()
        deriveRadiotherapy(firstCNSDisease: firstCNSDisease)
        deriveDrugs(drugs, hasCNSDisease: firstCNSDisease != nil)
        deriveAppointments()
        deriveDeath(birthDate)
        askAfterHospice()
        dropRepeatedDiagnoses()
        events = events.enumerated().sorted { one, other in
            (one.element.date.first, PatientDerivation.rank(one.element.content), one.offset)
                < (other.element.date.first, PatientDerivation.rank(other.element.content), other.offset)
        }.map(\.element)
    }

    mutating func add(_ content: EventContent, _ fact: Int, date: PartialDate? = nil) {
        events.append(DerivedEvent(date: date ?? facts[fact].date, content: content, fact: fact))
    }

    mutating func ask(_ kind: QuestionKind, _ detail: String = "", _ fact: Int, records: Int = 1) {
        let date = facts[fact].isDated ? facts[fact].date : nil
        questions.append(OpenQuestion(kind: kind, detail: detail, date: date, fact: fact, records: records))
    }

    // MARK: One fact, one event

    private mutating func deriveSimple(_ texts: [String]) {
        var operations: Set<PlainOperation> = []
        for (index, fact) in facts.enumerated() {
            switch fact.content {
            case .breastCancer(let isMetastatic): add(.diagnosis(isMetastatic ? .metastatic : .early), index)
            case .metastaticStage: add(.diagnosis(.metastatic), index)
            case .metastasis(let site, let result): add(.metastasis(result, site, .unrecorded), index)
            case .leptomeningeal(let result): add(.leptomeningeal(result), index)
            case .receptor(let receptor, let result): add(.hormoneReceptor(receptor, result), index)
            case .performance(let scale, let thousandths): add(.performance(scale, thousandths: thousandths), index)
            case .worse: add(.systemic(.progression), index)
            case .surgery(let kind):
                // An operation is often recorded twice; two on one day do not end mammograms.
                if operations.insert(PlainOperation(date: fact.date, kind: kind)).inserted {
                    add(.surgery(kind), index)
                }
            case .csf(let result): add(.csf(result), index)
            case .symptom(let symptom, let change): add(.symptom(symptom, change), index)
            case .status(let status) where status != .deceased: add(.status(status), index)
            case .visit: add(.visit, index)
            case .open(let kind, let detail) where kind != .deathDate: ask(kind, texts[Int(detail)], index)
            case .nothing, .her2, .scan, .radiotherapy, .drug, .appointment, .appointmentByOrder, .status,
                .visitByReason,
                .open:
                break
            }
        }
    }

    private struct PlainOperation: Hashable {
        let date: PartialDate
        let kind: SurgeryKind
    }

    /// Drops a diagnosis without metastases on the same day as one with them, and repeats on one day.
    private mutating func dropRepeatedDiagnoses() {
        var known: Set<PartialDate> = []
        var early: Set<PartialDate> = []
        for event in events where event.content == .diagnosis(.metastatic) { known.insert(event.date) }
        var seenMetastatic: Set<PartialDate> = []
        events.removeAll { event in
            switch event.content {
            case .diagnosis(.early): known.contains(event.date) || !early.insert(event.date).inserted
            case .diagnosis(.metastatic): !seenMetastatic.insert(event.date).inserted
            default: false
            }
        }
    }

    // MARK: Death

    /// Derives the death. If its day is not recorded, the patient was dead by the day the record was last written, or
    /// by the day of the last known fact.
    private mutating func deriveDeath(_ birthDate: PartialDate?) {
        for (index, fact) in facts.enumerated() where fact.content == .status(.deceased) {
            add(.status(.deceased), index)
            return
        }
        for (index, fact) in facts.enumerated() {
            guard case .open(.deathDate, _) = fact.content else { continue }
            let written =
                fact.version.seconds > 0
                ? PartialDate(CivilDate(clampingDaysSinceEpoch: Int(fact.version.seconds) / 86_400)) : nil
            let last = facts.filter(\.isDated).map(\.date).max { $0.first < $1.first }
            guard let date = written ?? last ?? birthDate else { continue }
            add(.status(.deceased), index, date: date)
            ask(.deathDate, "", index)
            return
        }
    }

    /// Asks about scans and treatment after a hospice, which contradict that surveillance has ended.
    private mutating func askAfterHospice() {
        guard let hospice = facts.lastIndex(where: { $0.content == .status(.hospice) }) else { return }
        let goesOn = facts.contains { fact in
            guard fact.isDated, fact.date.first > facts[hospice].date.last else { return false }
            return switch fact.content {
            case .scan(let kind, _, _): kind.isOfCNS
            case .radiotherapy, .surgery, .drug(_, .started): true
            default: false
            }
        }
        if goesOn {
            ask(.codeDoubt, "scans or treatment are recorded after the hospice: is surveillance to go on?", hospice)
        }
    }

    // MARK: Order

    private static func stands(_ one: Fact, before other: Fact) -> Bool {
        if one.date.first != other.date.first { return one.date.first < other.date.first }
        if one.date != other.date { return one.date.storedNumber < other.date.storedNumber }
        if one.type != other.type { return one.type < other.type }
        if one.id != other.id { return one.id < other.id }
        return (one.file, one.line) < (other.file, other.line)
    }

    private static func isOfCNSDisease(_ content: FactContent) -> Bool {
        switch content {
        case .metastasis(.brain, _), .leptomeningeal: true
        case .scan(.mriBrain, let result, _), .scan(.ctBrain, let result, _):
            switch result {
            case .untold, .negative, .nonDiagnostic, .equivocal: false
            case .stable, .response, .lesions, .newLesions, .progression, .meningeal: true
            }
        case .radiotherapy(let facts): facts.target == .brain || facts.target == .reasonBrain
        case .surgery(.brainResection): true
        case .nothing, .breastCancer, .metastaticStage, .metastasis, .her2, .receptor, .performance, .worse, .scan,
            .surgery, .drug, .csf, .symptom, .appointment, .appointmentByOrder, .status, .visit, .visitByReason, .open:
            false
        }
    }

    /// Returns the rank of an event within its day: suspected before confirmed, scans before treatment.
    private static func rank(_ content: EventContent) -> Int {
        switch content {
        case .diagnosis: 0
        case .her2: 1
        case .hormoneReceptor: 2
        case .symptom: 3
        case .metastasis(.suspected, _, _), .leptomeningeal(.suspected): 4
        case .biopsy, .csf: 5
        case .metastasis, .leptomeningeal: 6
        case .brainImaging, .bodyImaging: 7
        case .surgery: 8
        case .radiotherapy: 9
        case .drug: 10
        case .systemic: 11
        case .performance, .visit, .decision, .contraindication, .interval: 12
        case .appointment: 13
        case .status: 14
        }
    }
}

extension PatientDerivation {
    /// Derives the HER2 results, and asks where they disagree.
    ///
    /// Of one day, the result that makes the tumour positive comes last: IHC 3+ or an amplified ISH is positive
    /// whatever the other says (ASCO/CAP), and the last result holds.
    mutating func deriveHER2() {
        var results: [(result: HER2Result, fact: Int)] = []
        for (index, fact) in facts.enumerated() {
            if case .her2(let result) = fact.content { results.append((result, index)) }
        }
        results.sort { one, other in
            let (first, second) = (facts[one.fact].date.first, facts[other.fact].date.first)
            return (first, PatientDerivation.weight(one.result), one.fact)
                < (second, PatientDerivation.weight(other.result), other.fact)
        }
        for (result, fact) in results { add(.her2(result), fact) }
        let firm = results.filter { PatientDerivation.weight($0.result) >= 2 }
        let isDiscordant = Set(firm.map { PatientDerivation.weight($0.result) }).count > 1
        if isDiscordant, let last = firm.last {
            let words = firm.map { "\($0.result.rawValue) on \(facts[$0.fact].date)" }
            ask(.her2Discordant, words.suffix(4).joined(separator: ", "), last.fact)
        }
        for (result, fact) in results where result == .twoPlus {
            let hasISH = results.contains { other in
                (other.result == .amplified || other.result == .notAmplified)
                    && facts[other.fact].date.first >= facts[fact].date.first
            }
            if !hasISH { ask(.her2WithoutISH, "", fact) }
        }
    }

    /// Returns 3 for positive, 2 for negative, 1 or 0 for equivocal.
    private static func weight(_ result: HER2Result) -> Int {
        switch result {
        case .equivocal: 0
        case .twoPlus: 1
        case .zero, .onePlus, .notAmplified, .negative: 2
        case .threePlus, .amplified, .positive: 3
        }
    }
}
