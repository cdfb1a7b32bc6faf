/// How much was read, counted exactly whatever the length of the list of faults.
public struct RosterTotals: Hashable, Sendable {
    /// Patients of the roster.
    public let patients: Int
    /// Events of the roster.
    public let events: Int
    /// Rows or resources that were set aside, whole or in part; orphans included.
    public let rejectedRows: Int
    /// Rows or resources whose patient the export does not have.
    public let orphanRows: Int
    /// Warnings about all files.
    public let warnings: Int
    /// Faults of all files, warnings included; a row may have several.
    public let faults: Int

    /// Totals of these numbers.
    package init(patients: Int, events: Int, rejectedRows: Int, orphanRows: Int, warnings: Int, faults: Int) {
        self.patients = patients
        self.events = events
        self.rejectedRows = rejectedRows
        self.orphanRows = orphanRows
        self.warnings = warnings
        self.faults = faults
    }
}
