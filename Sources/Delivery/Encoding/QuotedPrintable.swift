/// Quoted-printable text (RFC 2045, section 6.7): what mail can carry whatever its way, and people can still read.
enum QuotedPrintable {
    private static let hex = Array("0123456789ABCDEF".utf8)

    /// The text with CRLF after each of its lines, none longer than 76 characters.
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
            // One column is kept for the sign that the line goes on.
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
            // Relays take blanks from the end of a line, and some double a dot at its beginning.
            case UInt8(ascii: " "), UInt8(ascii: "\t"): !isLast
            case UInt8(ascii: "."): !isFirst
            default: (33...126).contains(byte)
            }
        return isPlain ? [byte] : [UInt8(ascii: "="), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
    }
}
