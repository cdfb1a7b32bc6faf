import CivilCalendar
import ContactTime

/// A period during which matching messages wait; they are sent when it ends. Emergencies pass.
public struct Silence: Hashable, Sendable {
    /// Its number.
    public let id: Int64
    /// The items it silences.
    public let matcher: Matcher
    /// The last day on which it holds.
    public let until: CivilDate

    /// Creates a silence from its parts.
    public init(id: Int64, matcher: Matcher, until: CivilDate) {
        self.id = id
        self.matcher = matcher
        self.until = until
    }
}

/// A notice that a silence is about to lapse, for one receiver that it affects.
public struct LapseNotice: Hashable, Sendable {
    /// The receiver.
    public let receiver: String
    /// When to send it.
    public let moment: CivilMoment
}

extension Routing {
    /// Returns the notices that a silence is about to lapse, one for each receiver.
    ///
    /// They are sent on the last working day on which the silence holds, at the first moment at which the route may
    /// send. They go to the receivers that a route matching some of the silenced items names first; without such a
    /// route, to those responsible for the service, at the start of the day.
    ///
    /// - Parameters:
    ///   - now: a late notice, as after a downtime, waits for the end of the quiet hours.
    ///   - others: those responsible for the service.
    public func lapseNotices(of silence: Silence, at now: CivilMoment, else others: [String]) -> [LapseNotice] {
        let begin = CivilMoment(day: noticeDay(of: silence), time: .midnight)
        var moments: [String: CivilMoment] = [:]
        for route in routes where route.matcher.meets(silence.matcher) {
            var moment = route.opening(from: begin, calendar, isAlarm: false).moment
            if moment < now, let end = route.quiet?.end(at: now, calendar: calendar) { moment = end }
            // A late notice is worse than one at an odd hour.
            if moment.day > silence.until { moment = max(begin, now) }
            for receiver in route.receivers { moments[receiver] = min(moments[receiver] ?? moment, moment) }
        }
        if moments.isEmpty { for receiver in others { moments[receiver] = begin } }
        return moments.sorted { $0.key < $1.key }.map { LapseNotice(receiver: $0.key, moment: $0.value) }
    }

    /// Returns the last working day of a silence, or its last day if no working day is near.
    public func noticeDay(of silence: Silence) -> CivilDate {
        var day = silence.until
        for _ in 0..<31 {
            if calendar.isWorkingDay(day) { return day }
            day = day - .days(1)
        }
        return silence.until
    }
}
