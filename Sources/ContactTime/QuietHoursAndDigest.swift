import CivilCalendar

/// The hours in which nobody is told what can wait: a night, and perhaps whole days off. They delay and never drop.
public struct QuietHours: Hashable, Sendable {
    /// The first quiet minute of a day.
    public let from: TimeOfDay
    /// The first minute that is not quiet any more: on the next day where it is earlier than ``from``.
    public let to: TimeOfDay
    /// Whether days off are quiet from midnight to midnight.
    public let alsoOnDaysOff: Bool

    /// Quiet hours between two times; where both are the same no hour is quiet, unless as part of a day off.
    public init(from: TimeOfDay, to: TimeOfDay, alsoOnDaysOff: Bool) {
        self.from = from
        self.to = to
        self.alsoOnDaysOff = alsoOnDaysOff
    }

    /// Whether the moment is quiet. The first minute of the hours is, the minute at which they end is not.
    public func isQuiet(at moment: CivilMoment, calendar: WorkingCalendar) -> Bool {
        isWithinHours(moment.time) || isQuietDay(moment.day, calendar)
    }

    /// The first moment after this one that is not quiet; nil where this one is not quiet itself.
    ///
    /// It is nil, too, where quiet lasted to the end of all days, so that nothing waits for ever.
    public func end(at moment: CivilMoment, calendar: WorkingCalendar) -> CivilMoment? {
        guard isQuiet(at: moment, calendar: calendar) else { return nil }
        var end = moment
        // A night may end in a day off, that in the small hours of a working day, and those end for good.
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
    /// The hours as people say them: `22:00 to 07:00 and days off`.
    public var description: String { "\(from) to \(to)\(alsoOnDaysOff ? " and days off" : "")" }
}

/// The time at which a summary goes out on each working day.
///
/// Moments are whole minutes: during the minute of the digest, it is still the digest's moment. What is decided in that
/// minute goes with ``next(onOrAfter:calendar:)`` into the digest of that minute; whoever has sent that digest asks with
/// ``next(after:calendar:)`` for the one that follows, and never gets the same again.
public struct DigestTime: Hashable, Sendable {
    /// The time of the day.
    public let at: TimeOfDay

    /// A digest at this time of each working day.
    public init(at: TimeOfDay) {
        self.at = at
    }

    /// The first moment of a digest that is later than this moment.
    ///
    /// It stops on 9999-12-31, the last day that there is.
    public func next(after moment: CivilMoment, calendar: WorkingCalendar) -> CivilMoment {
        next(from: at > moment.time ? moment.day : moment.day + .days(1), calendar)
    }

    /// The moment itself where it is one of a digest, and else the first one after it.
    public func next(onOrAfter moment: CivilMoment, calendar: WorkingCalendar) -> CivilMoment {
        next(from: at >= moment.time ? moment.day : moment.day + .days(1), calendar)
    }

    private func next(from day: CivilDate, _ calendar: WorkingCalendar) -> CivilMoment {
        CivilMoment(day: calendar.next(onOrAfter: day), time: at)
    }
}
