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
