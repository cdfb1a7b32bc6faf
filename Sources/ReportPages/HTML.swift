/// A piece of HTML or SVG. What is put into it is escaped, so that nothing of a roster can become markup.
///
///     let cell: HTML = "<td>\(row.familyName)</td>"
///
/// Literals are taken as they are; text and numbers are escaped; other pieces are put in as they are.
public struct HTML: ExpressibleByStringInterpolation, Sendable {
    /// The markup.
    public let markup: String

    /// A piece that is written in the sources.
    public init(stringLiteral value: String) { markup = value }

    /// A piece with what was put into it.
    public init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

    private init(joined pieces: some Sequence<HTML>) { markup = pieces.reduce(into: "") { $0 += $1.markup } }

    /// Nothing.
    public static let nothing: HTML = ""

    /// Pieces one after the other.
    public static func all(_ pieces: some Sequence<HTML>) -> HTML { HTML(joined: pieces) }

    /// The piece where there is something to show.
    public static func given<Value>(_ value: Value?, _ piece: (Value) -> HTML) -> HTML {
        value.map(piece) ?? .nothing
    }

    /// The piece where something holds.
    public static func when(_ holds: Bool, _ piece: @autoclosure () -> HTML) -> HTML { holds ? piece() : .nothing }

    /// Collects a piece and what is put into it.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        /// Begins a piece.
        public init(literalCapacity: Int, interpolationCount: Int) {
            markup.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        /// Adds what is written in the sources.
        public mutating func appendLiteral(_ literal: String) { markup += literal }
        /// Adds a text, escaped.
        public mutating func appendInterpolation(_ text: String) { markup += EscapedText.escaped(text) }
        /// Adds a number.
        public mutating func appendInterpolation(_ number: Int) { markup += "\(number)" }
        /// Adds a piece.
        public mutating func appendInterpolation(_ piece: HTML) { markup += piece.markup }
        /// Adds pieces one after the other.
        public mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { markup += piece.markup } }
    }
}

/// Text as it may stand in HTML and SVG, between tags and in quoted attributes.
///
/// Beside what means something to HTML, control and format characters are written as `\u{...}`: a name must not reverse what
/// stands beside it, end a line, or hide.
enum EscapedText {
    static func escaped(_ text: String) -> String {
        if text.utf8.allSatisfy(isPlain) { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
                    escaped += "\\u{\(String(scalar.value, radix: 16))}"
                default: escaped.unicodeScalars.append(scalar)
                }
            }
        }
        return escaped
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
        default: byte >= 0x20 && byte < 0x7F
        }
    }
}
