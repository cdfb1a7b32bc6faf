import SecureHash

/// A message as a mail: headers, a text part and an equivalent HTML part (RFC 5322, MIME).
struct MailText {
    let text: String

    init(_ message: OutgoingMessage, over channel: MailChannel) {
        let id = WireIdentifier(message.id, allowsDots: true)
        // Quoted-printable text never contains "=_", so no message can end its own part.
        let boundary = "=_\(SHA256.digest(of: Array(message.id.utf8)).digits(32))"
        // These lines hold only values that were checked when the channel was made.
        var headers = "Date: \(UniversalTime(message.at).mailDate)\r\n"
        headers += "From: cnswatch <\(channel.from)>\r\n"
        headers += "To: \(channel.recipients.map(\.description).joined(separator: ",\r\n "))\r\n"
        headers += HeaderText.line("Subject", channel.templates.subject.render(message))
        headers += "Message-ID: <\(id)@\(channel.domain)>\r\n"
        headers += "Auto-Submitted: auto-generated\r\n"
        headers += HeaderText.line("X-Cnswatch-Route", message.route)
        headers += "MIME-Version: 1.0\r\n"
        headers += "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"\r\n"
        text =
            headers + "\r\n" + MailText.part("text/plain", channel.templates.text.render(message), boundary)
            + MailText.part("text/html", channel.templates.html.render(message), boundary) + "--\(boundary)--\r\n"
    }

    private static func part(_ type: String, _ text: String, _ boundary: String) -> String {
        "--\(boundary)\r\nContent-Type: \(type); charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            + QuotedPrintable.encoded(text) + "\r\n"
    }
}

/// A mail header whose value is free text (RFC 5322, RFC 2047).
enum HeaderText {
    /// Returns the header with its line end. Whatever the value holds, it adds no further header.
    static func line(_ name: String, _ value: String) -> String {
        let value = SingleLine.trimmed(value)
        let isPlain = value.utf8.allSatisfy { (32...126).contains($0) } && !value.contains("=?")
        if isPlain, name.utf8.count + 2 + value.utf8.count <= 78 { return "\(name): \(value)\r\n" }
        return "\(name): \(words(value, before: name.utf8.count + 2).joined(separator: "\r\n "))\r\n"
    }

    /// Returns the text as encoded words, each with whole characters, on lines of at most 76 characters.
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

/// Quoted-printable text (RFC 2045, section 6.7), which survives any mail transport and stays readable.
enum QuotedPrintable {
    private static let hex = Array("0123456789ABCDEF".utf8)

    /// Returns the text with CRLF after each of its lines, none longer than 76 characters.
    static func encoded(_ text: String) -> String {
        var encoded: [UInt8] = []
        let lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
        for line in lines.dropLast(text.hasSuffix("\n") ? 1 : 0) {
            add(Array(line), to: &encoded)
            encoded += [13, 10]
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func add(_ line: [UInt8], to encoded: inout [UInt8]) {
        var width = 0
        for (place, byte) in line.enumerated() {
            let isLast = place == line.count - 1
            let piece = piece(byte, isFirst: width == 0, isLast: isLast)
            // One column is reserved for the soft line break.
            if width + piece.count > (isLast ? 76 : 75) {
                encoded += [UInt8(ascii: "="), 13, 10]
                width = 0
            }
            encoded += piece
            width += piece.count
        }
    }

    private static func piece(_ byte: UInt8, isFirst: Bool, isLast: Bool) -> [UInt8] {
        let isPlain =
            switch byte {
            case UInt8(ascii: "="): false
            // Relays strip blanks from the end of a line, and some double a dot at its beginning.
            case UInt8(ascii: " "), UInt8(ascii: "\t"): !isLast
            case UInt8(ascii: "."): !isFirst
            default: (33...126).contains(byte)
            }
        return isPlain ? [byte] : [UInt8(ascii: "="), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
    }
}
