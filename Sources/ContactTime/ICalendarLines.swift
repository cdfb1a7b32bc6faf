/// The lines of an iCalendar file, unfolded: a line that begins with a blank or a tab continues the one before it.
struct ContentLines: Sequence, IteratorProtocol {
    /// No line is longer, with those that continue it.
    static let lineLimit = 8192

    /// A line, or what is wrong with it at its number.
    enum Element {
        case line(ContentLine)
        case fault(HolidayProblem, line: Int)
    }

    private let bytes: [UInt8]
    private var position: Int
    private var number = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // A byte order mark says nothing that matters here.
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    mutating func next() -> Element? {
        while position < bytes.count {
            var unfolded = Array(takeLine())
            let first = number
            while position < bytes.count, bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: "\t")
            {
                let continued = takeLine().dropFirst()
                // What is beyond the limit is passed over, and not gathered.
                if unfolded.count <= ContentLines.lineLimit { unfolded += continued }
            }
            guard !unfolded.isEmpty else { continue }
            guard unfolded.count <= ContentLines.lineLimit else {
                return .fault(.lineTooLong(limit: ContentLines.lineLimit), line: first)
            }
            return ContentLine(number: first, bytes: unfolded).map(Element.line) ?? .fault(.notProperty, line: first)
        }
        return nil
    }

    /// The next line of the file without its end, be that CR LF or LF alone.
    private mutating func takeLine() -> ArraySlice<UInt8> {
        let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        let line = bytes[position..<end]
        position = end + 1
        number += 1
        return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }
}

/// A line of an iCalendar file, with those that continue it: `NAME;PARAMETERS:VALUE`.
struct ContentLine: Equatable {
    /// The number of its first line, from 1.
    let number: Int
    /// The name in capitals.
    let name: String
    /// What stands behind the first colon that is not within quotes.
    let value: String

    /// A line in which no name can be told from a value is nil.
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

    /// The value as a fault may show it: at most 40 characters, and a question mark for all that is no plain character.
    var excerpt: String { ContentLine.excerpt(of: value) }

    /// A part of a value as a fault may show it.
    static func excerpt(of text: some StringProtocol) -> String {
        let shown = text.utf8.prefix(40).map { 0x20...0x7E ~= $0 && $0 != UInt8(ascii: "\"") ? $0 : UInt8(ascii: "?") }
        return String(decoding: shown, as: UTF8.self) + (text.utf8.count > 40 ? "..." : "")
    }
}
