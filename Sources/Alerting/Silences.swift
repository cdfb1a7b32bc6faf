import CivilCalendar
import ContactTime

/// A time in which what matches is not told; it is told when the time is over. Emergencies pass.
public struct Silence: Hashable, Sendable {
    /// Its number.
    public let id: Int64
    /// What is silenced.
    public let matcher: Matcher
    /// The last day on which it holds.
    public let until: CivilDate

    /// A silence of these parts.
    public init(id: Int64, matcher: Matcher, until: CivilDate) {
        self.id = id
        self.matcher = matcher
        self.until = until
    }
}

/// Word that a silence is about to lapse, for one of those whom it keeps from being told.
public struct LapseNotice: Hashable, Sendable {
    /// Who is told.
    public let receiver: String
    /// When.
    public let moment: CivilMoment
}

extension Routing {
    /// Word that a silence is about to lapse, each receiver once.
    ///
    /// It is given on the last working day on which the silence holds, when the route tells, to whomever a route that is about
    /// some of what is silenced names first. Where no route is, it goes to those who look after the service, as the day begins.
    ///
    /// - Parameters:
    ///   - now: whoever is late with it, as after a downtime, waits for the end of the quiet hours.
    ///   - others: those who look after the service.
    public func lapseNotices(of silence: Silence, at now: CivilMoment, else others: [String]) -> [LapseNotice] {
        let begin = CivilMoment(day: noticeDay(of: silence), time: .midnight)
        var moments: [String: CivilMoment] = [:]
        for route in routes where route.matcher.meets(silence.matcher) {
            var moment = route.opening(from: begin, calendar, isAlarm: false).moment
            if moment < now, let end = route.quiet?.end(at: now, calendar: calendar) { moment = end }
            // Late is worse than at an odd hour.
            if moment.day > silence.until { moment = max(begin, now) }
            for receiver in route.receivers { moments[receiver] = min(moments[receiver] ?? moment, moment) }
        }
        if moments.isEmpty { for receiver in others { moments[receiver] = begin } }
        return moments.sorted { $0.key < $1.key }.map { LapseNotice(receiver: $0.key, moment: $0.value) }
    }

    /// The last working day of a silence; its last day where none is near.
    public func noticeDay(of silence: Silence) -> CivilDate {
        var day = silence.until
        for _ in 0..<31 {
            if calendar.isWorkingDay(day) { return day }
            day = day - .days(1)
        }
        return silence.until
    }
}
