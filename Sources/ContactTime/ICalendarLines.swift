/// Unfolds the lines of an iCalendar file (RFC 5545, section 3.1), byte by byte: a line that begins with a space or a
/// tab continues the one before it. Lines end with CR LF or with LF alone; empty lines are skipped.
public struct LineUnfolder: Sendable {
    /// A line with its continuations.
    public struct Line: Sendable {
        /// The number of its first line in the file, from 1.
        public let number: Int
        /// The content, without line ends and the blanks that mark continuations; of a line that is too long, the
        /// beginning.
        public fileprivate(set) var bytes: [UInt8]
        /// Whether it is longer than the limit.
        public fileprivate(set) var isTooLong = false
    }

    private let limit: Int
    private var number = 0
    private var physical: [UInt8] = []
    private var unfolded: Line?

    /// Creates an unfolder for lines of at most `limit` bytes, continuations included.
    public init(limit: Int) { self.limit = limit }

    /// Whether the bytes so far end within a line.
    public var isWithinLine: Bool { !physical.isEmpty }

    /// Takes a byte; returns the previous line once it is known to be complete.
    public mutating func take(_ byte: UInt8) -> Line? {
        guard byte == UInt8(ascii: "\n") else {
            // Bytes beyond the limit and the line end are skipped, not stored.
            if physical.count <= limit + 1 { physical.append(byte) }
            return nil
        }
        return endLine()
    }

    /// Ends the input; call it until it returns nil.
    public mutating func end() -> Line? {
        if isWithinLine, let line = endLine() { return line }
        defer { unfolded = nil }
        return unfoldedLine
    }

    private mutating func endLine() -> Line? {
        number += 1
        if physical.last == UInt8(ascii: "\r") { physical.removeLast() }
        defer { physical.removeAll(keepingCapacity: true) }
        if unfolded != nil, physical.first == UInt8(ascii: " ") || physical.first == UInt8(ascii: "\t") {
            unfolded?.bytes += physical.dropFirst()
            unfolded?.cut(to: limit)
            return nil
        }
        defer {
            unfolded = Line(number: number, bytes: physical)
            unfolded?.cut(to: limit)
        }
        return unfoldedLine
    }

    private var unfoldedLine: Line? { unfolded.flatMap { $0.bytes.isEmpty ? nil : $0 } }
}

extension LineUnfolder.Line {
    fileprivate mutating func cut(to limit: Int) {
        guard bytes.count > limit else { return }
        isTooLong = true
        bytes.removeLast(bytes.count - limit)
    }
}

/// The properties of an iCalendar file.
struct ContentLines: Sequence, IteratorProtocol {
    /// The longest line in bytes, continuations included.
    static let lineLimit = 8192

    /// A line, or the problem at its line number.
    enum Element {
        case line(ContentLine)
        case fault(HolidayProblem, line: Int)
    }

    private var rest: ArraySlice<UInt8>
    private var unfolder = LineUnfolder(limit: ContentLines.lineLimit)

    init(_ bytes: [UInt8]) {
        // A byte order mark is ignored.
        rest = bytes.dropFirst(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    }

    mutating func next() -> Element? {
        while let byte = rest.popFirst() {
            if let line = unfolder.take(byte) { return ContentLines.element(line) }
        }
        return unfolder.end().map(ContentLines.element)
    }

    private static func element(_ line: LineUnfolder.Line) -> Element {
        if line.isTooLong { return .fault(.lineTooLong(limit: lineLimit), line: line.number) }
        return ContentLine(number: line.number, bytes: line.bytes).map(Element.line)
            ?? .fault(.notProperty, line: line.number)
    }
}

/// A line of an iCalendar file, unfolded: `NAME;PARAMETERS:VALUE`.
struct ContentLine: Equatable {
    /// The number of its first line, from 1.
    let number: Int
    /// The name in capitals.
    let name: String
    /// The text after the first colon that is not within quotes.
    let value: String

    /// Parses a line; nil if no name can be separated from a value.
    init?(number: Int, bytes: [UInt8]) {
        var isQuoted = false
        var nameEnd: Int?
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard !isQuoted else { continue }
            if byte == UInt8(ascii: ";"), nameEnd == nil { nameEnd = index }
            guard byte == UInt8(ascii: ":") else { continue }
            let name = bytes[..<(nameEnd ?? index)]
            guard !name.isEmpty, name.allSatisfy(ContentLine.isOfName) else { return nil }
            self.number = number
            self.name = String(decoding: name, as: UTF8.self).uppercased()
            value = String(decoding: bytes[(index + 1)...], as: UTF8.self)
            return
        }
        return nil
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// The value as a fault may show it: at most 40 characters, with a question mark for each character that is not
    /// plain.
    var excerpt: String { ContentLine.excerpt(of: value) }

    /// Returns part of a value as a fault may show it.
    static func excerpt(of text: some StringProtocol) -> String {
        let shown = text.utf8.prefix(40).map { 0x20...0x7E ~= $0 && $0 != UInt8(ascii: "\"") ? $0 : UInt8(ascii: "?") }
        return String(decoding: shown, as: UTF8.self) + (text.utf8.count > 40 ? "..." : "")
    }
}
