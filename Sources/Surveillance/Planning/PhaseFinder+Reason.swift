import CivilCalendar
import ClinicalModel

extension PhaseFinder {
    /// Why a phase holds.
    enum Reason: Hashable, Sendable {
        case death
        case suspension(PatientStatus)
        case her2Negative
        case her2NotRecorded
        case her2Equivocal
        case noDiagnosis
        case leptomeningeal
        case unscannedResection
        case equivocalScan
        case untreatedFinding
        case localTherapy
        case localTherapyLongAgo(Interval)
        case ongoingCourse
        case systemicDecision
        case observation
        case metastatic
        case suspectedMetastasis(MetastasisSite)
        case noMetastasis
        case nothingElse

        /// The reason in words.
        var words: String {
            switch self {
            case .death: "the patient died"
            case .suspension(let status): "surveillance is suspended: \(status.rawValue)"
            case .her2Negative: "HER2 is negative and never was positive"
            case .her2NotRecorded: "HER2 is not recorded"
            case .her2Equivocal: "HER2 is equivocal and never was positive"
            case .noDiagnosis: "neither a diagnosis nor a metastasis is recorded"
            case .leptomeningeal: "leptomeningeal disease since this row"
            case .unscannedResection: "a brain resection that no adequate scan answers yet"
            case .equivocalScan: "the latest adequate brain scan is equivocal"
            case .untreatedFinding: "the latest finding is neither treated nor decided upon"
            case .localTherapy: "local therapy since the latest finding"
            case .localTherapyLongAgo(let time): "local therapy since the latest finding, \(time) or more ago"
            case .ongoingCourse: "a CNS-active course begun since the latest finding is ongoing"
            case .systemicDecision: "systemic therapy is the decided treatment of the latest finding"
            case .observation: "the latest finding is observed, or the drug that treated it has stopped"
            case .metastatic: "metastatic since this row, without CNS disease"
            case .suspectedMetastasis(let site): "a metastasis is suspected (\(site.rawValue))"
            case .noMetastasis: "no metastasis is recorded"
            case .nothingElse: "nothing else applies"
            }
        }
    }
}
