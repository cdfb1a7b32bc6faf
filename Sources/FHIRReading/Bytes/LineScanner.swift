import JSONText
import RosterReading

/// The lines of an NDJSON file, one at a time.
struct LineScanner<Source: ByteSource>: RecordScanner {
    private(set) var feed: ByteFeed<Source>
    private var cutter: LineCutter
    private var line = 0
    // A line without its end.
    private var last: (line: Int, isWhole: Bool)?

    init(_ source: Source, limits: FHIRLimits) {
        feed = ByteFeed(source, block: limits.block)
        cutter = LineCutter(limit: limits.resource)
    }

    /// The text of the current record.
    var text: [UInt8] { cutter.line.text }
    var byteCount: Int { feed.byteCount }
    var contentHash: UInt64 { feed.contentHash.value }

    /// The next line that is not blank; nil at the end.
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

    /// A last line without its end that ends inside a value: the export was cut short, and whoever came after is missing.
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
