/// Text of others on its way to where people read it: a name must not move a cursor, become markup, hide, or reverse what
/// stands beside it.
public enum SafeText {
    /// The text on one line, with every character that is obeyed instead of seen written as `\u{...}`.
    public static func visible(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var visible = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
                visible += "\\u{\(String(scalar.value, radix: 16))}"
            default: visible.unicodeScalars.append(scalar)
            }
        }
        return visible
    }

    /// The text as it may stand in HTML and SVG, between tags and in quoted attributes.
    public static func html(_ text: String) -> String {
        guard text.utf8.contains(where: { reference(for: Unicode.Scalar($0)) != nil }) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            if let reference = reference(for: scalar) {
                escaped += reference
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func reference(for scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        case "'": "&#39;"
        default: nil
        }
    }
}
