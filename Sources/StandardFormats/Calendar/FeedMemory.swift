import CivilCalendar
import SecureHash

/// What the feed that stands there says: the memory of what was told, event by event.
///
/// It is read in pieces of any size. What it keeps of an event fits in a few dozen bytes, however long its texts are.
public struct FeedMemory: Sendable {
    /// What is kept of an event.
    struct Entry {
        let day: CivilDate
        let stamped: CivilDate
        let sequence: Int
        let isCancelled: Bool
        let content: UInt64
    }

    private var entries: [FeedUID: Entry] = [:]
    private var reader = FeedReader()
    /// What the feed calls itself, escaped.
    var title: String { reader.title ?? "CNS follow-up" }

    /// The memory of a feed that was never written.
    public init() {}

    /// Takes the next piece of the feed.
    public mutating func take(_ piece: UnsafeRawBufferPointer) throws(FeedFault) {
        for byte in piece {
            guard let line = try reader.line(endedBy: byte) else { continue }
            try keep(line)
        }
    }

    /// Ends the reading: no piece follows.
    public mutating func end() throws(FeedFault) {
        if let line = reader.lastLine() { try keep(line) }
        try reader.checkEnd()
    }

    private mutating func keep(_ line: [UInt8]) throws(FeedFault) {
        if let (uid, entry) = try reader.event(endedBy: line) { entries[uid] = entry }
    }

    /// Forgets an event, and says what was kept of it.
    mutating func forget(_ uid: FeedUID) -> Entry? { entries.removeValue(forKey: uid) }

    /// What nobody forgot, in an order that is always the same.
    var rest: [(FeedUID, Entry)] {
        entries.sorted { ($0.value.day, $0.key.text) < ($1.value.day, $1.key.text) }.map { ($0.key, $0.value) }
    }

    /// The digest by which a changed content is known.
    static func digest(of content: [UInt8]) -> UInt64 {
        SHA256.digest(of: content).bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
