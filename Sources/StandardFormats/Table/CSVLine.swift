/// A row of comma-separated values as RFC 4180 has them, safe to open in a spreadsheet.
///
/// A text that a spreadsheet would run as a formula is quoted and begins with an apostrophe, by which spreadsheets know
/// plain text. A number below zero is no formula. Who wants the text as it is asks for JSON.
public enum CSVLine {
    /// A row without its line end; fields are quoted where they must be.
    ///
    /// - Parameter shown: what becomes of a text before it is written, such as its control characters made visible. Whether
    ///   it is a formula is judged before that.
    public static func text(_ fields: [String], shown: (String) -> String = { $0 }) -> String {
        fields.map { field($0, shown) }.joined(separator: ",")
    }

    private static func field(_ raw: String, _ shown: (String) -> String) -> String {
        let isFormula = raw.unicodeScalars.first.map(startsFormula) == true && !isBelowZero(raw)
        let text = shown(raw)
        let needsQuotes = text.utf8.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r")
        }
        guard needsQuotes || isFormula else { return text }
        var quoted = isFormula ? "\"'" : "\""
        for character in text.unicodeScalars {
            if character == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(character)
        }
        return quoted + "\""
    }

    private static func isBelowZero(_ text: String) -> Bool {
        text.utf8.count > 1 && text.first == "-" && text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Whether a spreadsheet may take a text that begins so for a formula; in some languages the wide forms count too.
    private static func startsFormula(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }
}
