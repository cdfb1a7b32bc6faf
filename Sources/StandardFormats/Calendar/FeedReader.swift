import CivilCalendar

/// Reads back the feeds of this project, a byte at a time; other calendars it knows by their maker's name, and refuses.
struct FeedReader {
    /// No line of a feed is longer, with those that continue it.
    private static let lineLimit = 16_384

    private var line: [UInt8] = []
    private var pending: [UInt8]?
    private var number = 0
    /// What the calendar calls itself, escaped as it stands there.
    private(set) var title: String?
    private var isOurs = false
    private var isWhole = false
    private var event: Lines?

    /// What was read of the event at hand.
    private struct Lines {
        var uid: FeedUID?
        var day: CivilDate?
        var stamped: CivilDate?
        var sequence: Int?
        var isCancelled = false
        var content: [UInt8] = []
    }

    init() {}

    /// Takes a byte; gives a whole line, with those that continued it, once the next one has begun.
    mutating func line(endedBy byte: UInt8) throws(FeedFault) -> [UInt8]? {
        guard byte == UInt8(ascii: "\n") else {
            line.append(byte)
            if line.count > FeedReader.lineLimit { throw .lineTooLong(line: number + 1) }
            return nil
        }
        number += 1
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        defer { line.removeAll(keepingCapacity: true) }
        if line.first == UInt8(ascii: " "), let begun = pending {
            pending = begun + line.dropFirst()
            if begun.count + line.count > FeedReader.lineLimit { throw .lineTooLong(line: number) }
            return nil
        }
        defer { pending = line }
        return pending
    }

    /// The line that no other one follows.
    mutating func lastLine() -> [UInt8]? {
        defer { pending = nil }
        return pending
    }

    /// Takes a line; gives the event that it ends.
    mutating func event(endedBy line: [UInt8]) throws(FeedFault) -> (FeedUID, FeedMemory.Entry)? {
        if !isOurs {
            // Nothing of a file that is somebody else's is read any further.
            let text = String(decoding: line, as: UTF8.self)
            if text == "PRODID:" + CalendarFeed.maker {
                isOurs = true
            } else if text != "BEGIN:VCALENDAR", text != "VERSION:2.0" {
                throw .foreign(line: max(1, number - 1))
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
            else { throw .unusableEvent(line: number) }
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

    func checkEnd() throws(FeedFault) {
        guard isOurs else { throw .foreign(line: 1) }
        guard isWhole, line.isEmpty else { throw .cutShort }
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
