/// Why a file is refused whole.
@frozen
public enum FileFaultKind: String, CaseIterable, Hashable, Sendable {
    /// There is no such file or folder.
    case missing
    /// It is a directory, a pipe, a device or a socket.
    case notAFile = "not-a-file"
    /// The service may not read it.
    case notPermitted = "not-permitted"
    /// Reading failed.
    case unreadable
    /// It was written to, or replaced, while it was read.
    case changedWhileRead = "changed-while-read"
    /// It is empty.
    case noHeader = "no-header"
    /// The header itself is malformed.
    case malformedHeader = "malformed-header"
    /// A required column is not in the header.
    case missingColumn = "missing-column"
    /// The header names a column twice.
    case duplicateColumn = "duplicate-column"
    /// The header has more columns than any roster.
    case tooManyColumns = "too-many-columns"
    /// It holds bytes that are not UTF-8 text.
    case notText = "not-utf8-text"
    /// A quote is opened and never closed.
    case unclosedQuote = "unclosed-quote"
    /// A field is longer than any field of a roster.
    case fieldTooLong = "field-too-long"
    /// A record is longer than any record of a roster.
    case recordTooLong = "record-too-long"
    /// It has more lines than can be numbered.
    case tooManyRows = "too-many-rows"
    /// It ends in the middle of a record.
    case cutShort = "cut-short"
    /// The folder holds tables and FHIR at once.
    case mixedFolder = "mixed-folder"
    /// The folder holds compressed files.
    case compressed
    /// The folder holds more files than any export.
    case tooManyFiles = "too-many-files"
    /// The name of a file speaks of FHIR and is not one that is read.
    case misnamed
    /// A file of FHIR stands in a folder inside the roster's.
    case nested
    /// No file of the folder holds a patient.
    case withoutPatients = "without-patients"
}

extension FileFaultKind {
    /// What only FHIR folders can be refused for.
    public static let ofFHIR: Set<FileFaultKind> = [
        .cutShort, .mixedFolder, .compressed, .tooManyFiles, .misnamed, .nested, .withoutPatients,
    ]
}
