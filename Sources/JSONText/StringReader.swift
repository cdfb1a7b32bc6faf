/// A quoted string: copied in one piece when it holds no escape, rebuilt otherwise.
enum StringReader {
    private static let quote = UInt8(ascii: "\"")
    private static let escape = UInt8(ascii: "\\")

    /// Reads the string whose opening quotation mark stands at the cursor, and steps past the closing one.
    static func read(_ cursor: inout ByteCursor) throws(JSONParseError) -> String {
        cursor.offset += 1
        let start = cursor.offset
        switch try skipPlain(&cursor) {
        case quote:
            let text = try string(cursor.bytes, start..<cursor.offset)
            cursor.offset += 1
            return text
        default:
            return try readEscaped(&cursor, from: start)
        }
    }

    /// Steps to the next quotation mark or reverse solidus and returns it.
    private static func skipPlain(_ cursor: inout ByteCursor) throws(JSONParseError) -> UInt8 {
        let bytes = cursor.bytes
        var offset = cursor.offset
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == quote || byte == escape || byte < 0x20 { break }
            offset += 1
        }
        cursor.offset = offset
        guard let byte = cursor.current, byte >= 0x20 else { throw cursor.fault(.controlCharacter) }
        return byte
    }

    private static func readEscaped(_ cursor: inout ByteCursor, from start: Int) throws(JSONParseError) -> String {
        var text = try string(cursor.bytes, start..<cursor.offset)
        while true {
            if cursor.take(quote) { return text }
            if cursor.take(escape) {
                text.unicodeScalars.append(try readEscape(&cursor))
            } else {
                let plain = cursor.offset
                _ = try skipPlain(&cursor)
                text += try string(cursor.bytes, plain..<cursor.offset)
            }
        }
    }

    /// Reads what follows a reverse solidus.
    private static func readEscape(_ cursor: inout ByteCursor) throws(JSONParseError) -> Unicode.Scalar {
        let start = cursor.offset - 1
        guard let byte = cursor.current else { throw cursor.fault(.unknownEscape) }
        cursor.offset += 1
        switch byte {
        case quote, escape, UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try readScalar(&cursor, from: start)
        default: throw JSONParseError(.unknownEscape, at: start)
        }
    }

    /// Reads the digits of a `\u` escape, and of the second one where the first is a high surrogate.
    private static func readScalar(
        _ cursor: inout ByteCursor, from start: Int
    ) throws(JSONParseError) -> Unicode.Scalar {
        let first = try readUnit(&cursor)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), cursor.take(escape), cursor.take(UInt8(ascii: "u")) else {
            throw cursor.isAtEnd ? cursor.fault(.loneSurrogate) : JSONParseError(.loneSurrogate, at: start)
        }
        let second = try readUnit(&cursor)
        guard UTF16.isTrailSurrogate(second) else { throw JSONParseError(.loneSurrogate, at: start) }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private static func readUnit(_ cursor: inout ByteCursor) throws(JSONParseError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = cursor.current, let digit = hexadecimal(byte) else {
                throw cursor.fault(.malformedUnicodeEscape)
            }
            unit = unit << 4 | digit
            cursor.offset += 1
        }
        return unit
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// The string in a range of the document, whose bytes are checked here and nowhere else.
    private static func string(
        _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>
    ) throws(JSONParseError) -> String {
        let piece = UnsafeRawBufferPointer(rebasing: bytes[range])
        // Nearly all text is ASCII, which the library copies far faster where it is not asked to validate.
        if piece.allSatisfy({ $0 < 0x80 }) { return String(decoding: piece, as: UTF8.self) }
        if let text = String(validating: piece, as: UTF8.self) { return text }
        throw JSONParseError(.invalidUTF8, at: range.lowerBound + offsetOfFault(in: piece))
    }

    private static func offsetOfFault(in piece: UnsafeRawBufferPointer) -> Int {
        do {
            _ = try UTF8Span(validating: piece.bindMemory(to: UInt8.self).span)
            return 0
        } catch {
            return error.byteOffsets.lowerBound
        }
    }
}
