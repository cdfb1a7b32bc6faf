import CivilCalendar
import ClinicalModel
import ContactTime
import Surveillance

/// The routes in force, with what decides when each is open. Who is notified, and when, is decided only here.
public struct Routing: Sendable {
    /// The routes, in the order of the configuration. All that match are followed.
    public let routes: [Route]
    /// The working days.
    public let calendar: WorkingCalendar
    /// The silences that hold now or later.
    public let silences: [Silence]
    /// The route of emergencies that no route matches; nil if there is none.
    public let lastResort: Route?

    /// Creates a routing from its parts.
    ///
    /// - Parameter others: the receivers of an emergency that no route matches; without any route they are not used.
    public init(routes: [Route], calendar: WorkingCalendar, silences: [Silence] = [], else others: [String] = []) {
        self.routes = routes
        lastResort = routes.isEmpty || others.isEmpty ? nil : Route(name: Routing.lastResort, receivers: others)
        self.calendar = calendar
        self.silences = silences
    }

    /// A routing without receivers.
    public static let none = Routing(routes: [], calendar: .mondayToFriday)

    /// The name of the route for emergencies that no route matches.
    static let lastResort = "service"

    /// Returns whether a route matches some item of a patient; true if there are no routes, since none is expected
    /// then.
    public func isAbout(_ subject: RoutedPatient) -> Bool {
        routes.isEmpty || routes.contains { $0.matcher.isAbout(subject) }
    }

    /// Whether the routes are sure to cover every patient.
    public var isAboutEverybody: Bool {
        routes.isEmpty || routes.contains { $0.matcher.clinics.isEmpty && $0.matcher.clinicians.isEmpty }
    }

    /// The routes that may have named a receiver, with the last resort at the end.
    public var all: [Route] { routes + [lastResort].compactMap(\.self) }

    /// Returns the dispatches of a notification, one for each receiver, by the route that notifies it first.
    func dispatches(_ notification: Notification, _ subject: RoutedPatient, at now: CivilMoment, isCatchUp: Bool)
        -> [Dispatch]
    {
        var dispatches: [Dispatch] = []
        var matching = routes.filter { $0.matcher.matches(notification.key.item, notification.urgency, of: subject) }
        if matching.isEmpty, notification.isEmergency { matching = [lastResort].compactMap(\.self) }
        for route in matching {
            for receiver in route.receivers {
                let other = dispatch(notification, subject, receiver, route, nil, at: now, isCatchUp: isCatchUp)
                guard let place = dispatches.firstIndex(where: { $0.receiver == receiver }) else {
                    dispatches.append(other)
                    continue
                }
                if other.notBefore < dispatches[place].notBefore { dispatches[place] = other }
            }
        }
        return dispatches
    }

    /// Returns the dispatches for the escalation steps that an item has reached.
    func dispatches(
        climbing item: WatchedItem, _ notification: Notification, _ subject: RoutedPatient, at now: CivilMoment,
        isCatchUp: Bool
    ) -> [Dispatch] {
        routes.lazy.filter { $0.matcher.matches(item.item, item.urgency, of: subject) }.flatMap { route in
            EscalationPolicy(route, calendar).reached(by: item, on: now.day).flatMap { step in
                step.receivers.map { receiver in
                    dispatch(notification, subject, receiver, route, step, at: now, isCatchUp: isCatchUp)
                }
            }
        }
    }

    /// Returns the first day after `day` on which more may be due to be sent about a patient's items if nothing else
    /// changes.
    public func nextDay(for items: [WatchedItem], of subject: RoutedPatient, after day: CivilDate) -> CivilDate? {
        var next: CivilDate?
        for item in items + items.compactMap(\.sinceEmergency) {
            for route in routes where route.matcher.matches(item.item, item.urgency, of: subject) {
                guard let day = EscalationPolicy(route, calendar).nextDay(for: item, after: day) else { continue }
                next = min(next ?? day, day)
            }
        }
        return next
    }

    /// Returns when a route may first send something about an item, and what delays it. Emergencies are not delayed.
    ///
    /// - Parameter isAlarm: whether a new cause makes the item urgent.
    public func opening(
        of route: Route, for item: Item, _ urgency: Urgency, isEmergency: Bool, isAlarm: Bool, _ subject: RoutedPatient,
        at now: CivilMoment
    ) -> (moment: CivilMoment, delay: Delay?) {
        if isEmergency { return (now, nil) }
        guard let silence = silence(of: item, urgency, isAlarm: isAlarm, subject, on: now.day) else {
            return route.opening(from: now, calendar, isAlarm: isAlarm)
        }
        let end = CivilMoment(day: silence.until + .days(1), time: .midnight)
        return (route.opening(from: end, calendar, isAlarm: isAlarm).moment, .silence(silence.id))
    }

    /// Returns the silence that holds an item longest on a day; nil if none does.
    ///
    /// An alarm passes every silence that does not name its urgency: a silence for a kind of scan is not meant for the
    /// scan that a new symptom calls for.
    public func silence(
        of item: Item, _ urgency: Urgency, isAlarm: Bool, _ subject: RoutedPatient, on day: CivilDate
    ) -> Silence? {
        silences.filter { $0.until >= day && $0.matcher.matches(item, urgency, of: subject) }
            .filter { !isAlarm || !$0.matcher.urgencies.isEmpty }
            .max { $0.until < $1.until }
    }

    private func dispatch(
        _ notification: Notification, _ subject: RoutedPatient, _ receiver: String, _ route: Route,
        _ step: ReachedStep?,
        at now: CivilMoment, isCatchUp: Bool
    ) -> Dispatch {
        let (moment, delay) = opening(
            of: route, for: notification.key.item, notification.urgency, isEmergency: notification.isEmergency,
            isAlarm: step == nil && notification.key.stage.isAlarm, subject, at: now)
        return Dispatch(
            receiver: receiver, route: route.name, notification: notification, reached: step, notBefore: moment,
            delay: delay, isCatchUp: isCatchUp)
    }
}

/// Which receivers are notified of what, and when, as the admin configured it.
public struct Route: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// The items it is for.
    public let matcher: Matcher
    /// The receivers of the news.
    public let receivers: [String]
    /// The time of day of the digest for what is neither an emergency nor newly urgent; nil to send at once.
    public let digest: DigestTime?
    /// When only emergencies are sent; the rest waits and is not dropped.
    public let quiet: QuietHours?
    /// The further receivers, and after how long they are notified.
    public let escalation: [EscalationStep]
    /// After how many working days the message about an overdue item without an owner is repeated, each time; nil for
    /// never.
    public let repeatAfter: Int?

    /// Creates a route from its parts.
    public init(
        name: String, matcher: Matcher = Matcher(), receivers: [String], digest: DigestTime? = nil,
        quiet: QuietHours? = nil, escalation: [EscalationStep] = [], repeatAfter: Int? = nil
    ) {
        self.name = name
        self.matcher = matcher
        self.receivers = receivers
        self.digest = digest
        self.quiet = quiet
        self.escalation = escalation
        self.repeatAfter = repeatAfter
    }

    /// Returns whether it names a receiver for a step of an item.
    public func names(_ receiver: String, for step: AlertStep) -> Bool {
        switch step {
        case .stage, .repetition: receivers.contains(receiver)
        case .escalation(let number):
            escalation.indices.contains(number - 1) && escalation[number - 1].receivers.contains(receiver)
        }
    }

    /// Returns the first moment from this one on at which it may send what is no emergency, and what delays it.
    ///
    /// - Parameter isAlarm: whether a new cause makes an item urgent. That waits for the end of quiet hours, and not
    ///   for a digest, which may be days away.
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

/// One receiver's message about one step of one occasion of an item. It is sent once at most.
public struct Dispatch: Hashable, Sendable {
    /// The receiver.
    public let receiver: String
    /// The name of the route.
    public let route: String
    /// The notification.
    public let notification: Notification
    /// The step of the escalation; nil for the news itself.
    public let reached: ReachedStep?
    /// The earliest time to send it.
    public let notBefore: CivilMoment
    /// Why it is not sent at once; the last of several delays.
    public let delay: Delay?
    /// Whether it is one of many sent together after a first import or a downtime.
    public let isCatchUp: Bool

    /// Its step: the news of the notification's stage, or that of the step.
    public var step: AlertStep { reached?.step ?? .stage(notification.key.stage) }

    /// Why it is sent, in words.
    public var why: String { reached?.why ?? notification.reason.rawValue }
}

/// Why something is not sent at once.
public enum Delay: Hashable, Sendable {
    /// It goes into the digest, at the route's time of day.
    case digest
    /// The route is quiet.
    case quiet
    /// A silence holds.
    case silence(Int64)
    /// The receiver has reached its weekly cap of routine messages.
    case cap
    /// An appointment is booked in time.
    case booked(PartialDate)
    /// Staff hold it back until a day; by whom and how, in words.
    case heldBack(until: CivilDate, String)

    /// The kinds, by the word under which the store keeps them; a word never changes once it has shipped.
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

    /// Its kind.
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

    /// What the store keeps beside the kind: the silence's number, the day of the appointment, or the last day and the
    /// words of the hold; nil for the other kinds.
    public var detail: String? {
        switch self {
        case .digest, .quiet, .cap: nil
        case .silence(let id): "\(id)"
        case .booked(let date): "\(date)"
        case .heldBack(let until, let words): "\(until) \(words)"
        }
    }

    /// Restores a stored delay; nil if kind and detail do not match.
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

    /// Its description for people.
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
