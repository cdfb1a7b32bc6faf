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

/// Who is told of what, and when: the admin's choice.
public struct Route: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// What it is about.
    public let matcher: Matcher
    /// Who is told first.
    public let receivers: [String]
    /// The time of day at which what is neither an emergency nor newly urgent is told together; nil for at once.
    public let digest: DigestTime?
    /// When nobody is told of anything but emergencies: it waits, and is not dropped.
    public let quiet: QuietHours?
    /// Who else is told, and after how long.
    public let ladder: [LadderStep]
    /// After how many working days an overdue item that nobody owns is told again, and again; nil for never.
    public let repeatAfter: Int?

    /// A route of these parts.
    public init(
        name: String, matcher: Matcher = Matcher(), receivers: [String], digest: DigestTime? = nil,
        quiet: QuietHours? = nil, ladder: [LadderStep] = [], repeatAfter: Int? = nil
    ) {
        self.name = name
        self.matcher = matcher
        self.receivers = receivers
        self.digest = digest
        self.quiet = quiet
        self.ladder = ladder
        self.repeatAfter = repeatAfter
    }

    /// Whether it names a receiver for a step of an item.
    public func names(_ receiver: String, for step: AlertStep) -> Bool {
        switch step {
        case .stage, .repetition: receivers.contains(receiver)
        case .escalation(let number):
            ladder.indices.contains(number - 1) && ladder[number - 1].receivers.contains(receiver)
        }
    }

    /// The first moment from this one on at which it tells of what is no emergency, and what holds that up.
    ///
    /// - Parameter isAlarm: whether it is something new that makes an item urgent: that waits for people to be awake, and not for
    ///   a digest, which may be days away.
    public func opening(
        from now: CivilMoment, _ calendar: WorkingCalendar, isAlarm: Bool
    ) -> (moment: CivilMoment, delay: Delay?) {
        var (moment, delay): (CivilMoment, Delay?) = (now, nil)
        if !isAlarm, let digest = digest?.next(onOrAfter: moment, calendar: calendar), digest > moment {
            (moment, delay) = (digest, .digest)
        }
        if let end = quiet?.end(at: moment, calendar: calendar) { (moment, delay) = (end, .quiet) }
        return (moment, delay)
    }
}

/// What one receiver is to be told of one step of one occasion of an item: told once, whatever happens.
public struct Dispatch: Hashable, Sendable {
    /// Who.
    public let receiver: String
    /// By which route.
    public let route: String
    /// Of what.
    public let announcement: Announcement
    /// The step of the ladder; nil for the news itself.
    public let rung: Rung?
    /// Not before this moment.
    public let notBefore: CivilMoment
    /// Why not at once; the last that holds it up.
    public let delay: Delay?
    /// Whether it is one of many that are told together after a first import or a downtime.
    public let isCatchUp: Bool

    /// Its step: the news of the announcement's stage, or that of the rung.
    public var step: AlertStep { rung?.step ?? .stage(announcement.key.stage) }

    /// Why it is told, in words.
    public var why: String { rung?.why ?? announcement.reason.rawValue }
}

/// Why something is not told at once.
public enum Delay: Hashable, Sendable {
    /// It is told with others, at the route's time of day.
    case digest
    /// The route is quiet.
    case quiet
    /// A silence holds.
    case silence(Int64)
    /// The receiver has had as many routine messages in a week as were agreed.
    case cap
    /// An appointment is booked in time.
    case booked(PartialDate)
    /// Staff hold it back until a day; who and how, in words.
    case heldBack(until: CivilDate, String)

    /// The kinds, by the word under which the store keeps and finds them; a word that has shipped is never changed.
    public enum Kind: String, CaseIterable, Sendable {
        /// ``Delay/digest``
        case digest
        /// ``Delay/quiet``
        case quiet
        /// ``Delay/silence(_:)``
        case silence
        /// ``Delay/cap``
        case cap
        /// ``Delay/booked(_:)``
        case booked
        /// ``Delay/heldBack(until:_:)``
        case heldBack = "held-back"
    }

    /// The kind.
    public var kind: Kind {
        switch self {
        case .digest: .digest
        case .quiet: .quiet
        case .silence: .silence
        case .cap: .cap
        case .booked: .booked
        case .heldBack: .heldBack
        }
    }

    /// What the store keeps beside the kind: the silence's number, the day of the appointment, or the last day and the words of
    /// what holds it back; nil for the other kinds.
    public var detail: String? {
        switch self {
        case .digest, .quiet, .cap: nil
        case .silence(let id): "\(id)"
        case .booked(let date): "\(date)"
        case .heldBack(let until, let words): "\(until) \(words)"
        }
    }

    /// The delay that was stored as a kind and a detail; nil where they do not belong together.
    public init?(_ kind: Kind, detail: String?) {
        switch (kind, detail) {
        case (.digest, nil): self = .digest
        case (.quiet, nil): self = .quiet
        case (.cap, nil): self = .cap
        case (.silence, let detail?):
            guard let id = Int64(detail) else { return nil }
            self = .silence(id)
        case (.booked, let detail?):
            guard let date = PartialDate(detail) else { return nil }
            self = .booked(date)
        case (.heldBack, let detail?):
            guard let until = CivilDate(String(detail.prefix(10))), detail.dropFirst(10).first == " " else {
                return nil
            }
            self = .heldBack(until: until, String(detail.dropFirst(11)))
        case (.digest, _?), (.quiet, _?), (.cap, _?), (.silence, nil), (.booked, nil), (.heldBack, nil): return nil
        }
    }

    /// In words, for people.
    public var words: String {
        switch self {
        case .digest: "with the digest"
        case .quiet: "quiet hours"
        case .silence(let id): "silence \(id)"
        case .cap: "the receiver's messages of the week are used up"
        case .booked(let date): "booked for \(date)"
        case .heldBack(let until, let words): "held back until \(until) (\(words))"
        }
    }
}
