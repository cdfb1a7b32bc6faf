import ClinicalModel

/// A roster as read, with all that is wrong with it.
public struct RosterReading: Sendable {
    /// The good rows.
    public let roster: Roster
    /// The faults, those of `patients.csv` first, by row: the first thousand of each file; `totals` counts all of them.
    public let faults: [RosterFault]
    /// How much was read.
    public let totals: RosterTotals
    /// The `patients.csv` that was read.
    public let patientsFile: FileFingerprint
    /// The `events.csv` that was read.
    public let eventsFile: FileFingerprint
}
