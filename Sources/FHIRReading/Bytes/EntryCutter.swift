/// Cuts the elements of `entry` out of a document that passes by.
///
/// It knows only strings and brackets: whether what it cuts out is JSON is found when that is parsed.
struct EntryCutter {
    /// The current entry.
    private(set) var entry: BoundedText
    /// The document without its entries.
    private(set) var document: BoundedText
    /// Whether `entry` is whole.
    private(set) var hasEntry = false
    /// The line on which it begins.
    private(set) var entryLine = 1
    /// The current line.
    private(set) var line = 1

    private var depth = 0
    // The depth inside which entries stand; nil outside of them.
    private var entriesDepth: Int?
    private var hasBegun = false
    private var isInString = false
    private var isEscaped = false
    // The string last seen directly inside the document, as far as it may be the key `entry`.
    private var key: [UInt8] = []
    private var isKeyAhead = false

    private static let entryKey = Array("entry".utf8)
    // How much of a byte order mark the document has begun with.
    private var markLength = 0
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    init(limit: Int) {
        entry = BoundedText(limit: limit)
        document = BoundedText(limit: limit)
    }

    /// Whether the document has ended.
    var isAtEnd: Bool { hasBegun && depth == 0 && !isInString }

    /// Makes room for the next entry.
    mutating func begin() {
        entry.removeAll()
        hasEntry = false
    }

    /// Takes bytes up to the end of an entry; tells how many.
    mutating func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        for index in bytes.indices {
            if !hasBegun, markLength < 3, bytes[index] == EntryCutter.byteOrderMark[markLength] {
                markLength += 1
                continue
            }
            pass(bytes[index])
            if hasEntry { return index + 1 }
        }
        return bytes.count
    }

    private var isInsideEntry: Bool { entriesDepth.map { depth > $0 } ?? false }

    private mutating func pass(_ byte: UInt8) {
        if byte == 0x0A { line += 1 }
        let wasInsideEntry = isInsideEntry
        if isInString {
            passInString(byte)
        } else {
            switch byte {
            case UInt8(ascii: "\""):
                isInString = true
                if depth == 1 { key = [] }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                open(byte)
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                close()
            case UInt8(ascii: ":"):
                isKeyAhead = depth == 1 && key == EntryCutter.entryKey
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
                break
            default:
                isKeyAhead = false
                hasBegun = true
            }
        }
        keep(byte, inEntry: wasInsideEntry || isInsideEntry)
    }

    private mutating func passInString(_ byte: UInt8) {
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            isInString = false
            return
        }
        if depth == 1, key.count <= EntryCutter.entryKey.count { key.append(byte) }
    }

    private mutating func open(_ byte: UInt8) {
        hasBegun = true
        depth += 1
        if isKeyAhead, byte == UInt8(ascii: "["), depth == 2 { entriesDepth = depth }
        isKeyAhead = false
        if let entriesDepth, depth == entriesDepth + 1 { entryLine = line }
    }

    private mutating func close() {
        depth = max(depth - 1, 0)
        guard let entriesDepth else { return }
        if depth == entriesDepth { hasEntry = true }
        if depth < entriesDepth { self.entriesDepth = nil }
    }

    private mutating func keep(_ byte: UInt8, inEntry: Bool) {
        if inEntry {
            entry.append(byte)
        } else if entriesDepth != nil, depth > 1 {
            // What stands between entries is commas, or garbage that would make an entry of its own.
            if byte == UInt8(ascii: "[") { document.append(byte) }
        } else {
            document.append(byte)
        }
    }
}
