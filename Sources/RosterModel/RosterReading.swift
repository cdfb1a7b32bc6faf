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

/// What became of the records of an export, by type and reason.
public struct Coverage: Hashable, Sendable {
    /// What became of a record.
    @frozen
    public enum Outcome: String, CaseIterable, Hashable, Sendable {
        /// It made an event, or told of a patient.
        case used
        /// It made a question and no event.
        case questioned
        /// Nothing of it matters to a rule, or its status says that it does not count.
        case ignored
        /// It could not be read.
        case setAside = "set-aside"
    }

    private struct Key: Hashable {
        let type: String
        let outcome: Outcome
        let reason: String
    }

    private var counts: [Key: Int] = [:]

    /// Nothing was read.
    public init() {}

    /// Counts a record.
    public mutating func add(_ type: String, _ outcome: Outcome, _ reason: String = "", count: Int = 1) {
        counts[Key(type: type, outcome: outcome, reason: reason), default: 0] += count
    }

    /// Counts records otherwise than they were counted while they were read.
    public mutating func move(_ type: String, from outcome: Outcome, to other: Outcome, _ reason: String, count: Int) {
        let key = Key(type: type, outcome: outcome, reason: "")
        let moved = min(count, counts[key, default: 0])
        guard moved > 0 else { return }
        counts[key, default: 0] -= moved
        if counts[key] == 0 { counts[key] = nil }
        add(type, other, reason, count: moved)
    }

    /// All lines, by type, outcome and reason.
    public var lines: [CoverageLine] {
        counts.map { CoverageLine(type: $0.type, outcome: $0.outcome, reason: $0.reason, count: $1) }.sorted {
            ($0.type, $0.outcome.rawValue, $0.reason) < ($1.type, $1.outcome.rawValue, $1.reason)
        }
    }
}

/// One line of the report of coverage.
public struct CoverageLine: Hashable, Sendable {
    /// The type of the resources, as `Observation`; `?` where none can be told.
    public let type: String
    /// What became of them.
    public let outcome: Coverage.Outcome
    /// Why; empty for `used`.
    public let reason: String
    /// How many.
    public let count: Int
}
