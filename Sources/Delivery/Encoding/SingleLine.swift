/// A value as it may stand in a message: on one line, without characters that a program would obey.
enum SingleLine {
    /// The text with each line break, tabulator and control character replaced by a blank, and without format controls.
    static func text(_ value: String) -> String {
        guard value.unicodeScalars.contains(where: { !isPlain($0) }) else { return value }
        var scalars = String.UnicodeScalarView()
        for scalar in value.unicodeScalars {
            if isPlain(scalar) {
                scalars.append(scalar)
            } else if scalar.properties.generalCategory != .format {
                scalars.append(" ")
            }
        }
        return String(scalars)
    }

    /// The text on one line, without blanks around it.
    static func trimmed(_ value: String) -> String {
        let text = Self.text(value).drop { $0 == " " }
        return String(text.prefix(text.count - text.reversed().prefix { $0 == " " }.count))
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if (0x20..<0x7f).contains(scalar.value) { return true }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return false
        // Joiners belong to letters of some scripts; the others of this kind turn the direction of what follows.
        case .format: return scalar.value == 0x200c || scalar.value == 0x200d
        default: return true
        }
    }
}
