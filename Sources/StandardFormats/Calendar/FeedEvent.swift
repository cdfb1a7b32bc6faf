import CivilCalendar
import ControlInterface

/// An event of a feed: an item on the day on which it is due.
struct FeedEvent {
    let uid: FeedUID
    /// All its lines but those that say how often it changed, and when.
    let content: CalendarLines

    /// The event of a row; nil where the row's day is none, which no service sends.
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

    /// The lines of an event that is no longer owed. Nothing is said of the patient any more.
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

    /// What is said of the item; nothing that is another every day, or every day would change the event.
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
