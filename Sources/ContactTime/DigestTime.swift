import CivilCalendar

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
