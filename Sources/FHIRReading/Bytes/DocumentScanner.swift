import RosterReading

/// The entries of a bundle, cut out while the file passes by, and at its end the document without them.
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

    /// The next entry, at last the document; nil after it.
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
