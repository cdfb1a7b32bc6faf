import CivilCalendar
import ControlInterface
import SecureHash

/// The work-list as a calendar for subscription (RFC 5545): an event for the day on which an item is due.
///
/// An event of the last feed that is no longer owed is withdrawn: it stays in the feed as cancelled for a time, so
/// that programs that imported it remove it. An unchanged event is written exactly as before, including its stamp.
public struct CalendarFeed: Sendable {
    /// The PRODID of the feeds.
    static let maker = "-//cnswatch//follow-up//EN"
    /// How long a withdrawn event stays in the feed.
    static let cancelledFor = Interval(90, .days)

    private let naming: PatientNaming
    /// The calendar's name, escaped.
    private let title: String
    private var memory: FeedMemory
    private var asOf: CivilDate?
    private var hasEvent = false

    /// A feed that continues an earlier one.
    ///
    /// - Parameter clinic: the clinic of the feed; nil for a feed of all clinics.
    public init(clinic: String?, naming: PatientNaming, continuing memory: FeedMemory) {
        self.naming = naming
        title = CalendarLines.escaped(
            clinic.map { "CNS follow-up: " + ($0.isEmpty ? "no clinic" : $0) } ?? "CNS follow-up")
        self.memory = memory
    }

    /// A feed that continues an earlier one under its present name: its clinic is no longer known.
    public init(continuing memory: FeedMemory, naming: PatientNaming) {
        self.naming = naming
        title = memory.title
        self.memory = memory
    }

    /// The text of these rows, with the calendar's own lines before the first ones. The page states their day.
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

    /// The text that ends the feed: the withdrawn events, and the end of the calendar.
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
        // Two names each: that of RFC 7986, and the one that older programs use.
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
        // The day of the list, not the time of writing: the same list gives the same bytes.
        lines.add("DTSTAMP", "\(FeedDay.text(stamped))T000000Z")
        lines.add("SEQUENCE", "\(sequence)")
        lines.add(content)
        lines.add("END", "VEVENT")
    }

    /// The standard requires a component in every calendar, even when nothing is owed.
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

    /// The content in the form in which it is read back: folded lines joined, each ended by one line feed.
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

/// An event of a feed: an item on its due date.
struct FeedEvent {
    let uid: FeedUID
    /// All its lines except those that say how often and when it changed.
    let content: CalendarLines

    /// The event of a row; nil if the row's day is invalid, which no service sends.
    init?(_ exported: ExportRow, _ naming: PatientNaming) {
        let row = exported.row
        let item = row.item
        guard let due = CivilDate(item.due) else { return nil }
        uid = FeedUID(exported)
        var lines = CalendarLines()
        FeedEvent.add(uid, on: due, to: &lines)
        let who =
            switch naming {
            case .pseudonyms: exported.pseudonym
            case .recordNumbers:
                [[row.familyName, row.givenName].filter { !$0.isEmpty }.joined(separator: ", "), "(\(row.mrn))"]
                    .filter { !$0.isEmpty }.joined(separator: " ")
            }
        lines.add(
            "SUMMARY", text: item.status == "overdue" ? "OVERDUE \(item.item): \(who)" : "\(item.item) due: \(who)")
        lines.add("DESCRIPTION", text: FeedEvent.description(exported))
        lines.add("CATEGORIES", text: item.urgency)
        lines.add("STATUS", "CONFIRMED")
        lines.add("TRANSP", "TRANSPARENT")
        lines.add("CLASS", "CONFIDENTIAL")
        content = lines
    }

    /// The lines of an event that is no longer owed. They contain nothing about the patient.
    static func withdrawn(_ uid: FeedUID, on day: CivilDate) -> CalendarLines {
        var lines = CalendarLines()
        add(uid, on: day, to: &lines)
        lines.add("SUMMARY", text: "Withdrawn")
        lines.add("STATUS", "CANCELLED")
        lines.add("TRANSP", "TRANSPARENT")
        return lines
    }

    private static func add(_ uid: FeedUID, on day: CivilDate, to lines: inout CalendarLines) {
        lines.add("UID", uid.text)
        lines.add("DTSTART;VALUE=DATE", FeedDay.text(day))
        lines.add("DTEND;VALUE=DATE", FeedDay.text(CivilDate(clampingDaysSinceEpoch: Int(day.daysSinceEpoch) + 1)))
    }

    /// The description of the item; it contains nothing that changes daily, or every day would change the event.
    private static func description(_ exported: ExportRow) -> String {
        let row = exported.row
        let item = row.item
        let lines: [String?] = [
            "Window \(item.earliest) to \(item.latest). Urgency \(item.urgency), rule \(item.rule).",
            item.modality.map { "As \($0)." }, item.booked.map { "Booked for \($0)." },
            item.misses > 0 ? "Appointments missed: \(item.misses)." : nil,
            row.mask.map { "Held back by \($0)\(row.maskUntil.map { " until \($0)" } ?? "")." },
            row.incomplete ? "The patient's data are incomplete." : nil,
            row.absentSince.map { "Not in the export since \($0)." },
            "Why: cnswatch explain \(exported.pseudonym) \(item.item)", "This is no order, and not for emergencies.",
        ]
        return lines.compactMap(\.self).joined(separator: "\n")
    }
}

/// The stable identifier of an event in a feed: one occasion on which a patient is owed an item.
///
/// It is derived from the pseudonym, the item and the base of its dates, so that it does not reveal the patient, and
/// is identical with names and without.
struct FeedUID: Hashable {
    private static let suffix = "@cnswatch"

    private let high: UInt64
    private let low: UInt64

    init(_ row: ExportRow) {
        self.init(
            digits: SHA256.digest(of: "\(row.pseudonym)\n\(row.row.item.item)\n\(row.row.item.anchor)".utf8).digits(32))!
    }

    /// The identifier in a feed; nil if this project does not issue such a text.
    init?(_ text: String) {
        guard text.hasSuffix(FeedUID.suffix) else { return nil }
        self.init(digits: String(text.dropLast(FeedUID.suffix.count)))
    }

    private init?(digits: String) {
        guard digits.utf8.count == 32, !digits.hasPrefix("+"), let high = UInt64(digits.prefix(16), radix: 16),
            let low = UInt64(digits.suffix(16), radix: 16)
        else { return nil }
        (self.high, self.low) = (high, low)
    }

    var text: String { FeedUID.digits(high) + FeedUID.digits(low) + FeedUID.suffix }

    private static func digits(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// The name of the file with a clinic's feed: the clinic's name, as far as a file name allows it.
public enum FeedName {
    /// The name, such as `North.ics`. Clinics with different names have files with different names.
    public static func name(ofClinic clinic: String) -> String {
        if clinic.isEmpty { return "no-clinic.ics" }
        var plain = ""
        for scalar in clinic.unicodeScalars.prefix(60) {
            switch scalar {
            case "A"..."Z", "a"..."z", "0"..."9", "_": plain.unicodeScalars.append(scalar)
            default: if !plain.hasSuffix("-") { plain += "-" }
            }
        }
        if plain == clinic, !plain.hasPrefix("-"), plain != "no-clinic" { return plain + ".ics" }
        return (plain.hasPrefix("-") ? "clinic" : "") + plain + (plain.hasSuffix("-") ? "" : "-")
            + SHA256.digest(of: clinic.utf8).digits(8) + ".ics"
    }
}
