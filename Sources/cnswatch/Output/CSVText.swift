/// Comma-separated values as RFC 4180 has them.
enum CSVText {
    /// A row without its line end; fields are quoted where they must be.
    static func row(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") }

    private static func field(_ raw: String) -> String {
        let text = StandardOutput.isTerminal ? TerminalText.visible(raw) : raw
        let needsQuotes = text.utf8.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r")
        }
        guard needsQuotes else { return text }
        var quoted = "\""
        for character in text.unicodeScalars {
            if character == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(character)
        }
        return quoted + "\""
    }
}
