import Glibc
import JSONText
import RosterModel

/// Reads the records of a file, one at a time.
protocol RecordScanner {
    /// The text of the current record.
    var text: [UInt8] { get }
    /// The number of bytes read.
    var byteCount: Int { get }
    /// The hash of the bytes read.
    var contentHash: UInt64 { get }
    /// Returns the next record; nil at the end.
    mutating func next() throws(FileFault) -> RecordText?
    /// Returns the fault of the file as a whole, once all records have been read.
    func faultAtEnd(_ file: RosterFile) -> FileFault?
}

/// The text of one record of a file: a line of NDJSON, an entry of a bundle, a document.
struct RecordText {
    /// What the bytes are.
    enum Shape {
        /// A resource.
        case resource
        /// An element of `Bundle.entry`.
        case entry
        /// A document that is not a bundle, or a bundle without its entries.
        case document
    }

    let shape: Shape
    /// The line on which it begins; the first line is 1.
    let line: Int
    /// Whether it exceeds the size limit; its text is then only its two ends.
    let isTooLarge: Bool
}

/// Reads the lines of an NDJSON file, one at a time.
struct LineScanner<Source: ByteSource>: RecordScanner {
    private(set) var feed: ByteFeed<Source>
    private var cutter: LineCutter
    private var line = 0
    // A line without a line ending.
    private var last: (line: Int, isWhole: Bool)?

    init(_ source: Source, limits: FHIRLimits) {
        feed = ByteFeed(source, block: limits.block)
        cutter = LineCutter(limit: limits.resource)
    }

    /// The text of the current record.
    var text: [UInt8] { cutter.line.text }
    var byteCount: Int { feed.byteCount }
    var contentHash: UInt64 { feed.contentHash.value }

    /// Returns the next non-blank line; nil at the end.
    mutating func next() throws(FileFault) -> RecordText? {
        while try Self.cut(&feed, &cutter) {
            line += 1
            if cutter.line.isTooLarge { return RecordText(shape: .resource, line: line, isTooLarge: true) }
            if line == 1 { cutter.dropByteOrderMark() }
            if !cutter.isEnded { noteLast() }
            if !cutter.line.isBlank { return RecordText(shape: .resource, line: line, isTooLarge: false) }
        }
        return nil
    }

    /// Reports a last line without line ending that stops inside a value: the export was truncated, and later patients
    /// are missing.
    func faultAtEnd(_ file: RosterFile) -> FileFault? {
        guard let last, !last.isWhole else { return nil }
        return .cutShort(file, line: last.line)
    }

    private mutating func noteLast() {
        var isWhole = true
        do throws(JSONParseError) {
            _ = try JSONParser().parse(cutter.line.text)
        } catch {
            isWhole = error.fault != .unexpectedEnd || cutter.line.isBlank
        }
        last = (line, isWhole)
    }

    private static func cut(_ feed: inout ByteFeed<Source>, _ cutter: inout LineCutter) throws(FileFault) -> Bool {
        cutter.begin()
        while !cutter.isEnded {
            guard try feed.fill() else { break }
            feed.take { cutter.consume($0) }
        }
        return cutter.hasBytes
    }
}

/// Collects the bytes of one line.
struct LineCutter {
    private(set) var line: BoundedText
    private(set) var isEnded = false
    private(set) var hasBytes = false

    init(limit: Int) { line = BoundedText(limit: limit) }

    mutating func begin() {
        line.removeAll()
        (isEnded, hasBytes) = (false, false)
    }

    mutating func consume(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        let end = memchr(base, 0x0A, bytes.count)
        let length = end.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? bytes.count
        isEnded = end != nil
        hasBytes = true
        line.append(bytes[..<length])
        return isEnded ? length + 1 : length
    }

    mutating func dropByteOrderMark() { line.dropByteOrderMark() }
}

/// Cuts the entries of a bundle out of the byte stream, and returns the document without them at the end.
struct DocumentScanner<Source: ByteSource>: RecordScanner {
    private(set) var feed: ByteFeed<Source>
    private var cutter: EntryCutter
    private let file: RosterFile
    private var hasGivenDocument = false

    init(_ source: Source, file: RosterFile, limits: FHIRLimits) {
        feed = ByteFeed(source, block: limits.block)
        cutter = EntryCutter(limit: limits.resource)
        self.file = file
    }

    /// The text of the current record.
    var text: [UInt8] { hasGivenDocument ? cutter.document.text : cutter.entry.text }
    var byteCount: Int { feed.byteCount }
    var contentHash: UInt64 { feed.contentHash.value }

    /// Returns the next entry, and finally the document; nil after it.
    mutating func next() throws(FileFault) -> RecordText? {
        if hasGivenDocument { return nil }
        cutter.begin()
        if try Self.cut(&feed, &cutter) {
            return RecordText(shape: .entry, line: cutter.entryLine, isTooLarge: cutter.entry.isTooLarge)
        }
        guard cutter.isAtEnd else { throw .cutShort(file, line: cutter.line) }
        hasGivenDocument = true
        return RecordText(shape: .document, line: 1, isTooLarge: cutter.document.isTooLarge)
    }

    func faultAtEnd(_ file: RosterFile) -> FileFault? { nil }

    private static func cut(_ feed: inout ByteFeed<Source>, _ cutter: inout EntryCutter) throws(FileFault) -> Bool {
        while !cutter.hasEntry {
            guard try feed.fill() else { break }
            feed.take { cutter.consume($0) }
        }
        return cutter.hasEntry
    }
}

/// Cuts the elements of `entry` out of a document as it streams.
///
/// It recognises only strings and brackets; parsing then decides whether the text is JSON.
struct EntryCutter {
    /// The current entry.
    private(set) var entry: BoundedText
    /// The document without its entries.
    private(set) var document: BoundedText
    /// Whether `entry` is complete.
    private(set) var hasEntry = false
    /// The line on which it begins.
    private(set) var entryLine = 1
    /// The current line.
    private(set) var line = 1

    private var depth = 0
    // The depth at which entries stand; nil outside of them.
    private var entriesDepth: Int?
    private var hasBegun = false
    private var isInString = false
    private var isEscaped = false
    // The string last seen directly in the document, as far as it may be the key `entry`.
    private var key: [UInt8] = []
    private var isKeyAhead = false

    private static let entryKey = Array("entry".utf8)
    // The number of byte order mark bytes seen at the start of the document.
    private var markLength = 0
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    init(limit: Int) {
        entry = BoundedText(limit: limit)
        document = BoundedText(limit: limit)
    }

    /// Whether the document has ended.
    var isAtEnd: Bool { hasBegun && depth == 0 && !isInString }

    /// Clears the entry for the next one.
    mutating func begin() {
        entry.removeAll()
        hasEntry = false
    }

    /// Takes bytes up to the end of an entry, and returns how many.
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
            // Between entries there are commas, or garbage that would make an entry of its own.
            if byte == UInt8(ascii: "[") { document.append(byte) }
        } else {
            document.append(byte)
        }
    }
}

/// Reads the bytes of a file in blocks and hashes them.
struct ByteFeed<Source: ByteSource> {
    private let source: Source
    private var buffer: [UInt8]
    private var count = 0
    private var position = 0
    private(set) var byteCount = 0
    private(set) var contentHash = ContentHash()

    init(_ source: Source, block: Int) {
        self.source = source
        buffer = [UInt8](repeating: 0, count: max(block, 1))
    }

    /// Makes sure that unused bytes are available; returns false only at the end of the file.
    mutating func fill() throws(FileFault) -> Bool {
        if position < count { return true }
        var failure: FileFault?
        let (source, offset) = (source, byteCount)
        count = buffer.withUnsafeMutableBytes { bytes in
            do throws(FileFault) {
                return try source.read(at: offset, into: bytes)
            } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw failure }
        position = 0
        byteCount += count
        buffer.withUnsafeBytes { contentHash.add(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        return count > 0
    }

    /// Lends the available bytes; the body returns how many it has used.
    mutating func take(_ body: (UnsafeBufferPointer<UInt8>) -> Int) {
        let start = position
        let end = count
        position += buffer.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<end])) }
    }
}

/// The bytes of one record, cut to the size limit of a resource; of a larger record, its two ends.
///
/// The ends are kept because they name the patient, and a patient must not lose a record in silence.
struct BoundedText {
    private let limit: Int
    private let edge: Int
    private var bytes: [UInt8] = []
    private var tail: [UInt8] = []
    /// Whether there were more bytes than the limit of a resource.
    private(set) var isTooLarge = false

    /// The most that is kept of each end of a record that is too large.
    private static let edge = 1 << 16

    init(limit: Int) {
        self.limit = limit
        edge = min(BoundedText.edge, limit)
    }

    /// The bytes; for a record that is too large both ends, separated by a byte that no JSON contains.
    var text: [UInt8] { isTooLarge ? bytes + [0] + tail.suffix(edge) : bytes }

    var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 20)
        tail = []
        isTooLarge = false
    }

    mutating func append(_ byte: UInt8) {
        if bytes.count < limit, !isTooLarge {
            bytes.append(byte)
        } else {
            overflow()
            tail.append(byte)
            shorten()
        }
    }

    mutating func append(_ more: some RandomAccessCollection<UInt8>) {
        if !isTooLarge, bytes.count + more.count <= limit {
            bytes.append(contentsOf: more)
        } else {
            overflow()
            tail.append(contentsOf: more.suffix(edge))
            shorten()
        }
    }

    mutating func dropByteOrderMark() {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    }

    private mutating func overflow() {
        guard !isTooLarge else { return }
        isTooLarge = true
        tail = Array(bytes.suffix(edge))
        bytes = Array(bytes.prefix(edge))
    }

    private mutating func shorten() {
        if tail.count > 2 * edge { tail.removeFirst(tail.count - edge) }
    }
}

extension FileFault {
    /// Returns the fault for a file that ends before its last record does.
    static func cutShort(_ file: RosterFile, line: Int) -> FileFault {
        FileFault(
            .cutShort, file, row: line, reason: "the file ends in the middle of a record: it was cut short",
            remedy: "export it again, and let exports move finished files into the folder")
    }
}
