/// A place in the bytes of a TOML file, and the smallest parts that can be read there.
struct TOMLCursor {
    let bytes: [UInt8]
    private(set) var offset = 0
    private(set) var line = 1
    private var lineStart = 0

    /// The start of a text, after a byte order mark if there is one.
    init(_ text: String) {
        bytes = Array(text.utf8)
        guard bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
        offset = 3
        lineStart = 3
    }

    var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }
    var column: Int { offset - lineStart + 1 }

    func isNext(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard offset + length <= bytes.count else { return false }
        return (0..<length).allSatisfy { bytes[offset + $0] == text.utf8Start[$0] }
    }

    func error(_ reason: String, isDepth: Bool = false) -> TOMLSyntaxError {
        TOMLSyntaxError(reason, line: line, column: column, isDepth: isDepth)
    }

    mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where offset < bytes.count {
            if bytes[offset] == UInt8(ascii: "\n") {
                line += 1
                lineStart = offset + 1
            }
            offset += 1
        }
    }

    /// Passes a byte if it is next.
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        advance()
        return true
    }

    mutating func skipBlanks() {
        while peek == UInt8(ascii: " ") || peek == UInt8(ascii: "\t") { advance() }
    }

    mutating func expect(_ byte: UInt8, _ otherwise: String) throws(TOMLSyntaxError) {
        skipBlanks()
        guard take(byte) else { throw error(otherwise) }
        skipBlanks()
    }

    mutating func skipLine() {
        skipComment()
        advance()
    }

    /// Passes the rest of the line, but for its end. That TOML forbids control characters there harms nobody.
    private mutating func skipComment() {
        while let byte = peek, byte != UInt8(ascii: "\n") { advance() }
    }

    /// Passes blanks, line ends and comments.
    mutating func skipBlankLines() {
        while let byte = peek {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"): advance()
            case UInt8(ascii: "\r") where offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "\n"):
                advance(2)
            case UInt8(ascii: "#"):
                skipComment()
            default: return
            }
        }
    }

    /// The end of a line, with or without a comment.
    mutating func endLine() throws(TOMLSyntaxError) {
        skipBlanks()
        if peek == UInt8(ascii: "#") { skipComment() }
        if isNext("\r\n") { advance() }
        guard peek == nil || peek == UInt8(ascii: "\n") else { throw error("something stands after the value") }
    }

    /// A key, bare or quoted, or several with dots between.
    mutating func readPath() throws(TOMLSyntaxError) -> [String] {
        var path: [String] = []
        repeat {
            skipBlanks()
            path.append(try readKey())
            skipBlanks()
            guard path.count <= TOMLReader.depthLimit else { throw error("too many dots", isDepth: true) }
        } while take(UInt8(ascii: "."))
        return path
    }

    private mutating func readKey() throws(TOMLSyntaxError) -> String {
        if peek == UInt8(ascii: "\"") || peek == UInt8(ascii: "'") { return try readString(allowsLines: false) }
        let start = offset
        while let byte = peek, TOMLPath.isBare(byte) { advance() }
        guard offset > start else { throw error("there is no key") }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }
}
