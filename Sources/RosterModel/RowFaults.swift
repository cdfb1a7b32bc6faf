/// A fault of one row or resource of a roster, with its place.
public struct RosterFault: Hashable, Sendable {
    /// The file with the fault.
    public let file: RosterFile
    /// The line on which the row or resource begins; the first line is 1.
    public let row: Int
    /// What is wrong there.
    public let fault: FieldFault

    /// Creates a fault at a place.
    package init(file: RosterFile, row: Int, fault: FieldFault) {
        self.file = file
        self.row = row
        self.fault = fault
    }

    /// The header name of the column; nil for the whole row.
    public var column: String? { fault.column }
    /// What is wrong.
    public var kind: RosterFaultKind { fault.kind }
    /// The consequence of the fault.
    public var severity: FaultSeverity { fault.severity }
    /// Why it cannot be used.
    public var reason: String { fault.reason }
    /// What to write or do instead.
    public var remedy: String { fault.remedy }
    /// The faulty value; nil unless the column holds a code or a clinical date.
    public var shownValue: String? { fault.shownValue }
}

extension RosterFault: CustomStringConvertible {
    /// `FILE:ROW:COLUMN: REASON; REMEDY`.
    public var description: String { "\(file.rawValue):\(row):\(column == nil ? " " : "")\(fault)" }
}

/// What is wrong with one field or one row, why, and what to write instead. It names no person.
public struct FieldFault: Error, Hashable, Sendable {
    /// The header name of the column; nil for the whole row.
    public let column: String?
    /// What is wrong.
    public let kind: RosterFaultKind
    /// The consequence of the fault.
    public let severity: FaultSeverity
    /// Why it cannot be used, as one clause.
    public let reason: String
    /// What to write or do instead, as one clause; never empty.
    public let remedy: String
    /// The faulty value, cut to 40 characters and without control characters; nil for every column that may hold a
    /// person.
    public let shownValue: String?

    /// Creates a fault of one element of a resource; it shows no value.
    package init(element: String?, kind: RosterFaultKind, reason: String, remedy: String) {
        self.init(
            column: element, kind: kind, severity: kind.severity, reason: reason, remedy: remedy, shownValue: nil)
    }

    /// Creates a fault of one field.
    package init(
        column: String?, kind: RosterFaultKind, severity: FaultSeverity, reason: String, remedy: String,
        shownValue: String?
    ) {
        self.column = column
        self.kind = kind
        self.severity = severity
        self.reason = reason
        self.remedy = remedy
        self.shownValue = shownValue
    }
}

extension FieldFault: CustomStringConvertible {
    /// `COLUMN: REASON; REMEDY`.
    public var description: String { "\(column.map { "\($0): " } ?? "")\(reason); \(remedy)" }
}

/// The kinds of fault in a row, or doubt about a file, that do not refuse the file.
@frozen
public enum RosterFaultKind: String, CaseIterable, Hashable, Sendable {
    /// The header names columns that are not read.
    case unknownColumns = "unknown-columns"
    /// `patients.csv` has a header and no patients.
    case noPatients = "no-patients"
    /// The row has more or fewer fields than the header.
    case wrongFieldCount = "wrong-field-count"
    /// Text follows a closing quote.
    case textAfterQuote = "text-after-quote"
    /// The row names no patient.
    case missingMRN = "missing-mrn"
    /// An earlier row of `patients.csv` has the same record number.
    case duplicateMRN = "duplicate-mrn"
    /// The record number holds control characters, which cannot be typed.
    case untypableMRN = "untypable-mrn"
    /// The record number is not in `patients.csv`.
    case unknownMRN = "unknown-mrn"
    /// The date of birth cannot be read.
    case badBirthDate = "bad-birth-date"
    /// The event has no date.
    case missingDate = "missing-date"
    /// The event's date has no accepted form, or the day does not exist.
    case badDate = "bad-date"
    /// A column that this kind of event needs is empty.
    case missingWord = "missing-word"
    /// A word is not in the vocabulary.
    case unknownWord = "unknown-word"
    /// An agent that the rules know is spelt differently.
    case misspeltAgent = "misspelt-agent"
    /// An agent's name is one or two letters from one that the rules know.
    case doubtfulAgent = "doubtful-agent"
    /// An agent's name is too long or holds control characters.
    case unusableAgent = "unusable-agent"
    /// The file names more agents than any formulary has.
    case tooManyAgents = "too-many-agents"
    /// A site that the rules know is spelt differently.
    case misspeltSite = "misspelt-site"
    /// The text of a site mentions a critical site among other words.
    case doubtfulSite = "doubtful-site"
    /// The note is longer than what is kept of one.
    case longNote = "long-note"
    /// `detail` and `result` name different statuses.
    case conflictingStatus = "conflicting-status"
    /// The number of lesions is not a whole number from 0 to 9999.
    case badCount = "bad-count"
    /// The diameter is not a number of millimetres from 0 to 999.
    case badSize = "bad-size"
    /// The scale is named but its value is missing.
    case missingValue = "missing-value"
    /// The value is not a number on its scale.
    case badValue = "bad-value"
    /// The interval has no accepted form.
    case badInterval = "bad-interval"
    /// What should be a FHIR resource is not JSON, or not a resource.
    case badResource = "bad-resource"
    /// A resource exceeds the size limit.
    case resourceTooLarge = "resource-too-large"
    /// An element of a resource does not have the form that FHIR requires.
    case badElement = "bad-element"
    /// A resource names no patient.
    case missingSubject = "missing-subject"
    /// The patient that a resource names is not in the folder.
    case unknownSubject = "unknown-subject"
    /// A resource that counts has no readable date.
    case undatedResource = "undated-resource"
    /// Two persons have the same record number in two systems.
    case sharedNumber = "shared-number"
    /// Two Patient resources share an id or a record number but cannot be the same person.
    case conflictingPatient = "conflicting-patient"
    /// A folder of FHIR holds a file that is not read.
    case unreadFile = "unread-file"
    /// Patients are merged into each other in a ring, or one patient into several.
    case contradictoryMerge = "contradictory-merge"
    /// A spreadsheet has damaged the value.
    case spreadsheetDamage = "spreadsheet-damage"
    /// The record number does not have the form that the mapping states.
    case badRecordNumber = "bad-record-number"
    /// The value is not in the mapping's list.
    case unmappedValue = "unmapped-value"
    /// The date has none of the forms that the mapping states.
    case unmappedDate = "unmapped-date"
    /// The mapping does not name these columns.
    case unmappedColumns = "unmapped-columns"
}

extension RosterFaultKind {
    /// The kinds that only rows read through a mapping can have.
    static let ofMappings: Set<RosterFaultKind> = [.badRecordNumber, .unmappedValue, .unmappedDate, .unmappedColumns]

    /// The kinds that only FHIR resources can have.
    public static let ofResources: Set<RosterFaultKind> = [
        .badResource, .resourceTooLarge, .badElement, .missingSubject, .unknownSubject, .undatedResource, .sharedNumber,
        .conflictingPatient, .contradictoryMerge, .unreadFile,
    ]

    /// The consequence of this kind; it is milder for a malformed row of `patients.csv` whose record number is certain.
    public var severity: FaultSeverity {
        switch self {
        case .unknownColumns, .unmappedColumns, .noPatients, .doubtfulAgent, .doubtfulSite, .longNote, .sharedNumber,
            .unreadFile:
            .warning
        case .badBirthDate, .untypableMRN: .fieldSetAside
        case .wrongFieldCount, .textAfterQuote, .missingMRN, .duplicateMRN, .unknownMRN, .missingDate, .badDate,
            .missingWord, .unknownWord, .misspeltAgent, .unusableAgent, .tooManyAgents, .misspeltSite,
            .conflictingStatus, .badCount, .badSize, .missingValue, .badValue, .badInterval, .badResource,
            .resourceTooLarge, .badElement, .missingSubject, .unknownSubject, .undatedResource,
            .conflictingPatient, .contradictoryMerge, .spreadsheetDamage, .badRecordNumber, .unmappedValue,
            .unmappedDate:
            .rowSetAside
        }
    }

    /// Whether the faulty value may be shown: only if the column holds a code or a clinical date, never a person.
    var showsValue: Bool {
        switch self {
        case .badDate, .unknownWord, .misspeltAgent, .doubtfulAgent, .badInterval: true
        case .unknownColumns, .noPatients, .wrongFieldCount, .textAfterQuote, .missingMRN, .duplicateMRN, .unknownMRN,
            .untypableMRN, .badBirthDate, .missingDate, .missingWord, .unusableAgent, .tooManyAgents, .misspeltSite,
            .doubtfulSite, .longNote,
            .conflictingStatus, .badCount, .badSize, .missingValue, .badValue, .badResource, .resourceTooLarge,
            .badElement, .missingSubject, .unknownSubject, .undatedResource, .sharedNumber,
            .conflictingPatient, .contradictoryMerge, .unreadFile, .spreadsheetDamage, .badRecordNumber, .unmappedValue,
            .unmappedDate,
            .unmappedColumns:
            false
        }
    }
}

/// The consequence of a fault.
@frozen
public enum FaultSeverity: String, CaseIterable, Hashable, Sendable {
    /// The row is set aside; its patient, if known, is incomplete.
    case rowSetAside = "row-set-aside"
    /// The row is kept without the faulty part; its patient is incomplete.
    case fieldSetAside = "field-set-aside"
    /// Everything is kept as written; staff should check it.
    case warning
}

/// The faults found: the first thousand in words, the rest only counted, so that a garbage file cannot exhaust memory.
package struct FaultLog: Sendable {
    package static let limit = 1_000

    /// How many of the first thousand earlier logs have already used.
    private let told: Int
    package private(set) var faults: [RosterFault] = []
    /// The number of faults, by consequence.
    package private(set) var counts: [FaultSeverity: Int] = [:]

    package init(told: Int = 0) { self.told = told }

    package var total: Int { counts.values.reduce(0, +) }
    package var warnings: Int { counts[.warning, default: 0] }

    /// Adds a fault.
    package mutating func add(_ fault: FieldFault, in file: RosterFile, row: Int) {
        counts[fault.severity, default: 0] += 1
        if hasRoom { faults.append(RosterFault(file: file, row: row, fault: fault)) }
    }

    /// Adds a fault; it is put into words only while there is room for it.
    package mutating func add(
        _ problem: RowProblem, in file: RosterFile, row: Int, severity: FaultSeverity? = nil
    ) {
        let severity = severity ?? problem.kind.severity
        if hasRoom { return add(problem.inWords(severity: severity), in: file, row: row) }
        counts[severity, default: 0] += 1
    }

    private var hasRoom: Bool { told + faults.count < FaultLog.limit }

    /// Appends the faults of the rows that follow, whose line numbers start from a different line.
    package mutating func append(_ next: FaultLog, rowsBefore: Int) {
        counts.merge(next.counts, uniquingKeysWith: +)
        for fault in next.faults.prefix(max(0, FaultLog.limit - told - faults.count)) {
            faults.append(RosterFault(file: fault.file, row: fault.row + rowsBefore, fault: fault.fault))
        }
    }
}
