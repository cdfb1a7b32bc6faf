import CivilCalendar

/// A day and a time of the day, as the calendar and the clock on a clinic's wall show them; to the minute.
public struct CivilMoment: Hashable, Sendable {
    /// The day.
    public let day: CivilDate
    /// The time of that day.
    public let time: TimeOfDay

    /// The moment at a time of a day.
    public init(day: CivilDate, time: TimeOfDay) {
        self.day = day
        self.time = time
    }
}

extension CivilMoment: Comparable {
    /// Whether the first moment is earlier.
    public static func < (first: CivilMoment, second: CivilMoment) -> Bool {
        (first.day, first.time) < (second.day, second.time)
    }
}

extension CivilMoment: CustomStringConvertible {
    /// The moment as `YYYY-MM-DD HH:MM`.
    public var description: String { "\(day) \(time)" }
}
