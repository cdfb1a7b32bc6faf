import CivilCalendar
import ControlInterface

/// The work-list as a calendar that others subscribe to (RFC 5545): an event for the day on which an item is due.
///
/// An event that the last feed holds and that is no longer owed is withdrawn: it stands as cancelled for a time, so that
/// whoever imported it takes it out. What has not changed is written as it stood, down to its stamp.
public struct CalendarFeed: Sendable {
    /// Who makes the feeds, as they say themselves.
    static let maker = "-//cnswatch//follow-up//EN"
    /// So long a withdrawn event stands as such.
    static let cancelledFor = Interval(90, .days)

    private let naming: PatientNaming
    /// What it is called, escaped.
    private let title: String
    private var memory: FeedMemory
    private var asOf: CivilDate?
    private var hasEvent = false

    /// A feed that continues another.
    ///
    /// - Parameter clinic: the clinic whose feed it is; nil for one of all clinics.
    public init(clinic: String?, naming: PatientNaming, continuing memory: FeedMemory) {
        self.naming = naming
        title = CalendarLines.escaped(
            clinic.map { "CNS follow-up: " + ($0.isEmpty ? "no clinic" : $0) } ?? "CNS follow-up")
        self.memory = memory
    }

    /// A feed that continues another under the name that it has: whose clinic it was is not known any more.
    public init(continuing memory: FeedMemory, naming: PatientNaming) {
        self.naming = naming
        title = memory.title
        self.memory = memory
    }

    /// The text of these rows, with the calendar's own lines before the first ones. The page says of which day they are.
    public mutating func text(of rows: [ExportRow], on page: ExportPage) -> [UInt8] {
        var lines = CalendarLines()
        if asOf == nil { begin(page, &lines) }
        guard let asOf else { return lines.take() }
        for row in rows {
            guard let event = FeedEvent(row, naming) else { continue }
            hasEvent = true
            let known = memory.forget(event.uid)
            let content = event.content
            var (sequence, stamped) = (0, asOf)
            if let known {
                let isSame = known.content == FeedMemory.digest(of: CalendarFeed.unfolded(content))
                (sequence, stamped) =
                    isSame ? (known.sequence, known.stamped) : (known.sequence + 1, max(asOf, known.stamped))
            }
            CalendarFeed.add(content, sequence: sequence, stamped: stamped, to: &lines)
        }
        return lines.take()
    }

    /// The text that ends the feed: what is withdrawn, and the end of the calendar.
    public mutating func end() -> [UInt8] {
        var lines = CalendarLines()
        guard let asOf else { return [] }
        for (uid, entry) in memory.rest {
            if entry.isCancelled, entry.stamped + CalendarFeed.cancelledFor < asOf { continue }
            hasEvent = true
            CalendarFeed.add(
                FeedEvent.withdrawn(uid, on: entry.day),
                sequence: entry.isCancelled ? entry.sequence : entry.sequence + 1,
                stamped: entry.isCancelled ? entry.stamped : max(asOf, entry.stamped), to: &lines)
        }
        if !hasEvent { CalendarFeed.addZone(to: &lines) }
        lines.add("END", "VCALENDAR")
        return lines.take()
    }

    private mutating func begin(_ page: ExportPage, _ lines: inout CalendarLines) {
        asOf = CivilDate(page.asOf) ?? .earliest
        lines.add("BEGIN", "VCALENDAR")
        lines.add("VERSION", "2.0")
        lines.add("PRODID", CalendarFeed.maker)
        lines.add("CALSCALE", "GREGORIAN")
        lines.add("METHOD", "PUBLISH")
        // Two names each: that of RFC 7986, and the one that programs knew before it.
        lines.add("NAME", title)
        lines.add("X-WR-CALNAME", title)
        let said =
            ["As of \(page.asOf), by protocol \(page.protocol.id) \(page.protocol.version)."]
            + page.notices.map { "! \($0.message)" }
        lines.add("DESCRIPTION", text: said.joined(separator: "\n"))
        lines.add("X-WR-CALDESC", text: said.joined(separator: "\n"))
        lines.add("REFRESH-INTERVAL;VALUE=DURATION", "PT6H")
        lines.add("X-PUBLISHED-TTL", "PT6H")
    }

    private static func add(
        _ content: CalendarLines, sequence: Int, stamped: CivilDate, to lines: inout CalendarLines
    ) {
        lines.add("BEGIN", "VEVENT")
        // The day of the list, not the moment of writing: the same list gives the same bytes.
        lines.add("DTSTAMP", "\(FeedDay.text(stamped))T000000Z")
        lines.add("SEQUENCE", "\(sequence)")
        lines.add(content)
        lines.add("END", "VEVENT")
    }

    /// The standard wants a component in every calendar, also where nothing is owed.
    private static func addZone(to lines: inout CalendarLines) {
        lines.add("BEGIN", "VTIMEZONE")
        lines.add("TZID", "Etc/UTC")
        lines.add("BEGIN", "STANDARD")
        lines.add("DTSTART", "19700101T000000")
        lines.add("TZOFFSETFROM", "+0000")
        lines.add("TZOFFSETTO", "+0000")
        lines.add("END", "STANDARD")
        lines.add("END", "VTIMEZONE")
    }

    /// The content as it is read back: lines put together again, each ended by one line feed.
    private static func unfolded(_ content: CalendarLines) -> [UInt8] {
        var unfolded: [UInt8] = []
        let bytes = content.bytes
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\r") {
                if index + 2 < bytes.count, bytes[index + 2] == UInt8(ascii: " ") {
                    index += 3
                } else {
                    unfolded.append(UInt8(ascii: "\n"))
                    index += 2
                }
            } else {
                unfolded.append(bytes[index])
                index += 1
            }
        }
        return unfolded
    }
}
