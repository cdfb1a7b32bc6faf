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
                    // Up to two quotes may stand before the closing ones.
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
            } else if byte < 0x20 || byte == 0x7F, byte != UInt8(ascii: "\t"), !(isLong && isNext("\r\n")) {
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
        text.append(contentsOf: Array(String(Character(scalar)).utf8))
    }
}
