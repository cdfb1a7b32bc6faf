import CivilCalendar

/// Something that a record of a patient leaves open, as far as staff can answer it.
public struct OpenQuestion: Hashable, Sendable {
    /// What is open.
    public let kind: QuestionKind
    /// The date of the record; nil where it has none.
    public let date: PartialDate?
    /// What a particular case adds: a drug, a symptom, a kind of scan.
    public let detail: String

    /// A question.
    public init(kind: QuestionKind, date: PartialDate?, detail: String) {
        self.kind = kind
        self.date = date
        self.detail = detail
    }
}

/// What a record leaves open, so that a person must say.
@frozen
public enum QuestionKind: String, CaseIterable, Hashable, Sendable {
    /// A scan of the brain was made, and nobody says what it showed.
    case brainScanWithoutConclusion = "brain-scan-without-conclusion"
    /// Another scan was made, and nobody says what it showed.
    case scanWithoutConclusion = "scan-without-conclusion"
    /// Two reports of one scan disagree; the more alarming one counts.
    case conflictingConclusions = "conflicting-conclusions"
    /// Lesions are reported where some were known: whether they changed is not said.
    case lesionsUnchanged = "lesions-not-compared"
    /// The code of a brain MRI does not tell whether contrast was given; it counts.
    case contrastUnknown = "contrast-unknown"
    /// A scan of the head may have been one of the brain.
    case headScan = "head-scan"
    /// HER2 results disagree; the latest counts.
    case her2Discordant = "her2-discordant"
    /// IHC 2+ with no in-situ hybridisation.
    case her2WithoutISH = "her2-without-ish"
    /// A HER2 result cannot be read.
    case her2Unclear = "her2-unclear"
    /// Radiotherapy of the brain whose technique cannot be told.
    case radiotherapyTechnique = "radiotherapy-technique"
    /// Radiotherapy of which the site is not told.
    case radiotherapySite = "radiotherapy-site"
    /// A drug against cancer whose code no table knows.
    case unknownDrug = "unknown-drug"
    /// A course of a CNS-active drug may have ended, and nobody says when.
    case drugEnd = "drug-end"
    /// A metastasis whose site is not told; it counts as one elsewhere.
    case metastasisSite = "metastasis-site"
    /// A CNS metastasis that is said to come from another cancer.
    case otherPrimary = "other-primary"
    /// A code leaves something open, as its table says.
    case codeDoubt = "code-doubt"
    /// A code stands for something that could matter and cannot be told.
    case unclearCode = "unclear-code"
    /// An operation on the brain whose code no table knows.
    case unknownOperation = "unknown-operation"
    /// A stage that cannot be read.
    case stageUnclear = "stage-unclear"
    /// CNS disease is said to be worse, without a scan.
    case cnsDiseaseStatus = "cns-disease-status"
    /// A history of metastatic cancer, without site or date.
    case historyOfMetastasis = "history-of-metastasis"
    /// A symptom is said to be over, and not since when; it stays open.
    case symptomEnd = "symptom-end"
    /// An appointment for a scan was kept, and no such scan is recorded.
    case appointmentKept = "appointment-kept"
    /// A scan of the brain or the spine is reported with disease, and the report is not final; it does not count.
    case notFinal = "not-final"
    /// An operation or radiotherapy that may be of the brain has a status that leaves open whether it took place.
    case statusOpen = "status-open"
    /// A diagnosis whose code no table knows, and whose text speaks of what could matter.
    case unknownDiagnosis = "unknown-diagnosis"
    /// A scan shows leptomeningeal disease, and nothing else says so; it counts as probable.
    case leptomeningealOnScan = "leptomeningeal-on-scan"
    /// What the cytology of cerebrospinal fluid showed cannot be read.
    case cytologyUnclear = "csf-cytology-unclear"
    /// The patient died on an unknown day.
    case deathDate = "death-date"
}

extension QuestionKind {
    /// Whether the record made no event, so that the patient is evaluated on part of the record only.
    public var setsRecordAside: Bool {
        switch self {
        case .brainScanWithoutConclusion, .scanWithoutConclusion, .lesionsUnchanged, .headScan, .her2Unclear,
            .radiotherapyTechnique, .radiotherapySite, .unknownDrug, .otherPrimary, .unclearCode, .unknownOperation,
            .stageUnclear, .cnsDiseaseStatus, .historyOfMetastasis, .appointmentKept, .notFinal, .statusOpen,
            .unknownDiagnosis, .cytologyUnclear:
            true
        case .conflictingConclusions, .contrastUnknown, .her2Discordant, .her2WithoutISH, .drugEnd, .metastasisSite,
            .codeDoubt, .symptomEnd, .deathDate, .leptomeningealOnScan:
            false
        }
    }
}
