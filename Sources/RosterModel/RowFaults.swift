/// A fault of one row or resource of a roster, with its place.
public struct RosterFault: Hashable, Sendable {
    /// The file.
    public let file: RosterFile
    /// The line on which the row or resource begins, the first being 1.
    public let row: Int
    /// What is wrong there.
    public let fault: FieldFault

    /// A fault at a place.
    package init(file: RosterFile, row: Int, fault: FieldFault) {
        self.file = file
        self.row = row
        self.fault = fault
    }

    /// The column by its header name; nil where the whole row is meant.
    public var column: String? { fault.column }
    /// What is wrong.
    public var kind: RosterFaultKind { fault.kind }
    /// What it costs.
    public var severity: FaultSeverity { fault.severity }
    /// Why it cannot be used.
    public var reason: String { fault.reason }
    /// What to write or do instead.
    public var remedy: String { fault.remedy }
    /// The faulty value, only where the column holds a code or a clinical date.
    public var shownValue: String? { fault.shownValue }
}

extension RosterFault: CustomStringConvertible {
    /// `FILE:ROW:COLUMN: REASON; REMEDY`
    public var description: String { "\(file.rawValue):\(row):\(column == nil ? " " : "")\(fault)" }
}

/// What is wrong with one field or one row, why, and what to write instead. It names no person.
public struct FieldFault: Error, Hashable, Sendable {
    /// The column by its header name; nil where the whole row is meant.
    public let column: String?
    /// What is wrong.
    public let kind: RosterFaultKind
    /// What it costs.
    public let severity: FaultSeverity
    /// Why it cannot be used, in one clause.
    public let reason: String
    /// What to write or do instead, in one clause; never empty.
    public let remedy: String
    /// The faulty value, cut to 40 characters and free of control characters; nil in every column that may hold a person.
    public let shownValue: String?

    /// A fault of one element of a resource; it shows no value.
    package init(element: String?, kind: RosterFaultKind, reason: String, remedy: String) {
        self.init(
            column: element, kind: kind, severity: kind.severity, reason: reason, remedy: remedy, shownValue: nil)
    }

    /// A fault of one field.
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
    /// `COLUMN: REASON; REMEDY`
    public var description: String { "\(column.map { "\($0): " } ?? "")\(reason); \(remedy)" }
}

/// What can be wrong with a row, or doubtful in a file, without the file being refused.
@frozen
public enum RosterFaultKind: String, CaseIterable, Hashable, Sendable {
    /// The header names columns that nothing reads.
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
    /// The record number holds control characters, which nobody can type.
    case untypableMRN = "untypable-mrn"
    /// `patients.csv` has no such record number.
    case unknownMRN = "unknown-mrn"
    /// The date of birth cannot be read.
    case badBirthDate = "bad-birth-date"
    /// The event has no date.
    case missingDate = "missing-date"
    /// The event's date has no accepted form, or no such day exists.
    case badDate = "bad-date"
    /// A column that this kind of event needs is empty.
    case missingWord = "missing-word"
    /// A word is not of the vocabulary.
    case unknownWord = "unknown-word"
    /// An agent that means something to the rules is not written as they know it.
    case misspeltAgent = "misspelt-agent"
    /// An agent's name is one or two letters from one that means something to the rules.
    case doubtfulAgent = "doubtful-agent"
    /// An agent's name is too long or holds control characters.
    case unusableAgent = "unusable-agent"
    /// The file names more agents than any formulary.
    case tooManyAgents = "too-many-agents"
    /// A site that means something to the rules is not written as they know it.
    case misspeltSite = "misspelt-site"
    /// The text of a site mentions a critical one among other words.
    case doubtfulSite = "doubtful-site"
    /// `detail` and `result` name different statuses.
    case conflictingStatus = "conflicting-status"
    /// The number of lesions is no whole number from 0 to 9999.
    case badCount = "bad-count"
    /// The diameter is no number of millimetres from 0 to 999.
    case badSize = "bad-size"
    /// The scale is named and its value is not.
    case missingValue = "missing-value"
    /// The value is no number on its scale.
    case badValue = "bad-value"
    /// The interval has no accepted form.
    case badInterval = "bad-interval"
    /// What should be a FHIR resource is no JSON, or no resource.
    case badResource = "bad-resource"
    /// A resource is larger than any resource may be.
    case resourceTooLarge = "resource-too-large"
    /// An element of a resource does not have the form that FHIR gives it.
    case badElement = "bad-element"
    /// A resource names no patient.
    case missingSubject = "missing-subject"
    /// The folder has no such patient.
    case unknownSubject = "unknown-subject"
    /// A resource that counts has no date that can be read.
    case undatedResource = "undated-resource"
    /// Two persons have the same record number in two systems.
    case sharedNumber = "shared-number"
    /// Two Patient resources have one id or one record number, and cannot be of one person.
    case conflictingPatient = "conflicting-patient"
    /// A folder of FHIR holds a file that is not read.
    case unreadFile = "unread-file"
    /// Patients are merged into each other in a ring, or one into several.
    case contradictoryMerge = "contradictory-merge"
    /// A spreadsheet has damaged what stood here.
    case spreadsheetDamage = "spreadsheet-damage"
    /// The record number has not the form that the mapping states.
    case badRecordNumber = "bad-record-number"
    /// The mapping's list of values has not this one.
    case unmappedValue = "unmapped-value"
    /// The date has none of the forms that the mapping states.
    case unmappedDate = "unmapped-date"
    /// The mapping does not name these columns.
    case unmappedColumns = "unmapped-columns"
}

extension RosterFaultKind {
    /// What only rows that a mapping reads can have.
    static let ofMappings: Set<RosterFaultKind> = [.badRecordNumber, .unmappedValue, .unmappedDate, .unmappedColumns]

    /// What only FHIR resources can have.
    public static let ofResources: Set<RosterFaultKind> = [
        .badResource, .resourceTooLarge, .badElement, .missingSubject, .unknownSubject, .undatedResource, .sharedNumber,
        .conflictingPatient, .contradictoryMerge, .unreadFile,
    ]

    /// What a fault of this kind costs; a malformed row of `patients.csv` whose record number is certain costs less.
    public var severity: FaultSeverity {
        switch self {
        case .unknownColumns, .unmappedColumns, .noPatients, .doubtfulAgent, .doubtfulSite, .sharedNumber, .unreadFile:
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

    /// Whether the faulty value may be shown: only where the column holds a code or a clinical date, never a person.
    var showsValue: Bool {
        switch self {
        case .badDate, .unknownWord, .misspeltAgent, .doubtfulAgent, .badInterval: true
        case .unknownColumns, .noPatients, .wrongFieldCount, .textAfterQuote, .missingMRN, .duplicateMRN, .unknownMRN,
            .untypableMRN, .badBirthDate, .missingDate, .missingWord, .unusableAgent, .tooManyAgents, .misspeltSite,
            .doubtfulSite,
            .conflictingStatus, .badCount, .badSize, .missingValue, .badValue, .badResource, .resourceTooLarge,
            .badElement, .missingSubject, .unknownSubject, .undatedResource, .sharedNumber,
            .conflictingPatient, .contradictoryMerge, .unreadFile, .spreadsheetDamage, .badRecordNumber, .unmappedValue,
            .unmappedDate,
            .unmappedColumns:
            false
        }
    }
}

/// What a fault costs.
@frozen
public enum FaultSeverity: String, CaseIterable, Hashable, Sendable {
    /// The row is set aside; its patient, where known, is incomplete.
    case rowSetAside = "row-set-aside"
    /// The row is kept without the faulty part; its patient is incomplete.
    case fieldSetAside = "field-set-aside"
    /// Everything is kept as written; somebody should look.
    case warning
}

/// The faults that were found: the first thousand in words, all of them in number, so that garbage cannot exhaust memory.
package struct FaultLog: Sendable {
    package static let limit = 1_000

    /// How many of the first thousand others have told already.
    private let told: Int
    package private(set) var faults: [RosterFault] = []
    /// How many faults there are, by what they cost.
    package private(set) var counts: [FaultSeverity: Int] = [:]

    package init(told: Int = 0) { self.told = told }

    package var total: Int { counts.values.reduce(0, +) }
    package var warnings: Int { counts[.warning, default: 0] }

    /// Enters a fault.
    package mutating func add(_ fault: FieldFault, in file: RosterFile, row: Int) {
        counts[fault.severity, default: 0] += 1
        if hasRoom { faults.append(RosterFault(file: file, row: row, fault: fault)) }
    }

    /// Enters a fault; it is put into words only while there is room for it.
    package mutating func add(
        _ problem: RowProblem, in file: RosterFile, row: Int, severity: FaultSeverity? = nil
    ) {
        let severity = severity ?? problem.kind.severity
        if hasRoom { return add(problem.inWords(severity: severity), in: file, row: row) }
        counts[severity, default: 0] += 1
    }

    private var hasRoom: Bool { told + faults.count < FaultLog.limit }

    /// Adds the faults of rows that follow, counted from another line.
    package mutating func append(_ next: FaultLog, rowsBefore: Int) {
        counts.merge(next.counts, uniquingKeysWith: +)
        for fault in next.faults.prefix(max(0, FaultLog.limit - told - faults.count)) {
            faults.append(RosterFault(file: fault.file, row: fault.row + rowsBefore, fault: fault.fault))
        }
    }
}
