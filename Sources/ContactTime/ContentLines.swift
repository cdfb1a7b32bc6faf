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
