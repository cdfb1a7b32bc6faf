import CivilCalendar

/// The hours without messages that can wait: a night, and optionally whole days off. They delay and never drop.
public struct QuietHours: Hashable, Sendable {
    /// The first quiet minute of a day.
    public let from: TimeOfDay
    /// The first minute that is no longer quiet; on the next day if it is earlier than ``from``.
    public let to: TimeOfDay
    /// Whether days off are quiet from midnight to midnight.
    public let alsoOnDaysOff: Bool

    /// Creates quiet hours between two times. If both are equal, no hour is quiet, except on days off.
    public init(from: TimeOfDay, to: TimeOfDay, alsoOnDaysOff: Bool) {
        self.from = from
        self.to = to
        self.alsoOnDaysOff = alsoOnDaysOff
    }

    /// Returns whether the moment is quiet. The first minute is quiet, the minute at which the hours end is not.
    public func isQuiet(at moment: CivilMoment, calendar: WorkingCalendar) -> Bool {
        isWithinHours(moment.time) || isQuietDay(moment.day, calendar)
    }

    /// Returns the first moment after this one that is not quiet; nil if this one is not quiet.
    ///
    /// Also nil if quiet lasts to the end of the calendar, so that nothing waits forever.
    public func end(at moment: CivilMoment, calendar: WorkingCalendar) -> CivilMoment? {
        guard isQuiet(at: moment, calendar: calendar) else { return nil }
        var end = moment
        // A night may end in a day off, and the day off in the small hours of a working day; those end for good.
        for _ in 0..<4 {
            if isQuietDay(end.day, calendar) {
                end = CivilMoment(day: calendar.next(onOrAfter: end.day), time: .midnight)
            } else if isWithinHours(end.time) {
                end = CivilMoment(day: end.time < to ? end.day : end.day + .days(1), time: to)
            } else {
                break
            }
        }
        return end > moment && !isQuiet(at: end, calendar: calendar) ? end : nil
    }

    private func isQuietDay(_ day: CivilDate, _ calendar: WorkingCalendar) -> Bool {
        alsoOnDaysOff && !calendar.isWorkingDay(day)
    }

    private func isWithinHours(_ time: TimeOfDay) -> Bool {
        from <= to ? from <= time && time < to : from <= time || time < to
    }
}

extension QuietHours: CustomStringConvertible {
    /// The hours as text for people: `22:00 to 07:00 and days off`.
    public var description: String { "\(from) to \(to)\(alsoOnDaysOff ? " and days off" : "")" }
}

/// The time at which a digest goes out on each working day.
///
/// Moments are whole minutes: during the minute of the digest it is still the digest's moment. What is decided in that
/// minute goes, by ``next(onOrAfter:calendar:)``, into the digest of that minute. After sending that digest the caller
/// asks ``next(after:calendar:)`` for the following one, and never gets the same again.
public struct DigestTime: Hashable, Sendable {
    /// The time of day.
    public let at: TimeOfDay

    /// Creates a digest time.
    public init(at: TimeOfDay) {
        self.at = at
    }

    /// Returns the first digest moment later than this moment.
    ///
    /// It stops on 9999-12-31, the last day of the calendar.
    public func next(after moment: CivilMoment, calendar: WorkingCalendar) -> CivilMoment {
        next(from: at > moment.time ? moment.day : moment.day + .days(1), calendar)
    }

    /// Returns the moment itself if it is a digest moment, otherwise the first one after it.
    public func next(onOrAfter moment: CivilMoment, calendar: WorkingCalendar) -> CivilMoment {
        next(from: at >= moment.time ? moment.day : moment.day + .days(1), calendar)
    }

    private func next(from day: CivilDate, _ calendar: WorkingCalendar) -> CivilMoment {
        CivilMoment(day: calendar.next(onOrAfter: day), time: at)
    }
}
