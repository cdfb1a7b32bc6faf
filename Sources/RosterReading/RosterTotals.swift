/// How much was read, counted exactly whatever the length of the list of faults.
public struct RosterTotals: Hashable, Sendable {
    /// Patients of the roster.
    public let patients: Int
    /// Events of the roster.
    public let events: Int
    /// Rows of both files that were set aside, whole or in part; orphans included.
    public let rejectedRows: Int
    /// Rows of `events.csv` whose record number no patient has.
    public let orphanRows: Int
    /// Warnings about both files.
    public let warnings: Int
    /// Faults of `patients.csv`, warnings included; a row may have several.
    public let patientFaults: Int
    /// Faults of `events.csv`, warnings included; a row may have several.
    public let eventFaults: Int
}
