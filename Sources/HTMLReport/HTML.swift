import SafeText

/// A piece of HTML or SVG. Interpolated values are escaped, so that nothing of a roster can become markup.
///
///     let cell: HTML = "<td>\(row.familyName)</td>"
///
/// Literals are inserted unchanged; text and numbers are escaped; other pieces are inserted unchanged.
public struct HTML: ExpressibleByStringInterpolation, Sendable {
    /// The markup.
    public let markup: String

    /// A piece written in the source.
    public init(stringLiteral value: String) { markup = value }

    /// A piece with its interpolated values.
    public init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

    private init(joined pieces: some Sequence<HTML>) { markup = pieces.reduce(into: "") { $0 += $1.markup } }

    /// An empty piece.
    public static let nothing: HTML = ""

    /// Joins pieces in order.
    public static func all(_ pieces: some Sequence<HTML>) -> HTML { HTML(joined: pieces) }

    /// The piece made from a value; empty for nil.
    public static func given<Value>(_ value: Value?, _ piece: (Value) -> HTML) -> HTML {
        value.map(piece) ?? .nothing
    }

    /// The piece if the condition holds; empty otherwise.
    public static func when(_ holds: Bool, _ piece: @autoclosure () -> HTML) -> HTML { holds ? piece() : .nothing }

    /// Collects a piece and its interpolated values.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        /// Begins a piece.
        public init(literalCapacity: Int, interpolationCount: Int) {
            markup.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        /// Adds a literal of the source.
        public mutating func appendLiteral(_ literal: String) { markup += literal }
        /// Adds a text, escaped; invisible characters in it are made visible.
        public mutating func appendInterpolation(_ text: String) { markup += SafeText.html(SafeText.visible(text)) }
        /// Adds a number.
        public mutating func appendInterpolation(_ number: Int) { markup += "\(number)" }
        /// Adds a piece.
        public mutating func appendInterpolation(_ piece: HTML) { markup += piece.markup }
        /// Adds pieces in order.
        public mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { markup += piece.markup } }
    }
}
