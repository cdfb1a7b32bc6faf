import RosterReading
import StaffWork

/// Why nothing was done.
enum ActFailure: Error, Hashable, Sendable {
    /// No roster was ever taken.
    case noRoster
    /// No patient has the record number or pseudonym.
    case noPatient
    /// There is no act of that number.
    case noAct
    /// The words make no event.
    case event(EventRefusal)
    /// It may not be done.
    case refused(ActRefusal)
}

extension ActFailure: CustomStringConvertible {
    /// What is wrong.
    var description: String {
        switch self {
        case .noRoster: "no roster was ever taken"
        case .noPatient: "there is no such patient"
        case .noAct: "there is no such act"
        case .event(let refusal): refusal.faults.map(\.reason).joined(separator: "; ")
        case .refused(let refusal): refusal.problem
        }
    }
}
