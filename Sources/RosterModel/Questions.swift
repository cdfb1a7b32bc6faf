import CivilCalendar
import ClinicalModel

/// Something that a record of a patient leaves open. It is never answered by a guess.
public struct Question: Hashable, Sendable {
    /// The patient's index in the roster.
    public let patient: Int32
    /// The record's number, as `Roster.places` counts.
    public let row: Int32
    /// The date of the record; nil if it has none.
    public let date: PartialDate?
    /// What is open.
    public let kind: QuestionKind
    /// Details of the case: a code, the words of a table, the number of records.
    public let detail: String

    /// Creates a question.
    public init(patient: Int32, row: Int32, date: PartialDate?, kind: QuestionKind, detail: String) {
        self.patient = patient
        self.row = row
        self.date = date
        self.kind = kind
        self.detail = detail
    }

    /// The question in the form in which staff answer it.
    public var open: OpenQuestion { OpenQuestion(kind: kind, date: date, detail: detail) }
}

extension Question {
    /// What is open, as one clause. It names no person.
    public var reason: String {
        switch kind {
        case .brainScanWithoutConclusion:
            "a brain scan\(inBrackets) was made, and its result is not coded; it does not count"
        case .scanWithoutConclusion: "a scan\(inBrackets) was made, and its result is not coded; it does not count"
        case .conflictingConclusions: "reports of one scan disagree; the more alarming one counts until somebody says"
        case .lesionsUnchanged: "a brain scan shows metastases that were known, and does not say whether they changed"
        case .contrastUnknown:
            "the code of this brain MRI does not say whether contrast was given; it counts as adequate"
        case .headScan: "a scan of the head may have been one of the brain"
        case .her2Discordant: "HER2 results disagree\(inBrackets); the latest counts"
        case .her2WithoutISH: "HER2 is 2+ by immunohistochemistry, and no in-situ hybridisation is recorded"
        case .her2Unclear: "a HER2 result cannot be read\(inBrackets)"
        case .radiotherapyTechnique:
            "radiotherapy of the brain, and it cannot be told whether srs, fsrt or wbrt\(inBrackets); it does not count"
        case .radiotherapySite: "radiotherapy whose site is not told\(inBrackets); it does not count"
        case .unknownDrug: "no code table knows this drug\(inBrackets); it does not count"
        case .drugEnd:
            "the order for \(shownDetail("a drug")) is over or on hold, and no end of the course is recorded; it counts as running"
        case .metastasisSite: "a metastasis whose site is not told\(inBrackets); it counts as site other"
        case .otherPrimary: "a metastasis that is recorded as one of another cancer; it does not count"
        case .codeDoubt, .unclearCode: detail
        case .unknownOperation: "no code table knows this operation on the brain\(inBrackets); it does not count"
        case .stageUnclear: "a stage cannot be read\(inBrackets)"
        case .cnsDiseaseStatus: "CNS disease is recorded as \(shownDetail("changed")), and no scan of that day says so"
        case .historyOfMetastasis: "a history of metastatic cancer\(inBrackets), without a date"
        case .symptomEnd: "\(shownDetail("a symptom")) is recorded as over, and not since when; it stays open"
        case .appointmentKept: "an appointment for a scan was kept, and no such scan is recorded"
        case .notFinal:
            "a scan is reported with disease, and the report is not final\(inBrackets); it does not count"
        case .statusOpen: "its status leaves open whether it took place\(inBrackets); it does not count"
        case .unknownDiagnosis: "no code table knows this diagnosis\(inBrackets); it does not count"
        case .leptomeningealOnScan:
            "a scan is reported with leptomeningeal disease, and nothing else says so; it counts as probable"
        case .cytologyUnclear:
            "the result of a cytology of cerebrospinal fluid cannot be read\(inBrackets); it does not count"
        case .deathDate: "the patient has died, and the day is not recorded"
        }
    }

    /// How to answer, as one clause; never empty.
    public var remedy: String {
        switch kind {
        case .notFinal:
            "look at the report now, and record what the scan showed: imaging mri-brain or ct-brain with a result"
        case .statusOpen:
            "where it took place, record it on its day: surgery brain-resection, or radiotherapy srs, fsrt or wbrt"
        case .unknownDiagnosis:
            "add the code to a code table of the site, or record what is meant: diagnosis, metastasis or leptomeningeal"
        case .leptomeningealOnScan: "record what it is: leptomeningeal confirmed, possible or excluded"
        case .cytologyUnclear:
            "read the report, and record what it showed: csf cytology positive, negative or equivocal"
        case .brainScanWithoutConclusion, .conflictingConclusions, .lesionsUnchanged, .headScan, .cnsDiseaseStatus:
            "read the report, and record what the scan showed: imaging mri-brain or ct-brain with a result"
        case .scanWithoutConclusion, .appointmentKept: "read the report, and record what the scan showed"
        case .contrastUnknown: "where no contrast was given, record the scan as non-diagnostic"
        case .her2Discordant: "have the pathologist say which result holds, and correct the others at their source"
        case .her2WithoutISH, .her2Unclear: "record the result that holds: biomarker her2"
        case .radiotherapyTechnique, .radiotherapySite:
            "record the course: radiotherapy srs, fsrt, wbrt, breast or craniospinal, on the day of the last fraction"
        case .unknownDrug: "add the code to a code table of the site, or record the drug's start"
        case .drugEnd: "where the course has ended, record its stop"
        case .metastasisSite, .otherPrimary, .historyOfMetastasis:
            "record the metastasis with its site, or correct the record at its source"
        case .codeDoubt, .unclearCode: "record what is meant, or give the code a meaning in a code table of the site"
        case .unknownOperation:
            "record the operation: surgery brain-resection or other; or add the code to a code table"
        case .stageUnclear: "record the diagnosis as early or metastatic, or add the code to a code table of the site"
        case .symptomEnd: "record the day on which it resolved"
        case .deathDate: "record the status deceased with its date"
        }
    }

    private var inBrackets: String { detail.isEmpty ? "" : " (\(detail))" }
    private func shownDetail(_ otherwise: String) -> String { detail.isEmpty ? otherwise : detail }
}
