import ClinicalModel

/// The rules of the protocol, in the order that decides between proposals of equal urgency and due date.
///
/// A rule's meaning is code (protocol.md sections 5 and 6); its numbers are in the protocol file.
@frozen
public enum RuleID: String, CaseIterable, Hashable, Sendable {
    // Routine brain imaging, by phase.
    case postOperative = "post-operative"
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
    case untreatedLeptomeningeal = "untreated-leptomeningeal"
    case drugStopped = "drug-stopped"
    case stillEquivocal = "still-equivocal"
    case trialEvaluation = "trial-evaluation"
    case biopsy
    case firstLumbarPuncture = "first-lumbar-puncture"
    case repeatLumbarPuncture = "repeat-lumbar-puncture"
    case intrathecalTherapy = "intrathecal-therapy"
    case visit
    case mammogram
    case cardiacFunction = "cardiac-function"
    case reOffer = "re-offer"
    case dataCorrection = "data-correction"

    /// The place in `allCases`. Spelt out, since every look at a rule's numbers asks for it.
    public var index: Int {
        switch self {
        case .postOperative: 0
        case .equivocalFinding: 1
        case .firstAfterLocalTherapy: 2
        case .afterLocalTherapy: 3
        case .longTerm: 4
        case .systemicTherapyAlone: 5
        case .undecided: 6
        case .observation: 7
        case .leptomeningealBaseline: 8
        case .leptomeningeal: 9
        case .metastaticBaseline: 10
        case .metastaticScreening: 11
        case .metastaticScreeningHighRisk: 12
        case .systemicProgression: 13
        case .suspectedMetastasis: 14
        case .neuroEmergency: 15
        case .neuroSymptom: 16
        case .lesionOnCT: 17
        case .findingWithoutScan: 18
        case .suspectedLeptomeningeal: 19
        case .suspectedBrainMetastasis: 20
        case .repeatNonDiagnostic: 21
        case .cordSymptom: 22
        case .untreatedFinding: 23
        case .untreatedCriticalFinding: 24
        case .untreatedLeptomeningeal: 25
        case .drugStopped: 26
        case .stillEquivocal: 27
        case .trialEvaluation: 28
        case .biopsy: 29
        case .firstLumbarPuncture: 30
        case .repeatLumbarPuncture: 31
        case .intrathecalTherapy: 32
        case .visit: 33
        case .mammogram: 34
        case .cardiacFunction: 35
        case .reOffer: 36
        case .dataCorrection: 37
        }
    }

    /// The items a rule makes proposals for; the leptomeningeal rules serve brain and spine.
    public var items: [Item] {
        switch self {
        case .postOperative, .equivocalFinding, .firstAfterLocalTherapy, .afterLocalTherapy, .longTerm,
            .systemicTherapyAlone, .undecided, .observation, .metastaticBaseline, .metastaticScreening,
            .metastaticScreeningHighRisk, .systemicProgression, .suspectedMetastasis, .neuroEmergency, .neuroSymptom,
            .lesionOnCT, .findingWithoutScan, .suspectedBrainMetastasis, .repeatNonDiagnostic:
            [.brainMRI]
        case .leptomeningealBaseline, .leptomeningeal, .suspectedLeptomeningeal: [.brainMRI, .spineMRI]
        case .cordSymptom: [.spineMRI]
        case .untreatedFinding, .untreatedCriticalFinding, .untreatedLeptomeningeal, .drugStopped, .stillEquivocal:
            [.treatmentDecision]
        case .trialEvaluation: [.trialEvaluation]
        case .biopsy: [.biopsy]
        case .firstLumbarPuncture, .repeatLumbarPuncture, .intrathecalTherapy: [.csf]
        case .visit: [.visit]
        case .mammogram: [.mammogram]
        case .cardiacFunction: [.cardiacFunction]
        case .reOffer: [.reOffer]
        case .dataCorrection: [.dataCorrection]
        }
    }

    /// Whether it is one of the overlay rules of section 5, which add to the routine ones.
    public var isOverlay: Bool {
        switch self {
        case .neuroEmergency, .neuroSymptom, .lesionOnCT, .findingWithoutScan, .suspectedLeptomeningeal,
            .suspectedBrainMetastasis, .repeatNonDiagnostic:
            true
        default: false
        }
    }

    /// Whether it still applies in the phases `suspended` and `not-covered`: the symptom rules, `re-offer` and
    /// `data-correction`.
    public var appliesWhenRoutineIsOff: Bool {
        switch self {
        case .neuroEmergency, .neuroSymptom, .cordSymptom, .reOffer, .dataCorrection: true
        default: false
        }
    }

    /// The rules that make proposals for an item, in order.
    public static func rules(for item: Item) -> [RuleID] { rulesByItem[item.index] }

    private static let rulesByItem = Item.allCases.map { item in allCases.filter { $0.items.contains(item) } }
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
}

extension RuleID {
    /// The numbers this rule has, all of them required in a protocol file.
    public var keys: [RuleKey] {
        switch self {
        case .postOperative, .equivocalFinding, .suspectedMetastasis, .neuroEmergency, .neuroSymptom, .lesionOnCT,
            .suspectedBrainMetastasis, .repeatNonDiagnostic, .cordSymptom, .untreatedFinding,
            .untreatedCriticalFinding, .untreatedLeptomeningeal, .drugStopped, .trialEvaluation, .biopsy,
            .cardiacFunction, .reOffer, .dataCorrection:
            [.due, .early, .late]
        case .firstAfterLocalTherapy, .leptomeningealBaseline, .metastaticBaseline, .systemicProgression,
            .findingWithoutScan, .suspectedLeptomeningeal:
            [.due, .early, .late, .answeredFrom]
        case .afterLocalTherapy, .longTerm, .undecided, .observation, .metastaticScreening,
            .metastaticScreeningHighRisk:
            [.repeat, .early, .late]
        case .systemicTherapyAlone, .leptomeningeal:
            [.due, .repeat, .early, .late, .answeredFrom]
        case .stillEquivocal:
            [.due, .early, .late, .consecutive]
        case .firstLumbarPuncture, .repeatLumbarPuncture:
            [.due, .early, .late, .afterResection]
        case .intrathecalTherapy, .visit, .mammogram:
            [.due, .repeat, .early, .late]
        }
    }
}
