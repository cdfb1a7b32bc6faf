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
