import SafeText

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
        /// Adds a text, escaped; what could not be seen in it is made visible.
        public mutating func appendInterpolation(_ text: String) { markup += SafeText.html(SafeText.visible(text)) }
        /// Adds a number.
        public mutating func appendInterpolation(_ number: Int) { markup += "\(number)" }
        /// Adds a piece.
        public mutating func appendInterpolation(_ piece: HTML) { markup += piece.markup }
        /// Adds pieces one after the other.
        public mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { markup += piece.markup } }
    }
}
