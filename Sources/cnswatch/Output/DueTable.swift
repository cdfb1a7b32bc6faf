import ClinicalModel
import ControlInterface
import Terminal

/// The work-list as people read it.
enum DueTable {
    static func write(_ page: DuePage, rows: [DueRow]) throws {
        var table = TextTable(
            [
                "URGENCY", "STATUS", "DUE", "LATEST", "LATE", "ITEM", "MRN", "NAME", "CLINIC", "BOOKED", "OWNER",
                "REMARKS",
            ],
            optional: ["BOOKED", "OWNER"], colours: .standard)
        for row in rows { table.add(cells(row), urgency: row.item.urgency) }
        if rows.isEmpty {
            Talk.say("Nothing is owed that matches, as of \(page.asOf).")
            return
        }
        for line in table.lines { try StandardOutput.line(line) }
        let more = page.total > rows.count ? " (\(rows.count) shown)" : ""
        Talk.say(
            "\(page.total) owed as of \(page.asOf)\(more), by protocol \(page.protocol.id) \(page.protocol.version).")
    }

    private static func cells(_ row: DueRow) -> [String] {
        let item = row.item
        let remarks = [
            row.mask.map { $0 + (row.maskUntil.map { " until \($0)" } ?? "") },
            ItemColumns.remarks(item, besideBooking: true),
            row.incomplete ? "incomplete data" : nil, row.absentSince.map { "not in the export since \($0)" },
        ]
        return [
            item.urgency, item.status, item.due, item.latest,
            // The heading says that it is late.
            item.daysLate == 0 ? "" : "\(Counted(item.daysLate, "day"))", item.item, row.mrn,
            [row.familyName, row.givenName].filter { !$0.isEmpty }.joined(separator: ", "), row.clinic,
            item.booked ?? "", row.owner ?? "",
            remarks.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", "),
        ]
    }
}
