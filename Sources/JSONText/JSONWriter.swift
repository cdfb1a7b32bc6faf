/// Appends JSON text to a growing byte buffer, value by value, without intermediate strings.
///
/// The caller gives the structure: in an object a key before each value, for every `begin` its `end`. The writer adds
/// the separators. Several values may follow one another at the top level; the caller separates them. Only the
/// buffer's growth and doubles that are not whole allocate memory.
public struct JSONWriter: Sendable {
    private var text: TextBuffer
    private var position = WriterPosition.top
    private let isPretty: Bool

    /// The number of open arrays and objects; 0 when every value is complete.
    public private(set) var depth = 0

    /// A writer that appends to the given bytes, by default none.
    public init(style: JSONStyle = .compact, appendingTo bytes: [UInt8] = []) {
        text = TextBuffer(bytes)
        isPretty = style == .pretty
    }

    /// A copy of the text so far, UTF-8.
    public var bytes: [UInt8] { withBytes { Array($0) } }

    /// Passes the text so far, UTF-8, to the body for the length of the call.
    public func withBytes<Outcome>(_ body: (UnsafeRawBufferPointer) throws -> Outcome) rethrows -> Outcome {
        try text.withBytes(body)
    }

    /// The length of the text so far, in bytes.
    public var count: Int { text.count }

    /// Whether every opened array and object is closed again, and no key waits for its value.
    public var isComplete: Bool { depth == 0 && position == .top }

    /// Returns the text, and leaves the writer empty and at the top level.
    public mutating func takeBytes() -> [UInt8] {
        defer { cut(to: 0) }
        return bytes
    }

    /// Discards everything beyond a length, and returns to the top level.
    public mutating func cut(to length: Int) {
        text.cut(to: length)
        depth = 0
        position = .top
    }

    /// Discards everything, and frees the buffer if it is larger than the limit in bytes.
    public mutating func removeAll(keepingRoomUpTo limit: Int) {
        cut(to: 0)
        text.giveBack(beyond: limit)
    }

    /// Returns the text so far and continues within the open arrays and objects: for a document too long to be kept
    /// whole.
    public mutating func drain() -> [UInt8] {
        defer { text.cut(to: 0) }
        return bytes
    }

    /// Reserves room for a number of bytes beyond the present text.
    public mutating func reserve(_ additional: Int) { text.reserve(additional) }

    /// Appends bytes unchanged: a line feed between documents, or a frame's terminator. Top level only.
    public mutating func appendSeparator(_ byte: UInt8) {
        assert(isComplete, "a separator inside a value would make the text malformed")
        text.put(byte)
    }

    // MARK: Structure

    /// Opens an object.
    public mutating func beginObject() { open(UInt8(ascii: "{")) }

    /// Closes the innermost object.
    public mutating func endObject() { close(UInt8(ascii: "}")) }

    /// Opens an array.
    public mutating func beginArray() { open(UInt8(ascii: "[")) }

    /// Closes the innermost array.
    public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Starts a line for the next element of an array, also in the compact style: a reader of lines can stop between
    /// them.
    public mutating func beginLine() {
        separate()
        if !isPretty { text.put(UInt8(ascii: "\n")) }
        position = .keyed
    }

    /// Writes a member's key, known at compile time. It must need no escape: no `"`, `\` or control character.
    public mutating func key(_ name: StaticString) {
        let length = name.utf8CodeUnitCount
        var separators = 0
        if isPretty { separate() } else if position == .followed { separators = 1 }
        text.put(atMost: length + 5) { room in
            // If no comma belongs here, the quotation mark overwrites it.
            room.storeBytes(of: UInt8(ascii: ","), as: UInt8.self)
            let start = room + separators
            start.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
            TextBuffer.copy(name.utf8Start, length, to: start + 1)
            let end = start + 1 + length
            end.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
            end.storeBytes(of: UInt8(ascii: ":"), toByteOffset: 1, as: UInt8.self)
            end.storeBytes(of: UInt8(ascii: " "), toByteOffset: 2, as: UInt8.self)
            return separators + length + (isPretty ? 4 : 3)
        }
        position = .keyed
    }

    /// Writes a member's key, escaped as needed.
    public mutating func key(text name: String) {
        separate()
        StringEscaper.append(name, to: &text)
        text.put(isPretty ? ": " : ":")
        position = .keyed
    }

    /// Writes a member.
    @inlinable
    public mutating func member(_ name: StaticString, _ value: some JSONWritable) {
        key(name)
        value.write(to: &self)
    }

    /// Writes a member unless its value is nil; Varlink and this project omit an absent member.
    @inlinable
    public mutating func memberIfPresent(_ name: StaticString, _ value: (some JSONWritable)?) {
        if let value { member(name, value) }
    }

    // MARK: Values

    /// Writes the literal `null`.
    public mutating func null() { literal("null") }

    /// Writes `true` or `false`.
    public mutating func value(_ value: Bool) { literal(value ? "true" : "false") }

    /// Writes a string, escaping the quotation mark, the reverse solidus and the controls below U+0020, and no more.
    public mutating func value(_ string: String) {
        separate()
        StringEscaper.append(string, to: &text)
        finishValue()
    }

    /// Writes a string given as UTF-8, for callers that hold bytes. The caller guarantees valid UTF-8.
    public mutating func value(utf8 string: UnsafeBufferPointer<UInt8>) {
        separate()
        StringEscaper.append(string, to: &text)
        finishValue()
    }

    /// Writes an integer of any width up to 64 bits.
    @inlinable
    public mutating func value(_ integer: some FixedWidthInteger) {
        value(magnitude: UInt64(integer.magnitude), isNegative: integer < 0)
    }

    /// Writes a number, in the shortest form that reads back as the same double; `null` if it is not finite, since
    /// JSON cannot express that.
    public mutating func value(_ number: Double) {
        guard number.isFinite else { return null() }
        separate()
        DecimalText.append(number, to: &text)
        finishValue()
    }

    // MARK: Parts

    @usableFromInline
    mutating func value(magnitude: UInt64, isNegative: Bool) {
        separate()
        DecimalText.append(magnitude, isNegative: isNegative, to: &text)
        finishValue()
    }

    private mutating func literal(_ word: StaticString) {
        separate()
        text.put(word)
        finishValue()
    }

    private mutating func open(_ byte: UInt8) {
        separate()
        text.put(byte)
        depth += 1
        position = .opened
    }

    private mutating func close(_ byte: UInt8) {
        assert(depth > 0, "an end without a begin")
        assert(position != .keyed, "a key without a value")
        depth -= 1
        if isPretty, position == .followed { startLine() }
        text.put(byte)
        finishValue()
    }

    /// Writes what must precede the next key or value.
    private mutating func separate() {
        switch position {
        case .top, .keyed: return
        case .opened: break
        case .followed: text.put(UInt8(ascii: ","))
        }
        if isPretty { startLine() }
    }

    private mutating func finishValue() {
        position = depth == 0 ? .top : .followed
    }

    private mutating func startLine() {
        text.put(UInt8(ascii: "\n"))
        for _ in 0..<depth { text.put("  ") }
    }
}

/// How a writer lays out its text.
public enum JSONStyle: Sendable, Hashable {
    /// No white space at all, for the wire.
    case compact
    /// One member or element per line, two spaces per level, a space after the colon, for human readers.
    case pretty
}

/// The writer's place in the structure, as far as separators depend on it.
enum WriterPosition: Sendable {
    /// Outside any array or object.
    case top
    /// Behind an opening brace or bracket.
    case opened
    /// Behind a key and its colon.
    case keyed
    /// Behind a value inside an array or object.
    case followed
}

/// A type that can write itself as one JSON value.
public protocol JSONWritable {
    /// Writes exactly one value: an object, an array or a scalar.
    func write(to writer: inout JSONWriter)
}

extension String: JSONWritable {
    /// Writes the text as a string.
    @inlinable
    public func write(to writer: inout JSONWriter) { writer.value(self) }
}

extension Bool: JSONWritable {
    /// Writes `true` or `false`.
    @inlinable
    public func write(to writer: inout JSONWriter) { writer.value(self) }
}

extension Int: JSONWritable {
    /// Writes the integer.
    @inlinable
    public func write(to writer: inout JSONWriter) { writer.value(self) }
}

extension Int32: JSONWritable {
    /// Writes the integer.
    @inlinable
    public func write(to writer: inout JSONWriter) { writer.value(self) }
}

extension Int64: JSONWritable {
    /// Writes the integer.
    @inlinable
    public func write(to writer: inout JSONWriter) { writer.value(self) }
}

extension UInt32: JSONWritable {
    /// Writes the integer.
    @inlinable
    public func write(to writer: inout JSONWriter) { writer.value(self) }
}

extension Double: JSONWritable {
    /// Writes the number, or `null` if it is not finite.
    @inlinable
    public func write(to writer: inout JSONWriter) { writer.value(self) }
}

extension Optional: JSONWritable where Wrapped: JSONWritable {
    /// Writes the value, or `null` for nil.
    @inlinable
    public func write(to writer: inout JSONWriter) {
        switch self {
        case .some(let value): value.write(to: &writer)
        case .none: writer.null()
        }
    }
}

extension Array: JSONWritable where Element: JSONWritable {
    /// Writes the elements, in order, as an array.
    @inlinable
    public func write(to writer: inout JSONWriter) {
        writer.beginArray()
        for element in self { element.write(to: &writer) }
        writer.endArray()
    }
}

/// Quotes a string as JSON, copying runs that need no escape in one piece.
enum StringEscaper {
    private static let quote = UInt8(ascii: "\"")
    private static let solidus = UInt8(ascii: "\\")

    static func append(_ string: String, to text: inout TextBuffer) {
        let appended: Void? = string.utf8.withContiguousStorageIfAvailable { append($0, to: &text) }
        guard appended == nil else { return }
        var contiguous = string
        contiguous.withUTF8 { append($0, to: &text) }
    }

    static func append(_ string: UnsafeBufferPointer<UInt8>, to text: inout TextBuffer) {
        let plain = plainLength(of: string)
        if plain == string.count {
            text.put(atMost: plain + 2) { room in
                room.storeBytes(of: quote, as: UInt8.self)
                if let start = string.baseAddress { TextBuffer.copy(start, plain, to: room + 1) }
                room.storeBytes(of: quote, toByteOffset: plain + 1, as: UInt8.self)
                return plain + 2
            }
            return
        }
        text.put(quote)
        var rest = string
        while true {
            let plain = plainLength(of: rest)
            text.put(UnsafeBufferPointer(rebasing: rest[..<plain]))
            if plain == rest.count { break }
            escape(rest[plain], to: &text)
            rest = UnsafeBufferPointer(rebasing: rest[(plain + 1)...])
        }
        text.put(quote)
    }

    /// The number of bytes at the beginning that need no escape: all but the controls below U+0020, the quotation
    /// mark and the reverse solidus. Tests eight at once.
    private static func plainLength(of string: UnsafeBufferPointer<UInt8>) -> Int {
        let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        let count = string.count
        var place = 0
        if let start = string.baseAddress.map({ UnsafeRawPointer($0) }) {
            while place &+ 8 <= count {
                let word = start.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
                let (quotes, soliduses) = (word ^ ones &* UInt64(quote), word ^ ones &* UInt64(solidus))
                // A byte sets its top bit if subtracting borrows; the byte behind such a byte may set it wrongly.
                let controls = (word &- ones &* 0x20) & ~word
                let marks = (quotes &- ones) & ~quotes | (soliduses &- ones) & ~soliduses
                let found = (controls | marks) & tops
                if found != 0 { return place &+ found.trailingZeroBitCount &>> 3 }
                place &+= 8
            }
        }
        while place < count {
            let byte = string[place]
            if byte < 0x20 || byte == quote || byte == solidus { return place }
            place &+= 1
        }
        return count
    }

    private static func escape(_ byte: UInt8, to text: inout TextBuffer) {
        text.put(solidus)
        switch byte {
        case quote, solidus: text.put(byte)
        case 0x08: text.put(UInt8(ascii: "b"))
        case 0x09: text.put(UInt8(ascii: "t"))
        case 0x0A: text.put(UInt8(ascii: "n"))
        case 0x0C: text.put(UInt8(ascii: "f"))
        case 0x0D: text.put(UInt8(ascii: "r"))
        default:
            text.put("u00")
            text.put(hexadecimal(byte >> 4))
            text.put(hexadecimal(byte & 0xF))
        }
    }

    private static func hexadecimal(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }
}

/// Numbers as decimal text.
enum DecimalText {
    /// Whole doubles below this are written as an integer, without an intermediate string.
    ///
    /// Below 2^53 every whole double is exact, and Swift writes it without an exponent too.
    private static let wholeLimit = 0x1p53

    /// The digits of the largest 64-bit magnitude.
    private static let longest = 20

    static func append(_ magnitude: UInt64, isNegative: Bool, to text: inout TextBuffer) {
        if isNegative { text.put(UInt8(ascii: "-")) }
        guard magnitude >= 10 else { return text.put(UInt8(ascii: "0") + UInt8(magnitude)) }
        var length = 0
        var rest = magnitude
        while rest > 0 {
            length += 1
            rest /= 10
        }
        text.put(atMost: longest) { digits in
            rest = magnitude
            for place in stride(from: length - 1, through: 0, by: -1) {
                digits.storeBytes(of: UInt8(ascii: "0") + UInt8(rest % 10), toByteOffset: place, as: UInt8.self)
                rest /= 10
            }
            return length
        }
    }

    /// Appends a finite double in the shortest form that reads back as the same.
    static func append(_ number: Double, to text: inout TextBuffer) {
        if number.magnitude < wholeLimit, number == number.rounded(.towardZero) {
            append(UInt64(number.magnitude), isNegative: number.sign == .minus, to: &text)
            text.put(".0")
        } else {
            var digits = number.description
            digits.withUTF8 { text.put($0) }
        }
    }
}
