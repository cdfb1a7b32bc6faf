import CivilCalendar

/// Where an item stands on a day (protocol.md section 1).
@frozen
public enum ItemStatus: String, CaseIterable, Hashable, Sendable {
    /// The window is not open yet.
    case upcoming
    /// The window is open, the due date not reached.
    case dueSoon = "due-soon"
    /// Due, and not yet late.
    case due
    /// Past its latest date.
    case overdue

    /// The status on a day of an item with these dates.
    public init(on day: CivilDate, earliest: CivilDate, due: CivilDate, latest: CivilDate) {
        if day > latest {
            self = .overdue
        } else if day >= due {
            self = .due
        } else if day >= earliest {
            self = .dueSoon
        } else {
            self = .upcoming
        }
    }
}
