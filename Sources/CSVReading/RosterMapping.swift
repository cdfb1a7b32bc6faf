import CivilCalendar
import LocatedTOML
import RosterModel

/// How a site's own files express what `patients.csv` and `events.csv` would say.
///
/// It is read from a TOML file: the names of files and columns, the separator, the form of dates, which row makes which
/// event, and the roster's words for the site's own. Nothing is guessed: a form or word that the mapping does not state
/// is a fault of the row.
public struct RosterMapping: Hashable, Sendable {
    /// The path it was read from.
    public let path: String
    /// Texts that mean "not recorded".
    let missing: Set<String>
    /// The form of record numbers; nil if none is stated.
    let numbers: RecordNumberPattern?
    /// A hash of its text: a different mapping makes a different roster from the same files.
    public let contentHash: UInt64
    let patients: RowMapping<PatientColumn>
    let events: [RowMapping<EventColumn>]

    /// The names of the files, the patients' file first, each once.
    public var files: [String] {
        var files = [patients.file]
        for event in events where !files.contains(event.file) { files.append(event.file) }
        return files
    }

    /// Reads a mapping. Throws every fault with its line.
    public init(path: String) throws(ConfigurationRefusal) {
        try self.init(try LocatedDocument(path: path), path: path)
    }

    /// Reads a mapping from text; faults name `file`.
    public init(text: String, file: String) throws(ConfigurationRefusal) {
        try self.init(try LocatedDocument(text: text, file: file), path: file)
    }

    private init(_ document: LocatedDocument, path: String) throws(ConfigurationRefusal) {
        let root = document.root
        let reader = MappingReader(root)
        self.path = path
        contentHash = document.contentHash
        missing = Set(root.ifPresent("missing") { root.strings($0, example: "-999") } ?? [])
        numbers = root.ifPresent("mrn_pattern") { reader.numbers($0) }
        let read = root.table("patients").map { reader.patients($0) }
        let tables = root.tables("event", example: "[{ ... }]") ?? []
        let ofPatients =
            read
            ?? RowMapping(
                file: "", delimiter: 0, dates: [], conditions: [], fields: [:], line: 0)
        events = tables.map { reader.event($0, patients: ofPatients) }
        for (index, rows) in events.enumerated() {
            let others =
                [ofPatients.file == rows.file ? ofPatients.delimiter : nil]
                + events[..<index].map { $0.file == rows.file ? $0.delimiter : nil }
            guard others.contains(where: { $0 != nil && $0 != rows.delimiter }) else { continue }
            tables[index].report(
                "delimiter", reason: "the same file is said to have another above",
                remedy: "write the one that \(rows.file) has, once")
        }
        patients = ofPatients
        document.reportUnknownKeys()
        guard document.faults.isEmpty else { throw ConfigurationRefusal(document.faults) }
    }
}

/// What the rows of one of a site's files become: patients, or events of one kind.
struct RowMapping<Column: RosterColumn>: Hashable, Sendable {
    /// A condition on a column of the site's file: it holds one of these texts.
    struct Condition: Hashable, Sendable {
        let column: String
        let texts: [String]
        let line: Int
    }

    /// The file's name.
    var file: String
    /// The byte between its fields.
    var delimiter: UInt8
    /// The accepted forms of its dates.
    var dates: [DatePattern]
    /// What a row must say to match.
    var conditions: [Condition]
    /// A column that must not be empty; nil if every row matches.
    var filled: Condition?
    /// The source of each roster column.
    var fields: [Column: FieldMapping]
    /// The line of the mapping on which it begins.
    var line: Int

    /// The columns of the site's file that are read, each with the line of the mapping that names it.
    var columns: [(name: String, line: Int)] {
        let read = Column.allCases.compactMap { column in
            fields[column].flatMap { field in field.column.map { ($0, field.line) } }
        }
        return read + (conditions + [filled].compactMap(\.self)).map { ($0.column, $0.line) }
    }
}

/// The source of a roster column in a site's file.
enum FieldMapping: Hashable, Sendable {
    /// No source: the column is empty.
    case none
    /// The same text for every row.
    case constant(String, line: Int)
    /// A column of the site's file, verbatim.
    case column(String, line: Int)
    /// A column of the site's file, every text translated by a list.
    case values(column: String, [String: String], line: Int)

    /// The column of the site's file; nil if none is read.
    var column: String? {
        switch self {
        case .none, .constant: nil
        case .column(let name, _), .values(let name, _, _): name
        }
    }

    /// The line of the mapping that states it; 0 if none does.
    var line: Int {
        switch self {
        case .none: 0
        case .constant(_, let line), .column(_, let line), .values(_, _, let line): line
        }
    }

    /// Every text that it can give; nil if that depends on the file.
    var texts: [String]? {
        switch self {
        case .none: [""]
        case .constant(let text, _): [text]
        case .column: nil
        case .values(_, let values, _): Set(values.values).sorted()
        }
    }
}

/// A form of dates at a site, as its mapping states it: `dd.mm.yyyy`, `mm/yyyy`, `yyyy`.
///
/// Nothing is guessed: a text of any other form is not a date. Years have four digits; `d` and `m` stand for one or two
/// digits, `dd` and `mm` for two.
struct DatePattern: Hashable, Sendable {
    private enum Part: Hashable {
        case year
        case month(isPadded: Bool)
        case day(isPadded: Bool)
        case text(UInt8)
    }

    /// The pattern as written.
    let text: String
    private let parts: [Part]

    /// Parses a pattern; nil if the text is not one.
    init?(_ text: String) {
        var parts: [Part] = []
        var rest = Array(text.utf8)[...]
        while let first = rest.first {
            let run = rest.prefix { $0 == first }.count
            switch (first, run) {
            case (UInt8(ascii: "y"), 4): parts.append(.year)
            case (UInt8(ascii: "m"), 1...2): parts.append(.month(isPadded: run == 2))
            case (UInt8(ascii: "d"), 1...2): parts.append(.day(isPadded: run == 2))
            case (UInt8(ascii: "."), 1), (UInt8(ascii: "/"), 1), (UInt8(ascii: "-"), 1),
                (UInt8(ascii: " "), 1):
                parts.append(.text(first))
            default: return nil
            }
            rest = rest.dropFirst(run)
        }
        let kinds = parts.map { part in
            switch part {
            case .year: "y"
            case .month: "m"
            case .day: "d"
            case .text: ""
            }
        }.filter { !$0.isEmpty }.sorted()
        // Adjacent numbers can be separated only if they are padded.
        let touches = zip(parts, parts.dropFirst()).contains { first, second in
            if case .text = first { return false }
            if case .text = second { return false }
            return parts.contains(.month(isPadded: false)) || parts.contains(.day(isPadded: false))
        }
        guard [["y"], ["m", "y"], ["d", "m", "y"]].contains(kinds), !touches else { return nil }
        self.text = text
        self.parts = parts
    }

    /// Returns whether one text could match both patterns and mean different dates.
    func isConfusable(with other: DatePattern) -> Bool {
        self != other && shape == other.shape
    }

    /// The sequence of digits and separators, whatever they mean.
    private var shape: [UInt8] {
        parts.flatMap { part -> [UInt8] in
            switch part {
            case .year: [4]
            case .month, .day: [2]
            case .text(let byte): [byte]
            }
        }
    }

    /// Returns the date a text means by this pattern, as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; nil if it does not match or
    /// the day does not exist.
    func date(of text: String) -> PartialDate? {
        var rest = Array(text.utf8)[...]
        var (year, month, day) = ("", "", "")
        for part in parts {
            switch part {
            case .text(let byte): if rest.popFirst() != byte { return nil }
            case .year:
                guard let digits = DatePattern.take(4...4, &rest) else { return nil }
                year = digits
            case .month(let isPadded):
                guard let digits = DatePattern.take(isPadded ? 2...2 : 1...2, &rest) else { return nil }
                month = digits
            case .day(let isPadded):
                guard let digits = DatePattern.take(isPadded ? 2...2 : 1...2, &rest) else { return nil }
                day = digits
            }
        }
        guard rest.isEmpty else { return nil }
        return PartialDate([year, month, day].filter { !$0.isEmpty }.joined(separator: "-"))
    }

    private static func take(_ counts: ClosedRange<Int>, _ rest: inout ArraySlice<UInt8>) -> String? {
        let digits = rest.prefix(counts.upperBound).prefix { 0x30...0x39 ~= $0 }
        guard counts.contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        let text = String(decoding: digits, as: UTF8.self)
        return digits.count == 1 ? "0" + text : text
    }
}

/// The form of every record number of a site: `9` stands for a digit, `A` for a letter, all else for itself.
struct RecordNumberPattern: Hashable, Sendable {
    /// The pattern as written.
    let text: String

    /// Parses a pattern; nil if it is empty, longer than 64 characters, or not visible ASCII.
    init?(_ text: String) {
        guard 1...64 ~= text.utf8.count, text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
        self.text = text
    }

    /// Returns whether a number has the form.
    func matches(_ number: String) -> Bool {
        number.utf8.count == text.utf8.count
            && zip(number.utf8, text.utf8).allSatisfy { byte, form in
                switch form {
                case UInt8(ascii: "9"): 0x30...0x39 ~= byte
                case UInt8(ascii: "A"): 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
                default: byte == form
                }
            }
    }

    /// Returns whether a non-matching number would match with leading zeros, which spreadsheets remove.
    func lacksZeros(_ number: String) -> Bool {
        let missing = text.utf8.count - number.utf8.count
        return missing > 0 && matches(String(repeating: "0", count: missing) + number)
    }
}
