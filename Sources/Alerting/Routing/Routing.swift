import CivilCalendar
import ClinicalModel
import ContactTime
import Surveillance

/// The routes in force, with what decides when each is open: the one place where it is decided who is told, and when.
public struct Routing: Sendable {
    /// The routes, in the order of the configuration; all that match are followed.
    public let routes: [Route]
    /// The working days.
    public let calendar: WorkingCalendar
    /// The silences that hold or will.
    public let silences: [Silence]
    /// The way of emergencies that no route is about; nil where there is none.
    public let lastResort: Route?

    /// Routing by these routes.
    ///
    /// - Parameter others: whoever is told of an emergency that no route is about; nobody where there are no routes.
    public init(routes: [Route], calendar: WorkingCalendar, silences: [Silence] = [], else others: [String] = []) {
        self.routes = routes
        lastResort = routes.isEmpty || others.isEmpty ? nil : Route(name: Routing.lastResort, receivers: others)
        self.calendar = calendar
        self.silences = silences
    }

    /// Tells nobody.
    public static let none = Routing(routes: [], calendar: .mondayToFriday)

    /// The name of the way of emergencies that no route is about.
    static let lastResort = "service"

    /// Whether a route is about some item of a patient; where there are no routes nobody expects one.
    public func isAbout(_ subject: Subject) -> Bool {
        routes.isEmpty || routes.contains { $0.matcher.isAbout(subject) }
    }

    /// Whether no patient can be one whom no route is about.
    public var isAboutEverybody: Bool {
        routes.isEmpty || routes.contains { $0.matcher.clinics.isEmpty && $0.matcher.clinicians.isEmpty }
    }

    /// The routes that a receiver may have been named by, the last resort being the last.
    public var all: [Route] { routes + [lastResort].compactMap(\.self) }

    /// Who is told of an announcement, each receiver once, by the route that tells them first.
    func dispatches(_ announcement: Announcement, _ subject: Subject, at now: CivilMoment, isCatchUp: Bool)
        -> [Dispatch]
    {
        var dispatches: [Dispatch] = []
        var matching = routes.filter { $0.matcher.matches(announcement.key.item, announcement.urgency, of: subject) }
        if matching.isEmpty, announcement.isEmergency { matching = [lastResort].compactMap(\.self) }
        for route in matching {
            for receiver in route.receivers {
                let other = dispatch(announcement, subject, receiver, route, nil, at: now, isCatchUp: isCatchUp)
                guard let place = dispatches.firstIndex(where: { $0.receiver == receiver }) else {
                    dispatches.append(other)
                    continue
                }
                if other.notBefore < dispatches[place].notBefore { dispatches[place] = other }
            }
        }
        return dispatches
    }

    /// Who else is told of an item that has come so far up the ladders.
    func dispatches(
        climbing item: WatchedItem, _ announcement: Announcement, _ subject: Subject, at now: CivilMoment,
        isCatchUp: Bool
    ) -> [Dispatch] {
        routes.lazy.filter { $0.matcher.matches(item.item, item.urgency, of: subject) }.flatMap { route in
            Ladder(route, calendar).reached(by: item, on: now.day).flatMap { rung in
                rung.receivers.map { receiver in
                    dispatch(announcement, subject, receiver, route, rung, at: now, isCatchUp: isCatchUp)
                }
            }
        }
    }

    /// The first day after one on which more may be to be told of a patient's items, should nothing else change.
    public func nextDay(for items: [WatchedItem], of subject: Subject, after day: CivilDate) -> CivilDate? {
        var next: CivilDate?
        for item in items + items.compactMap(\.sinceEmergency) {
            for route in routes where route.matcher.matches(item.item, item.urgency, of: subject) {
                guard let day = Ladder(route, calendar).nextDay(for: item, after: day) else { continue }
                next = min(next ?? day, day)
            }
        }
        return next
    }

    /// When a route may tell of an item first, and what holds it up; emergencies wait for nothing.
    ///
    /// - Parameter isAlarm: whether it is something new that makes the item urgent.
    public func opening(
        of route: Route, for item: Item, _ urgency: Urgency, isEmergency: Bool, isAlarm: Bool, _ subject: Subject,
        at now: CivilMoment
    ) -> (moment: CivilMoment, delay: Delay?) {
        if isEmergency { return (now, nil) }
        guard let silence = silence(of: item, urgency, isAlarm: isAlarm, subject, on: now.day) else {
            return route.opening(from: now, calendar, isAlarm: isAlarm)
        }
        let end = CivilMoment(day: silence.until + .days(1), time: .midnight)
        return (route.opening(from: end, calendar, isAlarm: isAlarm).moment, .silence(silence.id))
    }

    /// The silence that holds an item longest on a day; nil where none does.
    ///
    /// An alarm passes every silence that does not name its urgency: whoever silenced a kind of scan did not mean the one that
    /// a new symptom calls for.
    public func silence(
        of item: Item, _ urgency: Urgency, isAlarm: Bool, _ subject: Subject, on day: CivilDate
    ) -> Silence? {
        silences.filter { $0.until >= day && $0.matcher.matches(item, urgency, of: subject) }
            .filter { !isAlarm || !$0.matcher.urgencies.isEmpty }
            .max { $0.until < $1.until }
    }

    private func dispatch(
        _ announcement: Announcement, _ subject: Subject, _ receiver: String, _ route: Route, _ rung: Rung?,
        at now: CivilMoment, isCatchUp: Bool
    ) -> Dispatch {
        let (moment, delay) = opening(
            of: route, for: announcement.key.item, announcement.urgency, isEmergency: announcement.isEmergency,
            isAlarm: rung == nil && announcement.key.stage.isAlarm, subject, at: now)
        return Dispatch(
            receiver: receiver, route: route.name, announcement: announcement, rung: rung, notBefore: moment,
            delay: delay, isCatchUp: isCatchUp)
    }
}
