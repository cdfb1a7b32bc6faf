/// The refusal of a whole roster, with every fault of its files, so that all can be fixed at once.
public struct RosterRefusal: Error, Hashable, Sendable {
    /// The faults, those of `patients.csv` first; never empty.
    public let faults: [FileFault]

    /// Creates a refusal for these faults; there must be at least one.
    package init(faults: [FileFault]) { self.faults = faults }
}

extension RosterRefusal: CustomStringConvertible {
    /// One line per fault.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// Why a file of a roster is refused, where, and how to fix it. It names no person.
public struct FileFault: Error, Hashable, Sendable {
    /// The file with the fault.
    public let file: RosterFile
    /// The line concerned, the header being 1; nil for the whole file.
    public let row: Int?
    /// The header name of the column concerned; nil if none is.
    public let column: String?
    /// What is wrong.
    public let kind: FileFaultKind
    /// Why the file cannot be used, as one clause.
    public let reason: String
    /// How to fix it, as one clause; never empty.
    public let remedy: String

    /// Creates a fault of a file.
    package init(
        _ kind: FileFaultKind, _ file: RosterFile, row: Int? = nil, column: String? = nil, reason: String,
        remedy: String
    ) {
        self.file = file
        self.row = row
        self.column = column
        self.kind = kind
        self.reason = reason
        self.remedy = remedy
    }

    /// The same fault without the file name if that may be a patient's: for the journal.
    public var unnamed: FileFault {
        guard file.mayNamePatient else { return self }
        return FileFault(
            kind, RosterFile(rawValue: "*.json"), row: row, column: column, reason: reason, remedy: remedy)
    }

    /// The same fault, a number of lines further down.
    package func moved(by lines: Int) -> FileFault {
        FileFault(kind, file, row: row.map { $0 + lines }, column: column, reason: reason, remedy: remedy)
    }
}

extension FileFault: CustomStringConvertible {
    /// `FILE:ROW:COLUMN: REASON; REMEDY`, without the parts that are unknown.
    public var description: String {
        let place = [file.rawValue, row.map(String.init), column].compactMap { $0 }.joined(separator: ":")
        return "\(place): \(reason); \(remedy)"
    }
}

/// Why a file is refused whole.
@frozen
public enum FileFaultKind: String, CaseIterable, Hashable, Sendable {
    /// The file or folder does not exist.
    case missing
    /// It is a directory, a pipe, a device or a socket.
    case notAFile = "not-a-file"
    /// The service has no permission to read it.
    case notPermitted = "not-permitted"
    /// Reading failed.
    case unreadable
    /// It was written to or replaced during reading.
    case changedWhileRead = "changed-while-read"
    /// It is empty.
    case noHeader = "no-header"
    /// The header itself is malformed.
    case malformedHeader = "malformed-header"
    /// A required column is not in the header.
    case missingColumn = "missing-column"
    /// The header names a column twice.
    case duplicateColumn = "duplicate-column"
    /// The header has more columns than any roster has.
    case tooManyColumns = "too-many-columns"
    /// It holds bytes that are not UTF-8 text.
    case notText = "not-utf8-text"
    /// A quote is opened and never closed.
    case unclosedQuote = "unclosed-quote"
    /// A field is longer than any field of a roster.
    case fieldTooLong = "field-too-long"
    /// A record is longer than any record of a roster.
    case recordTooLong = "record-too-long"
    /// It has more lines than row numbers allow.
    case tooManyRows = "too-many-rows"
    /// It ends in the middle of a record.
    case cutShort = "cut-short"
    /// The folder holds tables and FHIR at once.
    case mixedFolder = "mixed-folder"
    /// The folder holds compressed files.
    case compressed
    /// The folder holds more files than any export has.
    case tooManyFiles = "too-many-files"
    /// The name of a file suggests FHIR but is not one that is read.
    case misnamed
    /// A FHIR file lies in a subfolder of the roster's folder.
    case nested
    /// The folder's files hold no patient.
    case withoutPatients = "without-patients"
}

extension FileFaultKind {
    /// The kinds that only FHIR folders can have.
    public static let ofFHIR: Set<FileFaultKind> = [
        .cutShort, .mixedFolder, .compressed, .tooManyFiles, .misnamed, .nested, .withoutPatients,
    ]
}
