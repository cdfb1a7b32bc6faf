/// Reads one JSON document, strictly according to RFC 8259.
///
/// Refused beyond the grammar: strings that are not UTF-8 or contain half of a surrogate pair, objects that repeat a
/// key (keys that Swift considers equal, that is canonically equivalent, count as the same), numbers beyond the range
/// of a double, nesting beyond `maximumDepth`, a byte order mark, and anything but white space after the value.
public struct JSONParser: Sendable {
    /// The default limit for the nesting of a document.
    ///
    /// Source: chosen here. The control interface nests fewer than ten levels, and a hostile document must not be
    /// able to exhaust the stack of the thread that reads it.
    public static let defaultMaximumDepth = 64

    /// The number of arrays and objects that may enclose one another. The depth of a value outside all of them is 0.
    public let maximumDepth: Int

    /// Makes a parser with a limit. Reading recurses once per level, so a limit in the thousands needs a large stack.
    public init(maximumDepth: Int = JSONParser.defaultMaximumDepth) {
        self.maximumDepth = maximumDepth
    }

    /// Reads the document in the bytes.
    ///
    /// - Throws: the first fault, with its byte offset.
    public func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONParseError) -> JSONValue {
        var reader = DocumentReader(cursor: ByteCursor(bytes), depthLeft: maximumDepth)
        return try reader.readDocument()
    }

    /// Reads the document in the bytes.
    ///
    /// - Throws: the first fault, with its byte offset.
    public func parse(_ bytes: Span<UInt8>) throws(JSONParseError) -> JSONValue {
        try bytes.withUnsafeBytes { (buffer) throws(JSONParseError) in try parse(buffer) }
    }

    /// Reads the document in the bytes.
    ///
    /// - Throws: the first fault, with its byte offset.
    public func parse(_ bytes: [UInt8]) throws(JSONParseError) -> JSONValue {
        try parse(bytes.span)
    }

    /// Reads the document in the text; offsets count its UTF-8 bytes.
    ///
    /// - Throws: the first fault, with its byte offset.
    public func parse(_ text: String) throws(JSONParseError) -> JSONValue {
        try parse(text.utf8.span)
    }
}

/// The structure of a document: values, arrays and objects, by recursive descent.
struct DocumentReader {
    var cursor: ByteCursor
    var depthLeft: Int

    /// Up to this number of members a duplicate key is found by linear search; beyond, a set keeps hostile objects
    /// linear.
    private static let walkingLimit = 12

    mutating func readDocument() throws(JSONParseError) -> JSONValue {
        cursor.skipWhiteSpace()
        guard !cursor.isAtEnd else { throw JSONParseError(.empty, at: cursor.offset) }
        let value = try readValue()
        cursor.skipWhiteSpace()
        guard cursor.isAtEnd else { throw cursor.fault(.trailingBytes) }
        return value
    }

    private mutating func readValue() throws(JSONParseError) -> JSONValue {
        guard let byte = cursor.current else { throw cursor.fault(.expectedValue) }
        return switch byte {
        case UInt8(ascii: "\""): .string(try StringReader.read(&cursor))
        case UInt8(ascii: "{"): .object(try readObject())
        case UInt8(ascii: "["): .array(try readArray())
        case UInt8(ascii: "t"): try readLiteral("true", .bool(true))
        case UInt8(ascii: "f"): try readLiteral("false", .bool(false))
        case UInt8(ascii: "n"): try readLiteral("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try NumberReader.read(&cursor)
        default: throw cursor.fault(.expectedValue)
        }
    }

    private mutating func readLiteral(_ name: StaticString, _ value: JSONValue) throws(JSONParseError) -> JSONValue {
        let start = cursor.offset
        for place in 0..<name.utf8CodeUnitCount where !cursor.take(name.utf8Start[place]) {
            throw cursor.isAtEnd ? cursor.fault(.expectedValue) : JSONParseError(.expectedValue, at: start)
        }
        return value
    }

    private mutating func descend() throws(JSONParseError) {
        guard depthLeft > 0 else { throw cursor.fault(.tooDeep) }
        depthLeft -= 1
        cursor.offset += 1
        cursor.skipWhiteSpace()
    }

    private mutating func readArray() throws(JSONParseError) -> [JSONValue] {
        try descend()
        defer { depthLeft += 1 }
        var elements: [JSONValue] = []
        if cursor.take(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try readValue())
            cursor.skipWhiteSpace()
            if cursor.take(UInt8(ascii: "]")) { return elements }
            guard cursor.take(UInt8(ascii: ",")) else { throw cursor.fault(.expectedCommaOrBracket) }
            cursor.skipWhiteSpace()
        }
    }

    private mutating func readObject() throws(JSONParseError) -> JSONObject {
        try descend()
        defer { depthLeft += 1 }
        var members: [JSONObject.Element] = []
        var seen: Set<String> = []
        if cursor.take(UInt8(ascii: "}")) { return JSONObject() }
        while true {
            let start = cursor.offset
            guard cursor.current == UInt8(ascii: "\"") else { throw cursor.fault(.expectedKey) }
            let key = try StringReader.read(&cursor)
            guard isNew(key, among: members, &seen) else { throw JSONParseError(.duplicateKey, at: start) }
            cursor.skipWhiteSpace()
            guard cursor.take(UInt8(ascii: ":")) else { throw cursor.fault(.expectedColon) }
            cursor.skipWhiteSpace()
            members.append((key, try readValue()))
            cursor.skipWhiteSpace()
            if cursor.take(UInt8(ascii: "}")) { return JSONObject(distinct: members) }
            guard cursor.take(UInt8(ascii: ",")) else { throw cursor.fault(.expectedCommaOrBrace) }
            cursor.skipWhiteSpace()
        }
    }

    private func isNew(_ key: String, among members: [JSONObject.Element], _ seen: inout Set<String>) -> Bool {
        guard members.count >= Self.walkingLimit else { return !members.contains { $0.key == key } }
        if seen.isEmpty { seen = Set(members.lazy.map(\.key)) }
        return seen.insert(key).inserted
    }
}

/// A quoted string: copied in one piece if it has no escape, rebuilt otherwise.
enum StringReader {
    private static let quote = UInt8(ascii: "\"")
    private static let escape = UInt8(ascii: "\\")

    /// Reads the string whose opening quotation mark is at the cursor, and steps past the closing one.
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

    /// Reads the digits of a `\u` escape, and of the second one if the first is a high surrogate.
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

    /// The string in a range of the document. This is the only place that checks the bytes for UTF-8.
    private static func string(
        _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>
    ) throws(JSONParseError) -> String {
        let piece = UnsafeRawBufferPointer(rebasing: bytes[range])
        // Nearly all text is ASCII, which the library copies far faster without validation.
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

/// A number: an integer if the text has neither fraction nor exponent and 64 bits hold it, a double otherwise.
enum NumberReader {
    /// Powers of ten that a double holds exactly.
    ///
    /// Multiplying or dividing an integer below 2^53 by one of them rounds once, hence correctly.
    private static let exactPowers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// Reads the number that starts at the cursor and steps past it.
    static func read(_ cursor: inout ByteCursor) throws(JSONParseError) -> JSONValue {
        let start = cursor.offset
        let isNegative = cursor.take(UInt8(ascii: "-"))
        var decimal = Decimal()
        let firstDigit = cursor.offset
        try readDigits(&cursor, into: &decimal)
        guard cursor.offset - firstDigit == 1 || cursor.bytes[firstDigit] != UInt8(ascii: "0") else {
            throw JSONParseError(.leadingZero, at: firstDigit)
        }
        var isInteger = true
        if cursor.take(UInt8(ascii: ".")) {
            isInteger = false
            let point = cursor.offset
            try readDigits(&cursor, into: &decimal)
            decimal.exponent = point - cursor.offset
        }
        if cursor.take(UInt8(ascii: "e")) || cursor.take(UInt8(ascii: "E")) {
            isInteger = false
            let isDivided = cursor.take(UInt8(ascii: "-"))
            if !isDivided { _ = cursor.take(UInt8(ascii: "+")) }
            var power = Decimal()
            try readDigits(&cursor, into: &power)
            decimal.raise(by: power, negated: isDivided)
        }
        if isInteger, let value = decimal.integer(negated: isNegative) { return .integer(value) }
        if let value = exactDouble(decimal) { return .number(isNegative ? -value : value) }
        let text = String(decoding: cursor.bytes[start..<cursor.offset], as: UTF8.self)
        guard let value = Double(text), value.isFinite else { throw JSONParseError(.numberOutOfRange, at: start) }
        return .number(value)
    }

    private static func readDigits(_ cursor: inout ByteCursor, into decimal: inout Decimal) throws(JSONParseError) {
        let start = cursor.offset
        while let byte = cursor.current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
            decimal.append(byte - UInt8(ascii: "0"))
            cursor.offset += 1
        }
        guard cursor.offset > start else { throw cursor.fault(.missingDigit) }
    }

    /// The double of the common short numbers, without an intermediate string; nil for the others.
    private static func exactDouble(_ decimal: Decimal) -> Double? {
        guard decimal.isExact, decimal.mantissa < 1 << 53 else { return nil }
        let mantissa = Double(decimal.mantissa)
        switch decimal.exponent {
        case 0...22: return mantissa * exactPowers[decimal.exponent]
        case -22..<0: return mantissa / exactPowers[-decimal.exponent]
        default: return nil
        }
    }
}

/// A number's digits as read so far: `mantissa` times ten to the power of `exponent`.
struct Decimal {
    private(set) var mantissa: UInt64 = 0
    /// False once a digit no longer fitted; the mantissa is meaningless from then on.
    private(set) var isExact = true
    var exponent = 0

    mutating func append(_ digit: UInt8) {
        guard isExact else { return }
        let (shifted, overflow) = mantissa.multipliedReportingOverflow(by: 10)
        let (sum, carry) = shifted.addingReportingOverflow(UInt64(digit))
        if overflow || carry { isExact = false } else { mantissa = sum }
    }

    /// Adds a written exponent. One too large to add makes the number inexact, which sends it to the slow path.
    mutating func raise(by power: Decimal, negated: Bool) {
        guard power.isExact, power.mantissa < 1_000_000 else {
            isExact = false
            return
        }
        exponent += negated ? -Int(power.mantissa) : Int(power.mantissa)
    }

    /// The digits as a 64-bit integer, or nil if they do not fit.
    func integer(negated: Bool) -> Int64? {
        guard isExact else { return nil }
        if !negated { return Int64(exactly: mantissa) }
        if mantissa == Int64.min.magnitude { return Int64.min }
        return Int64(exactly: mantissa).map { -$0 }
    }
}

/// A place in a document's bytes.
///
/// The pointer is borrowed: a cursor never outlives the `JSONParser` call that made it.
struct ByteCursor {
    let bytes: UnsafeRawBufferPointer
    var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset == bytes.count }

    /// The byte at the cursor; nil at the end.
    var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    mutating func skipWhiteSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    /// Steps over the byte at the cursor if it is the given one.
    mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        offset += 1
        return true
    }

    /// The fault at this place; at the end of the document always `unexpectedEnd`, whatever was expected.
    func fault(_ fault: JSONFault) -> JSONParseError {
        JSONParseError(isAtEnd ? .unexpectedEnd : fault, at: offset)
    }
}

/// A document that is not the JSON this module accepts, with the place of the fault.
public struct JSONParseError: Error, Sendable, Hashable {
    /// The rule that was broken.
    public let fault: JSONFault

    /// The offset of the faulty byte, counted from 0; the length of the document if it ends too early.
    public let offset: Int

    /// An error with its place.
    public init(_ fault: JSONFault, at offset: Int) {
        self.fault = fault
        self.offset = offset
    }
}

extension JSONParseError: CustomStringConvertible {
    /// What is wrong, where, and the fix, in one line. Contains nothing of the document.
    public var description: String {
        let verdict = fault.isChoice ? "JSON that is not accepted here" : "not valid JSON"
        return "\(verdict): \(fault.explanation), at byte \(offset). \(fault.remedy)"
    }
}

/// The ways in which bytes fail to be the JSON this module accepts.
///
/// A fault states a rule and never quotes the document, so its text can be logged whatever the document holds.
public enum JSONFault: Sendable, Hashable, CaseIterable {
    /// The document holds only white space.
    case empty
    /// The document ends inside a value.
    case unexpectedEnd
    /// A value was expected and the byte starts none.
    case expectedValue
    /// A member was expected and the byte is not a quotation mark.
    case expectedKey
    /// A key is not followed by a colon.
    case expectedColon
    /// An element is followed by neither a comma nor the closing bracket.
    case expectedCommaOrBracket
    /// A member is followed by neither a comma nor the closing brace.
    case expectedCommaOrBrace
    /// A number starts with a zero followed by a digit.
    case leadingZero
    /// A number lacks the digit that its sign, point or exponent requires.
    case missingDigit
    /// A number is beyond the range of a double.
    case numberOutOfRange
    /// A string holds an unescaped character below U+0020.
    case controlCharacter
    /// A reverse solidus is followed by a character that does not form an escape.
    case unknownEscape
    /// A `\u` escape lacks its four hexadecimal digits.
    case malformedUnicodeEscape
    /// A `\u` escape is half of a surrogate pair.
    case loneSurrogate
    /// A string holds bytes that are not UTF-8.
    case invalidUTF8
    /// An object has the same key twice.
    case duplicateKey
    /// Arrays and objects nest deeper than the parser allows.
    case tooDeep
    /// The value is followed by something other than white space.
    case trailingBytes

    /// Whether the grammar of RFC 8259 allows the document, and only this module refuses it.
    var isChoice: Bool {
        switch self {
        case .numberOutOfRange, .loneSurrogate, .duplicateKey, .tooDeep: true
        case .empty, .unexpectedEnd, .expectedValue, .expectedKey, .expectedColon, .expectedCommaOrBracket,
            .expectedCommaOrBrace, .leadingZero, .missingDigit, .controlCharacter, .unknownEscape,
            .malformedUnicodeEscape, .invalidUTF8, .trailingBytes:
            false
        }
    }

    /// What is wrong, as a clause without a full stop.
    public var explanation: String {
        switch self {
        case .empty: "the document is empty"
        case .unexpectedEnd: "the document ends inside a value"
        case .expectedValue: "no JSON value starts here"
        case .expectedKey: "an object's member does not start with a quoted key"
        case .expectedColon: "a key is not followed by a colon"
        case .expectedCommaOrBracket: "an array's element is followed by neither ',' nor ']'"
        case .expectedCommaOrBrace: "an object's member is followed by neither ',' nor '}'"
        case .leadingZero: "a number starts with a superfluous zero"
        case .missingDigit: "a number lacks a digit"
        case .numberOutOfRange: "a number is too large for a 64-bit double"
        case .controlCharacter: "a string holds an unescaped control character"
        case .unknownEscape: "a string holds an escape that JSON does not have"
        case .malformedUnicodeEscape: "a \\u escape is not followed by four hexadecimal digits"
        case .loneSurrogate: "a \\u escape names half of a surrogate pair"
        case .invalidUTF8: "a string holds bytes that are not UTF-8"
        case .duplicateKey: "an object names the same key twice"
        case .tooDeep: "arrays and objects nest too deeply"
        case .trailingBytes: "something follows the end of the value"
        }
    }

    /// What the writer of the document can do about it, as a sentence.
    public var remedy: String {
        switch self {
        case .empty: "Send one JSON value."
        case .unexpectedEnd: "Close every string, array and object; check that the document was not cut off."
        case .expectedValue: "Write a string, number, object, array, true, false or null; no comma may end a list."
        case .expectedKey: "Write each key in double quotes, and no comma before the closing brace."
        case .expectedColon: "Put ':' between the key and its value."
        case .expectedCommaOrBracket: "Separate elements with ',' and close the array with ']'."
        case .expectedCommaOrBrace: "Separate members with ',' and close the object with '}'."
        case .leadingZero: "Drop the zero, or write the number as a string."
        case .missingDigit: "Write a digit after the sign, around the point and in the exponent."
        case .numberOutOfRange: "Keep numbers below 1.8e308, or write the number as a string."
        case .controlCharacter: "Escape it, for instance as \\n or \\u0009."
        case .unknownEscape: "Use \\\", \\\\, \\/, \\b, \\f, \\n, \\r, \\t or \\uXXXX."
        case .malformedUnicodeEscape: "Write exactly four of 0-9, a-f, A-F after \\u."
        case .loneSurrogate: "Write both halves, high then low, or the character itself in UTF-8."
        case .invalidUTF8: "Encode the document in UTF-8."
        case .duplicateKey: "Name each key once."
        case .tooDeep: "Flatten the document."
        case .trailingBytes: "Send one value, followed by nothing but white space."
        }
    }
}
