import CivilCalendar

/// A place in the bytes of a TOML file, with the readers of its smallest parts.
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

    func error(_ reason: String) -> TOMLSyntaxError { error(.syntax(reason)) }

    func error(_ fault: ReadingFault) -> TOMLSyntaxError { TOMLSyntaxError(fault: fault, line: line, column: column) }

    mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where offset < bytes.count {
            if bytes[offset] == UInt8(ascii: "\n") {
                line += 1
                lineStart = offset + 1
            }
            offset += 1
        }
    }

    /// Steps over a byte if it is next.
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

    /// Steps over the rest of the line, whatever it holds.
    mutating func skipLine() {
        while let byte = peek, byte != UInt8(ascii: "\n") { advance() }
        advance()
    }

    /// Steps over a comment, up to the end of its line.
    private mutating func skipComment() throws(TOMLSyntaxError) {
        while let byte = peek, byte != UInt8(ascii: "\n"), !isNext("\r\n") {
            guard !TOMLCursor.isForbiddenControl(byte) else { throw error("a control character in a comment") }
            advance()
        }
    }

    /// Whether TOML allows a byte only as the end of a line.
    private static func isForbiddenControl(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != UInt8(ascii: "\t") || byte == 0x7F
    }

    /// Steps over blanks, line ends and comments.
    mutating func skipBlankLines() throws(TOMLSyntaxError) {
        while let byte = peek {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"): advance()
            case UInt8(ascii: "\r") where offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "\n"):
                advance(2)
            case UInt8(ascii: "#"): try skipComment()
            default: return
            }
        }
    }

    /// The end of a line, with or without a comment.
    mutating func endLine() throws(TOMLSyntaxError) {
        skipBlanks()
        if peek == UInt8(ascii: "#") { try skipComment() }
        if isNext("\r\n") { advance() }
        guard peek == nil || peek == UInt8(ascii: "\n") else { throw error("something stands after the value") }
    }

    /// A key, bare or quoted, or several joined by dots.
    mutating func readPath() throws(TOMLSyntaxError) -> [String] {
        var path: [String] = []
        repeat {
            skipBlanks()
            path.append(try readKey())
            skipBlanks()
            guard path.count <= TOMLReader.depthLimit else { throw error(.tooDeep(limit: TOMLReader.depthLimit)) }
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

/// Values: strings, numbers, booleans, dates, arrays and inline tables.
extension TOMLCursor {
    /// Reads a value, recording the lines of its parts.
    mutating func readValue(at place: PositionTree, depth: Int) throws(TOMLSyntaxError) -> TOMLNode {
        guard depth < TOMLReader.depthLimit else { throw error(.tooDeep(limit: TOMLReader.depthLimit)) }
        switch peek {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try readString(allowsLines: true))
        case UInt8(ascii: "["): return try readArray(at: place, depth: depth)
        case UInt8(ascii: "{"): return try readInlineTable(at: place, depth: depth)
        default: return try readScalar()
        }
    }

    private mutating func readArray(at place: PositionTree, depth: Int) throws(TOMLSyntaxError) -> TOMLNode {
        advance()
        var elements: [TOMLNode] = []
        while true {
            try skipBlankLines()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            elements.append(try readValue(at: place.appendElement(line: line), depth: depth + 1))
            try skipBlankLines()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw error("the array is not closed, or a comma is missing") }
            return .array(elements)
        }
    }

    private mutating func readInlineTable(at place: PositionTree, depth: Int) throws(TOMLSyntaxError) -> TOMLNode {
        advance()
        var tree = TOMLTree()
        skipBlanks()
        if take(UInt8(ascii: "}")) { return tree.root }
        while true {
            let path = try readPath()
            try expect(UInt8(ascii: "="), "there is no = after the key")
            var at = place
            for key in path { at = at.child(key, line: line) }
            let value = try readValue(at: at, depth: depth + path.count)
            if let reason = tree.insert(value, at: path, of: []) { throw error(reason) }
            skipBlanks()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw error("the table is not closed, or a comma is missing") }
            return tree.root
        }
    }

    private mutating func readScalar() throws(TOMLSyntaxError) -> TOMLNode {
        let start = self
        var word = readWord()
        // A blank may separate a date from a time.
        if word.count == 10, peek == UInt8(ascii: " "), offset + 1 < bytes.count,
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[offset + 1],
            CivilDate(String(decoding: word, as: UTF8.self)) != nil
        {
            advance()
            word += [UInt8(ascii: "T")] + readWord()
        }
        let text = String(decoding: word, as: UTF8.self)
        guard let node = BareValue.node(of: text) else {
            throw start.error(word.isEmpty ? "there is no value" : "the value is nothing that TOML knows")
        }
        return node
    }

    private mutating func readWord() -> [UInt8] {
        var word: [UInt8] = []
        let ends: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "#")]
        while let byte = peek, byte > 0x20, !ends.contains(byte) {
            word.append(byte)
            advance()
        }
        return word
    }
}

/// Strings: basic and literal, on one line or on several.
extension TOMLCursor {
    mutating func readString(allowsLines: Bool) throws(TOMLSyntaxError) -> String {
        let quote = peek ?? 0
        let isLiteral = quote == UInt8(ascii: "'")
        let isLong = allowsLines && (isLiteral ? isNext("'''") : isNext("\"\"\""))
        advance(isLong ? 3 : 1)
        if isLong, !take(UInt8(ascii: "\n")), isNext("\r\n") { advance(2) }
        var text: [UInt8] = []
        while let byte = peek {
            if byte == quote {
                if !isLong {
                    advance()
                    return String(decoding: text, as: UTF8.self)
                }
                if isLiteral ? isNext("'''") : isNext("\"\"\"") {
                    advance(3)
                    // Up to two quotes may precede the closing ones.
                    for _ in 0..<2 where take(quote) { text.append(quote) }
                    return String(decoding: text, as: UTF8.self)
                }
                text.append(byte)
                advance()
            } else if byte == UInt8(ascii: "\\"), !isLiteral {
                try readEscape(into: &text, isLong: isLong)
            } else if byte == UInt8(ascii: "\n"), isLong {
                text.append(byte)
                advance()
            } else if TOMLCursor.isForbiddenControl(byte), !(isLong && isNext("\r\n")) {
                throw error(byte == UInt8(ascii: "\n") ? "the string is not closed" : "a control character in a string")
            } else {
                text.append(byte)
                advance()
            }
        }
        throw error("the string is not closed")
    }

    private mutating func readEscape(into text: inout [UInt8], isLong: Bool) throws(TOMLSyntaxError) {
        advance()
        guard let byte = peek else { throw error("the string is not closed") }
        switch byte {
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(byte)
        case UInt8(ascii: "u"): return try readScalar(digits: 4, into: &text)
        case UInt8(ascii: "U"): return try readScalar(digits: 8, into: &text)
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            guard isLong else { throw error("there is no such escape") }
            var passedLine = false
            while let blank = peek, [0x20, 0x09, 0x0A, 0x0D].contains(blank) {
                passedLine = passedLine || blank == 0x0A
                advance()
            }
            guard passedLine else { throw error("there is no such escape") }
            return
        default: throw error("there is no such escape")
        }
        advance()
    }

    private mutating func readScalar(digits: Int, into text: inout [UInt8]) throws(TOMLSyntaxError) {
        advance()
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let byte = peek, let digit = Character(UnicodeScalar(byte)).hexDigitValue, byte < 0x80
            else { throw error("the escape has too few digits") }
            value = value << 4 | UInt32(digit)
            advance()
        }
        guard let scalar = Unicode.Scalar(value) else { throw error("the escape is no character") }
        guard value > 0 else { throw error(.namesNull) }
        text.append(contentsOf: Array(String(Character(scalar)).utf8))
    }
}

/// The TOML values without quotes or brackets: booleans, numbers, dates and times.
struct BareValue {
    private var rest: Substring.UTF8View

    /// The value of a text without blanks around it; nil if it is not a TOML value.
    static func node(of text: String) -> TOMLNode? {
        switch text {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "inf", "+inf", "-inf", "nan", "+nan", "-nan": return Double(text).map { .float($0) }
        default: break
        }
        let digits = text.filter { $0 != "_" }
        if has(text, { $0.isInteger() }) { return Int(digits).map { .integer($0) } }
        if has(text, { $0.isFloat() }) { return Double(digits).map { .float($0) } }
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where text.hasPrefix(prefix) {
            guard has(text, { $0.takes(prefix) && $0.takesDigits(radix: radix) }) else { return nil }
            return Int(digits.dropFirst(2), radix: radix).map { .integer($0) }
        }
        if text.utf8.count == 10 { return CivilDate(text).map { .date($0) } }
        if has(text, { $0.isTime() }) { return .time }
        return CivilDate(String(text.prefix(10))) != nil && has(text, { $0.isDateTime() }) ? .dateTime : nil
    }

    private static func has(_ text: String, _ form: (inout BareValue) -> Bool) -> Bool {
        var value = BareValue(rest: text[...].utf8)
        return form(&value) && value.rest.isEmpty
    }

    private mutating func isInteger() -> Bool {
        _ = takes("+") || takes("-")
        // Only the number zero begins with a zero.
        return takes("0") || takesDigits(radix: 10)
    }

    private mutating func isFloat() -> Bool {
        guard isInteger() else { return false }
        if takes("."), !takesDigits(radix: 10) { return false }
        guard takes("e") || takes("E") else { return true }
        _ = takes("+") || takes("-")
        return takesDigits(radix: 10)
    }

    private mutating func isDateTime() -> Bool {
        rest = rest.dropFirst(10)
        guard takes("T") || takes("t") || takes(" "), isTime() else { return false }
        if rest.isEmpty || takes("Z") || takes("z") { return true }
        return (takes("+") || takes("-")) && isHourAndMinute()
    }

    private mutating func isTime() -> Bool {
        guard isHourAndMinute(), takes(":"), takesTwoDigits(atMost: 60) else { return false }
        return takes(".") ? takesDigits(radix: 10) : true
    }

    private mutating func isHourAndMinute() -> Bool {
        takesTwoDigits(atMost: 23) && takes(":") && takesTwoDigits(atMost: 59)
    }

    private mutating func takes(_ text: String) -> Bool {
        guard rest.starts(with: text.utf8) else { return false }
        rest = rest.dropFirst(text.utf8.count)
        return true
    }

    private mutating func takesTwoDigits(atMost limit: Int) -> Bool {
        let digits = String(rest.prefix(2)) ?? ""
        guard digits.utf8.count == 2, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(digits),
            number <= limit
        else { return false }
        rest = rest.dropFirst(2)
        return true
    }

    /// One digit or more, with single underscores between digits.
    private mutating func takesDigits(radix: Int) -> Bool {
        func isDigit(_ byte: UInt8) -> Bool {
            byte < 0x80 && (Character(UnicodeScalar(byte)).hexDigitValue.map { $0 < radix } ?? false)
        }
        guard let first = rest.first, isDigit(first) else { return false }
        rest = rest.dropFirst()
        while let byte = rest.first {
            if isDigit(byte) {
                rest = rest.dropFirst()
            } else if byte == UInt8(ascii: "_"), let next = rest.dropFirst().first, isDigit(next) {
                rest = rest.dropFirst(2)
            } else {
                break
            }
        }
        return true
    }
}

/// Why a text is refused, and where.
struct TOMLSyntaxError: Error {
    let fault: ReadingFault
    /// From 1.
    let line: Int
    /// From 1, in bytes.
    let column: Int

    /// Whether values nest too deeply, rather than being malformed.
    var isDepth: Bool { if case .tooDeep = fault { true } else { false } }
}
