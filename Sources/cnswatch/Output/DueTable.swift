import ControlInterface

/// The work-list as people read it.
enum DueTable {
    static func write(_ page: DuePage, rows: [DueRow]) throws {
        var table = TextTable(
            ["URGENCY", "STATUS", "DUE", "LATEST", "LATE", "ITEM", "MRN", "NAME", "CLINIC", "REMARKS"],
            colours: .standard)
        for row in rows {
            let item = row.item
            let name = [row.familyName, row.givenName].filter { !$0.isEmpty }.joined(separator: ", ")
            var remarks = ItemColumns.remarks(item)
            if row.incomplete { remarks += (remarks.isEmpty ? "" : ", ") + "incomplete data" }
            if let absent = row.absentSince {
                remarks += (remarks.isEmpty ? "" : ", ") + "not in the export since \(absent)"
            }
            table.add(
                [
                    item.urgency, item.status, item.due, item.latest, ItemColumns.lateness(item), item.item, row.mrn,
                    name, row.clinic, remarks,
                ], urgency: item.urgency)
        }
        if rows.isEmpty {
            Talk.say("Nothing is owed that matches, as of \(page.asOf).")
            return
        }
        for line in table.lines { try StandardOutput.line(line) }
        let more = page.total > rows.count ? " (\(rows.count) shown)" : ""
        Talk.say(
            "\(page.total) owed as of \(page.asOf)\(more), by protocol \(page.protocol.id) \(page.protocol.version).")
    }
}
