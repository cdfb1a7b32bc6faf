/// Text from a file made fit to be shown: short, on one line, nothing invisible.
package enum ShownText {
    /// The text of the bytes, cut to 40 characters, with everything that is not plainly visible written as `\u{...}`.
    static func of(_ bytes: FieldBytes) -> String {
        of(FieldBytes(start: bytes.start, count: min(bytes.count, 256)).text)
    }

    /// The text, cut to that many characters, with everything that is not plainly visible written as `\u{...}`.
    package static func of(_ text: String, upTo limit: Int = 40) -> String {
        var shown = ""
        var length = 0
        for scalar in text.unicodeScalars {
            guard length < limit else { return shown + "…" }
            length += 1
            if isVisible(scalar) {
                shown.unicodeScalars.append(scalar)
            } else {
                shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            }
        }
        return shown
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        case .spaceSeparator: scalar == " "
        default: true
        }
    }
}
