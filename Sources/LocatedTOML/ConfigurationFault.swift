import Spelling

/// One fault in a configuration file: where it is, what is wrong, and what to do about it.
public struct ConfigurationFault: Error, Hashable, Sendable {
    /// The file as the caller named it.
    public let file: String
    /// The line, from 1; nil if the fault concerns the whole file, such as a missing key.
    public let line: Int?
    /// The column, from 1, in characters; known for faults of syntax only.
    public let column: Int?
    /// The key, with its tables: `rules.visit.repeat[2].every`; array elements count from 1. Empty for the whole
    /// file.
    public let keyPath: String
    /// What is wrong.
    public let reason: String
    /// What to write or do instead; never empty.
    public let remedy: String

    /// A fault at a place of a file.
    public init(file: String, line: Int?, column: Int? = nil, keyPath: String, reason: String, remedy: String) {
        self.file = file
        self.line = line
        self.column = column
        self.keyPath = keyPath
        self.reason = reason
        self.remedy = remedy
    }
}

extension ConfigurationFault: CustomStringConvertible {
    /// `FILE:LINE: key: reason; remedy`, with `:COLUMN` after the line if it is known, and without unknown parts.
    public var description: String {
        let place = ([file] + [line, column].compactMap { $0.map { "\($0)" } }).joined(separator: ":")
        return keyPath.isEmpty ? "\(place): \(reason); \(remedy)" : "\(place): \(keyPath): \(reason); \(remedy)"
    }
}

extension ConfigurationFault: Comparable {
    /// Whether the first fault comes earlier: by file, line, column, key, then reason.
    public static func < (first: ConfigurationFault, second: ConfigurationFault) -> Bool {
        (first.file, first.line ?? 0, first.column ?? 0, first.keyPath, first.reason)
            < (second.file, second.line ?? 0, second.column ?? 0, second.keyPath, second.reason)
    }
}

/// A configuration file that cannot be read at all: it cannot be opened, is not text, or is not TOML.
public struct ConfigurationRefusal: Error, Hashable, Sendable {
    /// The faults, by line; never empty.
    public let faults: [ConfigurationFault]

    /// A refusal for these faults, which it sorts by line.
    public init(_ faults: [ConfigurationFault]) {
        self.faults = faults.sorted()
    }
}

extension ConfigurationRefusal: CustomStringConvertible {
    /// One line for each fault.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// The faults found so far in one file; shared by the tables of the file.
final class ConfigurationFaults {
    let file: String
    private(set) var faults: [ConfigurationFault] = []

    init(file: String, faults: [ConfigurationFault] = []) {
        self.file = file
        self.faults = faults
    }

    func report(line: Int?, keyPath: String, reason: String, remedy: String) {
        faults.append(
            ConfigurationFault(file: file, line: line, keyPath: keyPath, reason: reason, remedy: remedy))
    }

    func report(_ fault: ReadingFault, line: Int?, keyPath: String) {
        report(line: line, keyPath: keyPath, reason: fault.reason, remedy: fault.remedy)
    }
}

/// The faults that a reader of configuration files finds without knowing the file's subject.
enum ReadingFault: Hashable {
    /// The operating system refused the file; the value is its reason.
    case cannotRead(String)
    /// The path leads to a folder, a pipe, a device or a socket.
    case notRegularFile
    /// The file has more bytes than this.
    case tooLarge(limit: Int)
    /// A line has more bytes than this.
    case lineTooLong(limit: Int)
    /// A line is not UTF-8.
    case notUTF8
    /// A line holds the character U+0000.
    case holdsNull
    /// A string contains the character U+0000 as an escape, which TOML allows.
    case namesNull
    /// Not TOML; the value is the parser's message.
    case syntax(String)
    /// Tables or arrays nest deeper than this.
    case tooDeep(limit: Int)
    /// A required key is absent; the example is a possible value, as TOML.
    case missing(key: String, example: String)
    /// A required table is absent; the value is its whole path.
    case missingTable(path: String)
    /// A value of a different kind than expected.
    case wrongShape(found: TOMLShape, expected: String, key: String, example: String)
    /// A string without the required form.
    case wrongForm(found: String, expected: String, key: String, example: String)
    /// A number outside its range, both as text.
    case outOfRange(found: String, range: String, key: String, example: String)
    /// A string that is not one of the allowed words.
    case unknownWord(found: String, words: [String])
    /// A key that no getter asked for, with the known ones.
    case unknownKey(key: String, known: [String])
    /// A key that no getter asked for here, but in other tables; an empty path is the file itself.
    case misplacedKey(key: String, places: [String])

    /// What is wrong.
    var reason: String {
        switch self {
        case .cannotRead(let message): "cannot be read: \(message)"
        case .notRegularFile: "is not a regular file"
        case .tooLarge(let limit): "is larger than \(limit) bytes"
        case .lineTooLong(let limit): "the line is longer than \(limit) bytes"
        case .notUTF8: "the line is not UTF-8 text"
        case .holdsNull: "the line holds the character U+0000"
        case .namesNull: "the escape names the character U+0000, which TOML allows and no value here may hold"
        case .syntax(let message): "is not TOML: \(message)"
        case .tooDeep(let limit): "tables or arrays stand inside each other more than \(limit) deep"
        case .missing: "is missing"
        case .missingTable: "the table is missing"
        case .wrongShape(let found, let expected, _, _): "must be \(expected), not \(found.phrase)"
        case .wrongForm(let found, let expected, _, _): "\(Excerpt(found)) is not \(expected)"
        case .outOfRange(let found, let range, _, _): "\(found) is outside of \(range)"
        case .unknownWord(let found, _): "\(Excerpt(found)) is not a word that may stand here"
        case .unknownKey, .misplacedKey: "is not a key that may stand here"
        }
    }

    /// What to do about it.
    var remedy: String {
        switch self {
        case .cannotRead: "check that the file exists and that this user may read it"
        case .notRegularFile: "name a file that holds the configuration"
        case .tooLarge: "name a configuration file; this is something else"
        case .lineTooLong: "break the line; strings over several lines stand in three quotes"
        case .notUTF8: "save the file as UTF-8"
        case .holdsNull: "remove the character, or save the file as UTF-8"
        case .namesNull: "remove the escape"
        case .syntax:
            "correct the line; words, intervals and dates stand in quotes (key = \"3m\"), and each key stands once"
        case .tooDeep: "remove the nesting"
        case .missing(let key, let example): "add \(TOMLPath.text(ofKey: key)) = \(example)"
        case .missingTable(let path): "add [\(path)] with its keys"
        case .wrongShape(_, _, let key, let example), .wrongForm(_, _, let key, let example),
            .outOfRange(_, _, let key, let example):
            "write it like \(TOMLPath.text(ofKey: key)) = \(example)"
        case .unknownWord(let found, let words):
            suggestion(for: found, among: words) ?? "write one of \(words.joined(separator: ", "))"
        case .misplacedKey(let key, let places):
            "move it to where \(TOMLPath.text(ofKey: key)) belongs: "
                + places.map { ReadingFault.words(ofPlace: $0) }.joined(separator: ", or ")
        case .unknownKey(let key, let known):
            suggestion(for: key, among: known)
                ?? (known.isEmpty ? "remove it" : "remove it; known here: \(known.joined(separator: ", "))")
        }
    }

    private static func words(ofPlace place: String) -> String {
        if place.isEmpty { return "the top of the file, above the first [table]" }
        return place.hasSuffix("[]") ? "below a [[\(place.dropLast(2))]]" : "below [\(place)]"
    }

    private func suggestion(for word: String, among words: [String]) -> String? {
        NearestWord(to: word.utf8, among: words).map { "did you mean \($0.word)?" }
    }
}

/// A piece of a file's text in a form fit to show: in quotes, on one line, at most 60 characters long.
///
/// Control and formatting characters are written as `\u{...}`, so that a file cannot control a terminal.
public struct Excerpt: CustomStringConvertible, Sendable {
    /// The text as shown.
    public let description: String

    /// The excerpt of a text.
    public init(_ text: String) {
        var shown = "\""
        for character in text.prefix(60) {
            // One character may consist of any number of scalars; no letter has this many.
            for scalar in character.unicodeScalars.prefix(8) { shown += Excerpt.text(of: scalar) }
        }
        description = shown + (text.dropFirst(60).isEmpty ? "\"" : "...\"")
    }

    /// Whether a text has a character that a terminal would obey instead of showing it.
    public static func hasControls(_ text: String) -> Bool {
        text.unicodeScalars.contains(where: isControl)
    }

    private static func text(of scalar: Unicode.Scalar) -> String {
        if isControl(scalar) { return "\\u{\(String(scalar.value, radix: 16))}" }
        return scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : String(scalar)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: true
        default: false
        }
    }
}
