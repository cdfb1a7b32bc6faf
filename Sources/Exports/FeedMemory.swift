import CivilCalendar
import ContactTime
import SecureHash

/// The content of the existing feed: what subscribers have received, event by event.
///
/// It is read in pieces of any size. An event takes a few dozen bytes of memory, however long its texts are.
public struct FeedMemory: Sendable {
    /// The stored data of an event.
    struct Entry {
        let day: CivilDate
        let stamped: CivilDate
        let sequence: Int
        let isCancelled: Bool
        let content: UInt64
    }

    private var entries: [FeedUID: Entry] = [:]
    private var lines = LineUnfolder(limit: FeedReader.lineLimit)
    private var reader = FeedReader()
    /// The feed's name, escaped.
    var title: String { reader.title ?? "CNS follow-up" }

    /// The memory of a feed that does not exist yet.
    public init() {}

    /// Takes the next piece of the feed.
    public mutating func take(_ piece: UnsafeRawBufferPointer) throws(FeedFault) {
        for byte in piece {
            if let line = lines.take(byte) { try keep(line) }
        }
    }

    /// Ends the reading: no further piece follows.
    public mutating func end() throws(FeedFault) {
        let isCut = lines.isWithinLine
        while let line = lines.end() { try keep(line) }
        try reader.checkEnd(isCut: isCut)
    }

    private mutating func keep(_ line: LineUnfolder.Line) throws(FeedFault) {
        if let (uid, entry) = try reader.event(endedBy: line) { entries[uid] = entry }
    }

    /// Removes an event, and returns its stored data.
    mutating func forget(_ uid: FeedUID) -> Entry? { entries.removeValue(forKey: uid) }

    /// The events not removed, in a fixed order.
    var rest: [(FeedUID, Entry)] {
        entries.sorted { ($0.value.day, $0.key.text) < ($1.value.day, $1.key.text) }.map { ($0.key, $0.value) }
    }

    /// The digest that shows whether content has changed.
    static func digest(of content: [UInt8]) -> UInt64 {
        SHA256.digest(of: content).bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// Reads this project's feeds, a line at a time; it recognises other calendars by their maker's name, and refuses
/// them.
struct FeedReader {
    /// The longest line of a feed, with its continuation lines.
    static let lineLimit = 16_384

    /// The calendar's name, escaped as in the file.
    private(set) var title: String?
    private var isOurs = false
    private var isWhole = false
    private var event: Lines?

    /// The data read so far of the current event.
    private struct Lines {
        var uid: FeedUID?
        var day: CivilDate?
        var stamped: CivilDate?
        var sequence: Int?
        var isCancelled = false
        var content: [UInt8] = []
    }

    init() {}

    /// Takes a line; returns the event that it ends, or nil.
    mutating func event(endedBy unfolded: LineUnfolder.Line) throws(FeedFault) -> (FeedUID, FeedMemory.Entry)? {
        guard !unfolded.isTooLong else { throw .lineTooLong(line: unfolded.number) }
        let line = unfolded.bytes
        if !isOurs {
            // A file of a different maker is not read any further.
            let text = String(decoding: line, as: UTF8.self)
            if text == "PRODID:" + CalendarFeed.maker {
                isOurs = true
            } else if text != "BEGIN:VCALENDAR", text != "VERSION:2.0" {
                throw .foreign(line: unfolded.number)
            }
            return nil
        }
        switch String(decoding: line.prefix(32), as: UTF8.self) {
        case "BEGIN:VEVENT": event = Lines()
        case "END:VCALENDAR": isWhole = true
        case "END:VEVENT":
            defer { event = nil }
            guard let event, let uid = event.uid, let day = event.day, let stamped = event.stamped,
                let sequence = event.sequence
            else { throw .unusableEvent(line: unfolded.number) }
            return (
                uid,
                FeedMemory.Entry(
                    day: day, stamped: stamped, sequence: sequence, isCancelled: event.isCancelled,
                    content: FeedMemory.digest(of: event.content))
            )
        default:
            if event != nil {
                take(line)
            } else if line.starts(with: "NAME:".utf8) {
                title = String(decoding: line.dropFirst("NAME:".utf8.count), as: UTF8.self)
            }
        }
        return nil
    }

    /// Checks that the calendar is complete and does not stop in the middle of a line.
    func checkEnd(isCut: Bool) throws(FeedFault) {
        guard isOurs else { throw .foreign(line: 1) }
        guard isWhole, !isCut else { throw .cutShort }
    }

    private mutating func take(_ line: [UInt8]) {
        let text = String(decoding: line, as: UTF8.self)
        func value(of name: String) -> String? { text.hasPrefix(name) ? String(text.dropFirst(name.count)) : nil }
        if let stamp = value(of: "DTSTAMP:") {
            event?.stamped = FeedDay.day(stamp.prefix(8))
        } else if let sequence = value(of: "SEQUENCE:") {
            event?.sequence = Int(sequence).flatMap { 0..<Int(Int32.max) ~= $0 ? $0 : nil }
        } else {
            event?.content += line + [UInt8(ascii: "\n")]
            if let uid = value(of: "UID:") { event?.uid = FeedUID(uid) }
            if let day = value(of: "DTSTART;VALUE=DATE:") { event?.day = FeedDay.day(day[...]) }
            if text == "STATUS:CANCELLED" { event?.isCancelled = true }
        }
    }
}

/// Why a file is not a feed that can be continued.
public enum FeedFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file was not written by this project.
    case foreign(line: Int)
    /// The file ends before the calendar does.
    case cutShort
    /// A line is longer than this project writes.
    case lineTooLong(line: Int)
    /// An event lacks a required part, or has it in a different form.
    case unusableEvent(line: Int)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .foreign(let line): "it is no feed of cnswatch (line \(line)); name another file, or move this one away"
        case .cutShort: "it ends in the middle; put a whole copy back, or move it away to begin a new feed"
        case .lineTooLong(let line):
            "line \(line) is longer than any of a feed; put an unchanged copy back, or move it away to begin a new feed"
        case .unusableEvent(let line):
            "the event that ends at line \(line) is not as cnswatch wrote it; put an unchanged copy back, or move it away "
                + "to begin a new feed"
        }
    }
}
