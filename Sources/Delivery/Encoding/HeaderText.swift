import SecureHash

/// A header of a mail whose value is free text (RFC 5322, RFC 2047).
enum HeaderText {
    /// The header with its line end. Whatever the value holds, it adds no further header.
    static func line(_ name: String, _ value: String) -> String {
        let value = SingleLine.trimmed(value)
        let isPlain = value.utf8.allSatisfy { (32...126).contains($0) } && !value.contains("=?")
        if isPlain, name.utf8.count + 2 + value.utf8.count <= 78 { return "\(name): \(value)\r\n" }
        return "\(name): \(words(value, before: name.utf8.count + 2).joined(separator: "\r\n "))\r\n"
    }

    /// The text as encoded words, each with whole characters, on lines of at most 76 characters.
    private static func words(_ value: String, before: Int) -> [String] {
        var words: [String] = []
        var bytes: [UInt8] = []
        func room() -> Int { (76 - (words.isEmpty ? before : 1) - "=?UTF-8?B??=".utf8.count) / 4 * 3 }
        for scalar in value.unicodeScalars {
            let next = Array(String(scalar).utf8)
            if !bytes.isEmpty, bytes.count + next.count > room() {
                words.append("=?UTF-8?B?\(Base64.encoded(bytes))?=")
                bytes = []
            }
            bytes += next
        }
        return words + ["=?UTF-8?B?\(Base64.encoded(bytes))?="]
    }
}
