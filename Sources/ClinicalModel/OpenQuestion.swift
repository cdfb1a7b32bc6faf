import CivilCalendar

/// A question left open by a patient's record, in the form in which staff can answer it.
public struct OpenQuestion: Hashable, Sendable {
    /// What the question is about.
    public let kind: QuestionKind
    /// The date of the record; nil if it has none.
    public let date: PartialDate?
    /// Details of the case: a drug, a symptom, a kind of scan.
    public let detail: String

    /// Creates a question.
    public init(kind: QuestionKind, date: PartialDate?, detail: String) {
        self.kind = kind
        self.date = date
        self.detail = detail
    }
}

/// What a record leaves open, so that a person must decide.
@frozen
public enum QuestionKind: String, CaseIterable, Hashable, Sendable {
    /// A brain scan was made, and its result is not recorded.
    case brainScanWithoutConclusion = "brain-scan-without-conclusion"
    /// A scan of a different region was made, and its result is not recorded.
    case scanWithoutConclusion = "scan-without-conclusion"
    /// Two reports of one scan disagree; the more alarming one counts.
    case conflictingConclusions = "conflicting-conclusions"
    /// Lesions are reported where some were already known; whether they changed is not recorded.
    case lesionsUnchanged = "lesions-not-compared"
    /// The code of a brain MRI does not say whether contrast was given; the MRI counts.
    case contrastUnknown = "contrast-unknown"
    /// A scan of the head may have been a brain scan.
    case headScan = "head-scan"
    /// HER2 results disagree; the latest counts.
    case her2Discordant = "her2-discordant"
    /// IHC 2+ without an in-situ hybridisation.
    case her2WithoutISH = "her2-without-ish"
    /// A HER2 result cannot be read.
    case her2Unclear = "her2-unclear"
    /// The technique of a radiotherapy of the brain is unknown.
    case radiotherapyTechnique = "radiotherapy-technique"
    /// The site of a radiotherapy is not recorded.
    case radiotherapySite = "radiotherapy-site"
    /// A drug against cancer whose code no table knows.
    case unknownDrug = "unknown-drug"
    /// A course of a CNS-active drug may have ended, on a day that is not recorded.
    case drugEnd = "drug-end"
    /// The site of a metastasis is not recorded; it counts as elsewhere.
    case metastasisSite = "metastasis-site"
    /// A CNS metastasis is said to come from a different cancer.
    case otherPrimary = "other-primary"
    /// A code leaves something open, according to its table.
    case codeDoubt = "code-doubt"
    /// The meaning of a code could matter but cannot be determined.
    case unclearCode = "unclear-code"
    /// The code of an operation on the brain is in no table.
    case unknownOperation = "unknown-operation"
    /// A stage that cannot be read.
    case stageUnclear = "stage-unclear"
    /// CNS disease is said to be worse, without a scan.
    case cnsDiseaseStatus = "cns-disease-status"
    /// A history of metastatic cancer, without site or date.
    case historyOfMetastasis = "history-of-metastasis"
    /// A symptom is said to be over, but not since when; it stays open.
    case symptomEnd = "symptom-end"
    /// An appointment for a scan was kept, but no such scan is recorded.
    case appointmentKept = "appointment-kept"
    /// A scan of the brain or spine is reported with disease, but the report is not final; it does not count.
    case notFinal = "not-final"
    /// The status of an operation or radiotherapy, possibly of the brain, leaves open whether it took place.
    case statusOpen = "status-open"
    /// The code of a diagnosis is in no table, and its text mentions something that could matter.
    case unknownDiagnosis = "unknown-diagnosis"
    /// A scan shows leptomeningeal disease, and nothing else confirms it; it counts as probable.
    case leptomeningealOnScan = "leptomeningeal-on-scan"
    /// The cytology result of cerebrospinal fluid cannot be read.
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
