import ClinicalModel
import ControlInterface

/// How far a long job of the watchman has come.
enum WatchmanProgress: Sendable, Hashable {
    /// The roster's files are being read.
    case reading
    /// So many patients of so many have been looked at.
    case evaluating(done: Int, total: Int)

    /// For the service manager's status line: counts only.
    var line: String {
        switch self {
        case .reading: "reading the roster"
        case .evaluating(let done, let total):
            "working out what is owed: \(done) of \(Counted(total, "patient"))"
        }
    }

    /// For whoever waits for the job.
    var report: ReloadReport {
        let (outcome, total, done): (String, Int, Int?) =
            switch self {
            case .reading: ("reading", 0, nil)
            case .evaluating(let done, let total): ("evaluating", total, done)
            }
        return ReloadReport(
            outcome: outcome, patients: total, changed: 0, vanished: 0, returned: 0, rejectedRows: 0, reasons: [],
            done: done)
    }
}
