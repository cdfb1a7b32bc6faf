import CivilCalendar
import ClinicalModel
import ControlInterface

/// A work-list in a sentence: how much of it presses, and what presses most.
struct DueSummary {
    private let overdue: Int
    private let soonDue: Int
    private let unbooked: Int
    private let first: DueRow?

    /// Of rows in the order of the work-list, on a day.
    init(_ rows: [DueRow], asOf day: String) {
        let endOfWeek = CivilDate(day).map { ($0 + Interval(7, .days)).description }
        let isOverdue = { (row: DueRow) in row.item.status == "overdue" }
        let isSoonDue = { (row: DueRow) in
            !isOverdue(row) && (row.item.status == "due" || endOfWeek.map { row.item.due <= $0 } == true)
        }
        overdue = rows.count(where: isOverdue)
        soonDue = rows.count(where: isSoonDue)
        unbooked = rows.count { (isOverdue($0) || isSoonDue($0)) && $0.item.booked == nil }
        first = rows.first
    }

    /// How many press.
    var counts: String { "\(overdue) overdue, \(soonDue) due this week, \(unbooked) of these unbooked" }

    /// The sentence, without its full stop: a person's name is in none of it.
    var line: String {
        guard let first else { return "nothing" }
        let late = first.item.daysLate > 0 ? ", \(Counted(first.item.daysLate, "day")) late" : ""
        return "\(counts); most urgent: \(first.item.item) of \(first.mrn) (\(first.item.urgency)\(late))"
    }
}
