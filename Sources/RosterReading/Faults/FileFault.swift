/// Why one file of a roster is refused, where, and how to fix it. It names no person.
public struct FileFault: Error, Hashable, Sendable {
    /// The file.
    public let file: RosterFile
    /// The line concerned, the header's being 1; nil where the whole file is meant.
    public let row: Int?
    /// The column concerned, by its header name.
    public let column: String?
    /// What is wrong.
    public let kind: FileFaultKind
    /// Why the file cannot be used, in one clause.
    public let reason: String
    /// How to fix it, in one clause; never empty.
    public let remedy: String

    /// A fault of a file.
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

    /// The same fault without the name of its file where that may be a patient's: for the journal.
    public var unnamed: FileFault {
        guard file.mayNamePatient else { return self }
        return FileFault(
            kind, RosterFile(rawValue: "*.json"), row: row, column: column, reason: reason, remedy: remedy)
    }

    /// The same fault so many lines further on.
    func moved(by lines: Int) -> FileFault {
        FileFault(kind, file, row: row.map { $0 + lines }, column: column, reason: reason, remedy: remedy)
    }
}

extension FileFault: CustomStringConvertible {
    /// `FILE:ROW:COLUMN: REASON; REMEDY`, without what is not known.
    public var description: String {
        let place = [file.rawValue, row.map(String.init), column].compactMap { $0 }.joined(separator: ":")
        return "\(place): \(reason); \(remedy)"
    }
}

extension FileFault {
    static func notText(_ file: RosterFile, row: Int, byte: UInt8?) -> FileFault {
        let what =
            switch byte {
            case nil: "the file ends inside a character"
            case 0: "a NUL byte stands here, as in UTF-16 text or a damaged file"
            case 0xFE, 0xFF: "a byte stands here that UTF-8 never has, as in UTF-16 text"
            case .some: "a byte stands here that is not UTF-8, as in Windows-1252 or Latin-1 text"
            }
        return FileFault(.notText, file, row: row, reason: what, remedy: "export the file again as UTF-8 text")
    }

    static func unclosedQuote(_ file: RosterFile, row: Int) -> FileFault {
        FileFault(
            .unclosedQuote, file, row: row, reason: "a quote opens in this row and is never closed",
            remedy: "close it, or double it where it is part of the text")
    }

    static func fieldTooLong(_ file: RosterFile, row: Int, limit: Int, isQuoted: Bool) -> FileFault {
        FileFault(
            .fieldTooLong, file, row: row, reason: "a field of this row is longer than \(limit) bytes",
            remedy: isQuoted
                ? "close the quote that opens in this row, or shorten the text"
                : "shorten the text, or end the lines of the file")
    }

    static func recordTooLong(_ file: RosterFile, row: Int, limit: Int) -> FileFault {
        FileFault(
            .recordTooLong, file, row: row, reason: "the row that begins here is longer than \(limit) bytes",
            remedy: "end each row with a line end, and close every quote")
    }

    static func tooManyRows(_ file: RosterFile, limit: Int) -> FileFault {
        FileFault(
            .tooManyRows, file, reason: "the file has more than \(limit) lines",
            remedy: "export fewer patients, or an earlier cut-off of their events, into this folder")
    }

    static func noHeader(_ file: RosterFile) -> FileFault {
        FileFault(
            .noHeader, file, reason: "the file is empty",
            remedy: "write a first line with the names of the columns, even where no rows follow")
    }

    package static func changed(_ file: RosterFile) -> FileFault {
        FileFault(
            .changedWhileRead, file, reason: "the file changed while it was read",
            remedy: "read again once the export is complete, and let exports move finished files into the folder")
    }

    /// The file ends before what it began.
    package static func cutShort(_ file: RosterFile, line: Int) -> FileFault {
        FileFault(
            .cutShort, file, row: line, reason: "the file ends in the middle of a record: it was cut short",
            remedy: "export it again, and let exports move finished files into the folder")
    }
}
