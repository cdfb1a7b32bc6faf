import ClinicalModel

/// A roster as read, with all that is wrong with it and all that it leaves open.
public struct RosterReading: Sendable {
    /// The good rows.
    public let roster: Roster
    /// The faults, file by file and by row: the first thousand of each file; `totals` counts all of them.
    public let faults: [RosterFault]
    /// How much was read.
    public let totals: RosterTotals
    /// The files that were read, in the order of reading: for tables `patients.csv`, then `events.csv`;
    /// for FHIR last what stands for the code tables.
    public let files: [FileFingerprint]
    /// What the records leave open, by patient; a table leaves nothing open.
    public let questions: [Question]
    /// What became of each kind of record; empty for tables, of which every row is an event or a fault.
    public let coverage: Coverage

    /// A reading of these parts.
    package init(
        roster: Roster, faults: [RosterFault], totals: RosterTotals, files: [FileFingerprint],
        questions: [Question] = [], coverage: Coverage = Coverage()
    ) {
        self.roster = roster
        self.faults = faults
        self.totals = totals
        self.files = files
        self.questions = questions
        self.coverage = coverage
    }
}
