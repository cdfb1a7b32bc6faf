/// A piece of a file's text as it may be shown to people: in quotes, on one line, at most 60 characters long.
///
/// Control and formatting characters are written as `\u{...}`, so that no file can write to a terminal.
public struct Excerpt: CustomStringConvertible, Sendable {
    /// The text as it is shown.
    public let description: String

    /// The excerpt of a text.
    public init(_ text: String) {
        var shown = "\""
        for character in text.prefix(60) {
            // One character may be any number of scalars; so many no letter has.
            for scalar in character.unicodeScalars.prefix(8) { shown += Excerpt.text(of: scalar) }
        }
        description = shown + (text.dropFirst(60).isEmpty ? "\"" : "...\"")
    }

    /// Whether a text has a character that a terminal would obey instead of showing.
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
