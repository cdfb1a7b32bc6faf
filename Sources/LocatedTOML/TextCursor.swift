/// A place in a text that knows its line.
struct TextCursor {
    let bytes: [UInt8]
    private(set) var index = 0
    /// From 1.
    private(set) var line = 1
    private var lineStart = 0

    /// The start of a text, after a byte order mark if there is one.
    init(_ text: String) {
        bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            index = 3
            lineStart = 3
        }
    }

    /// The byte here; nil at the end of the text.
    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// Whether nothing but a comment is left of the line.
    var isAtEndOfLine: Bool {
        switch peek {
        case nil, UInt8(ascii: "\n"), UInt8(ascii: "#"): true
        case UInt8(ascii: "\r"): startsNewline
        default: false
        }
    }

    /// Whether the same byte stands here three times.
    func startsThree(_ byte: UInt8) -> Bool { bytes[index...].starts(with: [byte, byte, byte]) }

    /// Goes on, at most to the end of the text.
    mutating func advance(by count: Int = 1) {
        for _ in 0..<count where index < bytes.count {
            if bytes[index] == UInt8(ascii: "\n") {
                line += 1
                lineStart = index + 1
            }
            index += 1
        }
    }

    /// Goes on past a byte, if it stands here.
    mutating func takes(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        advance()
        return true
    }

    /// Goes on past spaces and tabs and, if wanted, ends of lines and comments.
    mutating func skipBlank(withNewlines: Bool) {
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\n") where withNewlines: advance()
            case UInt8(ascii: "\r") where withNewlines && startsNewline: advance()
            case UInt8(ascii: "#") where withNewlines: skipToEndOfLine()
            default:
                guard TextCursor.isBlank(byte) else { return }
                advance()
            }
        }
    }

    /// Goes on to the end of the line.
    mutating func skipToEndOfLine() {
        while let byte = peek, byte != UInt8(ascii: "\n") { advance() }
    }

    /// A fault of syntax at this place.
    func failure(_ message: String) -> TOMLParser.Failure { failure(.syntax(message)) }

    /// A fault at this place.
    func failure(_ fault: ReadingFault) -> TOMLParser.Failure {
        TOMLParser.Failure(
            fault: fault, line: line, column: String(decoding: bytes[lineStart..<index], as: UTF8.self).count + 1)
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private var startsNewline: Bool { bytes[index...].starts(with: [UInt8(ascii: "\r"), UInt8(ascii: "\n")]) }
}
