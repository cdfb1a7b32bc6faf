import ClinicalModel

/// One rule of the protocol, said once: what it owes, in which phases, which numbers it takes from the protocol file, and
/// what it says of a patient.
///
/// All of them stand in `Rules.swift`, in the order of the protocol's text. A class, since a plan asks every rule of its
/// phase and shall copy none.
public final class RuleDefinition: Sendable {
    /// The name under which the rule is printed, configured and stored.
    public let id: RuleID
    /// The items it makes proposals for.
    public let items: [Item]
    /// The phases in which it applies.
    public let phases: [Phase]
    /// The numbers it has, all of them required in a protocol file.
    public let keys: [RuleKey]
    /// The symptoms it follows; nil for the rules that follow none.
    public let symptoms: WorkUp?
    /// What an item is about, for the work-list, where the row that it is reckoned from does not say so.
    public let topic: String?
    /// The findings that are to be announced when the rule asks for something.
    public let announces: AnnouncedFindings
    /// What it says in any other phase.
    let elsewhere: NotOwed
    /// What it says of a patient in one of its phases.
    let says: @Sendable (borrowing PatientView) -> Ruling
    /// Its place among all rules, and that of its numbers in a protocol.
    let place: Int

    /// A rule that owes these items; `early` and `late` are numbers of every rule.
    init(
        _ id: RuleID, owes items: Item..., in phases: [Phase] = .all(but: .deceased, .suspended, .notCovered),
        elsewhere: NotOwed = .otherPhase, numbers: RuleKey..., follows symptoms: WorkUp? = nil,
        about topic: String? = nil,
        announces: AnnouncedFindings = .none,
        says: @escaping @Sendable (borrowing PatientView) -> Ruling
    ) {
        self.id = id
        self.items = items
        self.phases = phases
        keys = RuleKey.allCases.filter { $0 == .early || $0 == .late || numbers.contains($0) }
        self.symptoms = symptoms
        self.topic = topic
        self.announces = announces
        self.elsewhere = elsewhere
        self.says = says
        place = id.place
    }

    /// A rule that asks for an item because of the earliest open symptom of a kind. A symptom is never hidden.
    convenience init(_ id: RuleID, owes item: Item, follows symptoms: WorkUp) {
        self.init(id, owes: item, in: .all(but: .deceased), numbers: .due, follows: symptoms) { patient in
            patient.assessment.openSymptoms(symptoms).first.map { .due(from: $0.onset) } ?? .needs(.openSymptom)
        }
    }

    /// Why it asks for nothing in a phase in which it does not apply.
    func reason(in phase: Phase) -> NotOwed {
        let withoutRoutine: [Phase] = [.suspended, .notCovered]
        let isOff = withoutRoutine.contains(phase) && !phases.contains(where: withoutRoutine.contains)
        return phase == .deceased || isOff ? .routineOff : elsewhere
    }

    /// All rules, in the order that decides between proposals of equal urgency and due date.
    public static let all = routine + overlays + otherItems

    /// A rule that a plan asks, for one of its items.
    struct Asked {
        let item: Item
        /// Unmanaged, since all processors ask the same forty rules: counting references to them makes each wait for the
        /// others (6 % of the time of a plan). The definitions live as long as the program.
        private let rule: Unmanaged<RuleDefinition>

        fileprivate init(_ rule: RuleDefinition, for item: Item) {
            self.item = item
            self.rule = .passUnretained(rule)
        }

        /// What the rule asks for.
        func proposal(of patient: inout PatientView) -> Proposal? {
            rule._withUnsafeGuaranteedRef { patient.proposal(of: $0, for: item) }
        }
    }

    /// The rules that apply in a phase, item by item.
    static func asked(in phase: Phase) -> [Asked] { askedByPhase[phase.place] }

    private static let askedByPhase = Phase.allCases.map { phase in
        Item.allCases.flatMap { item in
            all.filter { $0.items.contains(item) && $0.phases.contains(phase) }.map { Asked($0, for: item) }
        }
    }
}

extension RuleDefinition.Asked: Sendable {}

/// Which findings call for what a rule asks.
@frozen
public enum AnnouncedFindings: Hashable, Sendable {
    /// None: a course, a symptom, a suspicion, the data.
    case none
    /// All findings that are untreated, not only the one that the dates are reckoned from.
    case untreated
    /// The finding that the rule reckons from.
    case anchor
}

/// The rules of the protocol, in the order that decides between proposals of equal urgency and due date.
///
/// A rule's meaning is code (protocol.md sections 5 and 6); its numbers are in the protocol file.
@frozen
public enum RuleID: String, CaseIterable, Hashable, Sendable {
    // Routine brain imaging, by phase.
    case postOperative = "post-operative"
    case postOperativeOverdue = "post-operative-overdue"
    case equivocalFinding = "equivocal-finding"
    case firstAfterLocalTherapy = "first-after-local-therapy"
    case afterLocalTherapy = "after-local-therapy"
    case longTerm = "long-term"
    case systemicTherapyAlone = "systemic-therapy-alone"
    case undecided
    case observation
    case leptomeningealBaseline = "leptomeningeal-baseline"
    case leptomeningeal
    case metastaticBaseline = "metastatic-baseline"
    case metastaticScreening = "metastatic-screening"
    case metastaticScreeningHighRisk = "metastatic-screening-high-risk"
    case systemicProgression = "systemic-progression"
    case suspectedMetastasis = "suspected-metastasis"
    // Overlays.
    case neuroEmergency = "neuro-emergency"
    case neuroSymptom = "neuro-symptom"
    case lesionOnCT = "lesion-on-ct"
    case findingWithoutScan = "finding-without-scan"
    case suspectedLeptomeningeal = "suspected-leptomeningeal"
    case suspectedBrainMetastasis = "suspected-brain-metastasis"
    case repeatNonDiagnostic = "repeat-non-diagnostic"
    // Other items.
    case cordSymptom = "cord-symptom"
    case untreatedFinding = "untreated-finding"
    case untreatedCriticalFinding = "untreated-critical-finding"
    case untreatedSymptomaticFinding = "untreated-symptomatic-finding"
    case untreatedLeptomeningeal = "untreated-leptomeningeal"
    case drugStopped = "drug-stopped"
    case stillEquivocal = "still-equivocal"
    case resectionWithoutRadiotherapy = "resection-without-radiotherapy"
    case trialEvaluation = "trial-evaluation"
    case biopsy
    case firstLumbarPuncture = "first-lumbar-puncture"
    case repeatLumbarPuncture = "repeat-lumbar-puncture"
    case intrathecalTherapy = "intrathecal-therapy"
    case unexplainedSymptom = "unexplained-symptom"
    case visit
    case mammogram
    case cardiacFunction = "cardiac-function"
    case reOffer = "re-offer"
    case rejectedRow = "rejected-row"
    case noRecord = "no-record"
    case receptorUndetermined = "receptor-undetermined"
    case noDiagnosis = "no-diagnosis"
    case statusContradicted = "status-contradicted"
}

extension RuleID {
    /// The rule of this name.
    public var definition: RuleDefinition { RuleDefinition.all[place] }
}

extension CaseIterable where Self: Equatable, AllCases == [Self] {
    /// The place in the order of declaration.
    var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension [Phase] {
    /// Every phase but these.
    static func all(but others: Phase...) -> [Phase] { Phase.allCases.filter { !others.contains($0) } }
}

/// The numbers a rule may have in a protocol file, by their keys.
public enum RuleKey: String, CaseIterable, Hashable, Sendable {
    /// From the anchor to *due*.
    case due
    /// The repeat interval: one interval, or steps of `until` and `every`.
    case `repeat`
    /// From *earliest* to *due*.
    case early
    /// From *due* to *latest*.
    case late
    /// A scan answers from the reference date plus this on.
    case answeredFrom = "answered_from"
    /// Not due before the last brain resection plus this.
    case afterResection = "after_resection"
    /// How many results in a row make the condition.
    case consecutive
    /// How far before its reference date the rule looks for its condition.
    case lookBack = "look_back"
    /// How long after its anchor the condition, or the urgency, lasts.
    case until
    /// The urgency where the rule's reason to hurry does not hold.
    case urgencyOtherwise = "urgency_otherwise"
}

/// What a rule says of a patient, before the protocol's numbers make dates of it.
enum Ruling {
    /// Owed, the rule's `due` after a row.
    /// A rule of two urgencies takes the lesser one where it need not be hurried.
    case due(
        from: Occurrence, following: Occurrence? = nil, bound: Proposal.Bound? = nil, isHurried: Bool = true)
    /// Owed, the rule's `repeat` after a row; the step is chosen by how long the row is after a reference.
    case repeated(from: Occurrence, since: Occurrence?)
    /// Owed from the day of the evaluation on, whatever that is: it does not age.
    case dueToday
    /// Not owed, and why.
    case notOwed(NotOwed)

    /// Not owed in this phase.
    static let otherPhase = Ruling.notOwed(.otherPhase)
    /// Not owed for want of a fact.
    static func needs(_ fact: MissingFact) -> Ruling { .notOwed(.absent(fact)) }
    /// Not owed since a row answers what the rule watches.
    static func answered(_ row: Occurrence, by answer: Occurrence) -> Ruling { .notOwed(.answered(row, by: answer)) }
    /// Not owed since another rule takes its place.
    static func replaced(by rule: RuleID) -> Ruling { .notOwed(.replaced(by: rule)) }
}
