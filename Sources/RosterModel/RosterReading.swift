/// A roster as read, with everything that is wrong with it and every question it leaves open.
public struct RosterReading: Sendable {
    /// The roster of the rows that were accepted.
    public let roster: Roster
    /// The faults by file and row: the first thousand of each file. `totals` counts all of them.
    public let faults: [RosterFault]
    /// The amount read.
    public let totals: RosterTotals
    /// The files in reading order: for tables `patients.csv`, then `events.csv`; for FHIR the last one stands for the
    /// code tables.
    public let files: [FileFingerprint]
    /// The questions that records leave open, by patient; tables leave none.
    public let questions: [Question]
    /// The outcome of each kind of record; empty for tables, where every row is an event or a fault.
    public let coverage: Coverage

    /// Creates a reading of these parts.
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

/// How much was read, counted exactly even where the list of faults is cut.
public struct RosterTotals: Hashable, Sendable {
    /// Patients of the roster.
    public let patients: Int
    /// Events of the roster.
    public let events: Int
    /// Rows or resources set aside, whole or in part, including orphans.
    public let rejectedRows: Int
    /// Rows or resources whose patient is not in the export.
    public let orphanRows: Int
    /// Warnings about all files.
    public let warnings: Int
    /// Faults of all files, including warnings; a row may have several.
    public let faults: Int

    /// Creates totals from these numbers.
    package init(patients: Int, events: Int, rejectedRows: Int, orphanRows: Int, warnings: Int, faults: Int) {
        self.patients = patients
        self.events = events
        self.rejectedRows = rejectedRows
        self.orphanRows = orphanRows
        self.warnings = warnings
        self.faults = faults
    }
}

/// The outcomes of the records of an export, by type and reason.
public struct Coverage: Hashable, Sendable {
    /// The outcome of a record.
    @frozen
    public enum Outcome: String, CaseIterable, Hashable, Sendable {
        /// It made an event, or described a patient.
        case used
        /// It made a question and no event.
        case questioned
        /// It holds nothing that matters to a rule, or its status says that it does not count.
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

    /// Creates an empty report.
    public init() {}

    /// Counts `count` records.
    public mutating func add(_ type: String, _ outcome: Outcome, _ reason: String = "", count: Int = 1) {
        counts[Key(type: type, outcome: outcome, reason: reason), default: 0] += count
    }

    /// Changes the outcome of records already counted.
    public mutating func move(_ type: String, from outcome: Outcome, to other: Outcome, _ reason: String, count: Int) {
        let key = Key(type: type, outcome: outcome, reason: "")
        let moved = min(count, counts[key, default: 0])
        guard moved > 0 else { return }
        counts[key, default: 0] -= moved
        if counts[key] == 0 { counts[key] = nil }
        add(type, other, reason, count: moved)
    }

    /// All lines, ordered by type, outcome and reason.
    public var lines: [CoverageLine] {
        counts.map { CoverageLine(type: $0.type, outcome: $0.outcome, reason: $0.reason, count: $1) }.sorted {
            ($0.type, $0.outcome.rawValue, $0.reason) < ($1.type, $1.outcome.rawValue, $1.reason)
        }
    }
}

/// One line of the coverage report.
public struct CoverageLine: Hashable, Sendable {
    /// The type of the resources, such as `Observation`; `?` if unknown.
    public let type: String
    /// Their outcome.
    public let outcome: Coverage.Outcome
    /// The reason; empty for `used`.
    public let reason: String
    /// The number of records.
    public let count: Int
}
