import CivilCalendar

/// Why a weekend and holidays make no calendar to work by: whoever waited for a working day would wait for too long.
public enum WorkingCalendarFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Every day of the week belongs to the weekend.
    case noWorkingWeekday
    /// From this day on there is no working day for longer than the limit, in days.
    case noWorkingDay(from: CivilDate, limit: Int)

    /// What is wrong.
    public var problem: String {
        switch self {
        case .noWorkingWeekday: "the weekend has all seven days, so that there is no working day"
        case .noWorkingDay(let day, let limit): "from \(day) on, more than \(limit) days in a row are days off"
        }
    }

    /// What to do.
    public var remedy: String {
        switch self {
        case .noWorkingWeekday: "leave at least one day of the week out of the weekend"
        case .noWorkingDay: "look in the holiday files for an event that lasts for months, and remove it"
        }
    }

    /// What is wrong, and what to do.
    public var description: String { "\(problem); \(remedy)" }
}
