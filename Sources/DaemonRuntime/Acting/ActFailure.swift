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
