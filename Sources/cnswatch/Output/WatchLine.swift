import ControlInterface

/// A row of the live list as a line that is read out: who, what, how urgent, until when, and what else is to be known.
struct WatchLine {
    let text: String

    init(_ row: DueRow, of change: WatchChange) {
        let item = row.item
        let who = [row.mrn, DueTable.name(row), row.clinic].filter { !$0.isEmpty }.joined(separator: ", ")
        let late = ItemColumns.lateness(item)
        let what = "\(item.item) \(item.urgency), \(item.status)\(late.isEmpty ? "" : " \(late)")"
        let remarks = DueTable.remarks(row, besideBooking: false)
        let further = [
            "due \(item.due)", "latest \(item.latest)", item.booked == nil ? "not booked" : "",
            row.owner.map { "owned by \($0)" } ?? "", remarks,
        ].filter { !$0.isEmpty }
        text = "\(change.asOf)  \(change.kind)  \(who): \(what), \(further.joined(separator: ", "))"
    }
}
