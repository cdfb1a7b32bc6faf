/// What a reader of configuration files can find wrong without knowing what the file is about.
enum ReadingFault: Hashable {
    /// The operating system refused the file, for a reason in its words.
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
    /// Not TOML, in the words of the parser.
    case syntax(String)
    /// Tables or arrays stand inside each other more often than this.
    case tooDeep(limit: Int)
    /// A required key is absent; the example is what could stand there, as TOML.
    case missing(key: String, example: String)
    /// A required table is absent; with its whole path.
    case missingTable(path: String)
    /// A value of another kind than expected.
    case wrongShape(found: TOMLShape, expected: String, key: String, example: String)
    /// A string that does not have the form it must have.
    case wrongForm(found: String, expected: String, key: String, example: String)
    /// A number outside of its range, both as text.
    case outOfRange(found: String, range: String, key: String, example: String)
    /// A string that is none of the words allowed.
    case unknownWord(found: String, words: [String])
    /// A key nobody asked for, among those that were.
    case unknownKey(key: String, known: [String])
    /// A key nobody asked for here, but in other tables; an empty path is the file itself.
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
        NearestWord.nearest(to: word, among: words).map { "did you mean \($0)?" }
    }
}
