/// The two files of a roster folder.
@frozen
public enum RosterFile: String, CaseIterable, Hashable, Sendable {
    /// One row a patient.
    case patients = "patients.csv"
    /// One row an event.
    case events = "events.csv"
}
