import CivilCalendar

/// The days on which a clinic works: those that are neither weekend nor holiday.
///
/// There is always a working day within ``longestBreak`` days, since a calendar without one cannot be made. At the end
/// of the range of ``CivilCalendar/CivilDate`` every search stops at the last day, working or not.
public struct WorkingCalendar: Hashable, Sendable {
    /// The most days off in a row that a calendar may have.
    public static let longestBreak = 400

    /// Monday to Friday, without holidays.
    public static let mondayToFriday = WorkingCalendar(weekend: [.saturday, .sunday], sortedHolidays: [])

    /// The weekdays that are free.
    public let weekend: Set<Weekday>
    /// The holidays on days outside the weekend, in order; the others change nothing.
    private let holidays: [CivilDate]

    /// Creates the calendar of a weekend and holidays; both may be empty.
    public init(weekend: Set<Weekday>, holidays: Set<CivilDate>) throws(WorkingCalendarFault) {
        guard weekend.count < Weekday.allCases.count else { throw .noWorkingWeekday }
        self.init(
            weekend: weekend, sortedHolidays: holidays.filter { !weekend.contains(Weekday(of: $0)) }.sorted())
        if let start = startOfLongBreak() { throw .noWorkingDay(from: start, limit: WorkingCalendar.longestBreak) }
    }

    private init(weekend: Set<Weekday>, sortedHolidays: [CivilDate]) {
        self.weekend = weekend
        holidays = sortedHolidays
    }

    /// Returns whether the day is a working day.
    public func isWorkingDay(_ day: CivilDate) -> Bool {
        guard !weekend.contains(Weekday(of: day)) else { return false }
        let place = holidays.partitioningIndex { $0 >= day }
        return place == holidays.count || holidays[place] != day
    }

    /// Returns the day itself if it is a working day, otherwise the first working day after it.
    public func next(onOrAfter day: CivilDate) -> CivilDate {
        isWorkingDay(day) ? day : adding(1, to: day)
    }

    /// Returns the last working day before a day.
    public func last(before day: CivilDate) -> CivilDate {
        var last = day - .days(1)
        while !isWorkingDay(last), last > .earliest { last = last - .days(1) }
        return last
    }

    /// Returns the day on which this many working days have passed since `day`, which itself does not count.
    ///
    /// One working day after a Friday, or after the Saturday that follows it, is Monday. Zero or fewer working days
    /// after a day is the day itself, working or not.
    public func adding(_ workingDays: Int, to day: CivilDate) -> CivilDate {
        guard workingDays > 0 else { return day }
        // The count never decreases from one day to the next.
        let days = day.daysSinceEpoch..<CivilDate.latest.daysSinceEpoch
        let reached = days.partitioningIndex { candidate in
            self.workingDays(from: day, to: CivilDate(clampingDaysSinceEpoch: Int(candidate))) >= workingDays
        }
        return CivilDate(clampingDaysSinceEpoch: Int(reached))
    }

    /// Returns the number of working days after the first day, up to and including the last; zero if the last is not
    /// later.
    public func workingDays(from first: CivilDate, to last: CivilDate) -> Int {
        guard first < last else { return 0 }
        return workingWeekdays(through: last) - workingWeekdays(through: first)
            - (holidayCount(through: last) - holidayCount(through: first))
    }

    /// Returns how many days from 0001-01-01, a Monday, to a day are not in the weekend.
    private func workingWeekdays(through day: CivilDate) -> Int {
        let days = day.days(since: .earliest) + 1
        let ofLastWeek = Weekday.allCases.prefix(days % 7).count { !weekend.contains($0) }
        return days / 7 * (Weekday.allCases.count - weekend.count) + ofLastWeek
    }

    /// The calendar as one line of text, identical in every process and version: `saturday sunday; 2026-12-25`.
    ///
    /// Stored values derive from this line, so its form never changes.
    public var stableText: String {
        let days = weekend.sorted().map(\.name) + [";"] + holidays.map(\.description)
        return days.joined(separator: " ")
    }

    private func holidayCount(through day: CivilDate) -> Int { holidays.partitioningIndex { $0 > day } }

    /// Returns the first day of a run of days off that is too long, counted from its first holiday.
    private func startOfLongBreak() -> CivilDate? {
        guard var start = holidays.first else { return nil }
        var previous = start
        for holiday in holidays {
            if workingWeekdays(through: holiday) - workingWeekdays(through: previous) > 1 { start = holiday }
            if holiday.days(since: start) >= WorkingCalendar.longestBreak { return start }
            previous = holiday
        }
        return nil
    }
}

/// Why a weekend and holidays make no usable calendar: a wait for a working day would be too long.
public enum WorkingCalendarFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Every day of the week belongs to the weekend.
    case noWorkingWeekday
    /// From this day on no working day follows for longer than the limit, in days.
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
