/// A fact whose absence keeps a rule from asking for anything.
public enum MissingFact: String, CaseIterable, Hashable, Sendable {
    /// No brain resection without a scan since, recently enough.
    case unscannedResection = "a brain resection that no adequate scan answers, recent enough"
    /// No adequate scan that qualifies.
    case qualifyingScan = "an adequate scan that qualifies"
    /// No open symptom of the kind.
    case openSymptom = "an open symptom of this kind"
    /// The latest finding scan is not a CT, or there is none.
    case findingOnCT = "a latest finding scan by CT"
    /// MRI is contraindicated.
    case possibleMRI = "the possibility of an MRI, which is contraindicated"
    /// The latest finding is not a confirmed brain site.
    case findingBySite = "a latest finding that is a confirmed brain site"
    /// Leptomeningeal disease is not suspected.
    case leptomeningealSuspicion = "a suspicion of leptomeningeal disease"
    /// No open suspicion of the site.
    case suspicion = "an open suspicion of metastasis of this kind"
    /// The latest brain scan is not non-diagnostic.
    case nonDiagnosticScan = "a latest brain scan that is non-diagnostic"
    /// No untreated finding.
    case untreatedFinding = "an untreated finding"
    /// No untreated finding that is large or critical.
    case criticalFinding = "an untreated finding that is large or in a critical site"
    /// No untreated leptomeningeal disease.
    case untreatedLeptomeningeal = "untreated leptomeningeal disease"
    /// No CNS-active drug was stopped that mattered.
    case stoppedDrug = "a stopped CNS-active course, none being ongoing and no local therapy given"
    /// Not enough equivocal scans in a row.
    case equivocalRun = "enough equivocal scans in a row without a decision"
    /// No sample, or too many.
    case singleSample = "exactly one sample, not positive, since the latest suspicion"
    /// No intrathecal course.
    case intrathecalCourse = "an ongoing intrathecal course"
    /// No row to reckon from.
    case startOfFollowUp = "a breast treatment or a diagnosis to reckon from"
    /// Nothing left to image, or no breast surgery to reckon from.
    case mammogramSubject = "breast tissue to image and a mammogram or breast surgery to reckon from"
    /// No HER2-directed drug is running.
    case her2Course = "an ongoing HER2-directed course"
    /// No high risk, or no longer.
    case highRisk = "a high risk, recently enough metastatic"
    /// No systemic event.
    case systemicChange = "a systemic progression or new line"
    /// The patient has not declined.
    case refusal = "a refusal by the patient"
    /// The data need no correction.
    case faultyData = "missing, contradictory or rejected data"
}
