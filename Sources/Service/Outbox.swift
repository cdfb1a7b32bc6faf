import Alerting
import CivilCalendar
import ClinicalModel
import ContactTime
import Delivery
import StaffWork
import Surveillance
import WatchStore

/// Puts what is to be told by now into messages: one a receiver, and one more for emergencies.
///
/// What has been settled since it was decided, is held back or silenced, is not told, or not yet; the reason is kept with it.
extension Watchman {
    private struct Told {
        let dispatch: StoredDispatch
        let daysLate: Int
        let route: Route
    }

    private static let week = 7 * 86_400
    /// No channel asks to be left alone for longer.
    private static let longestHint = 2 * 86_400
    /// Nobody has an emergency wait for longer.
    private static let longestEmergencyPause = 2 * 3_600

    func fillOutbox() throws(StoreError) {
        let now = clock.now
        // A clock that was ahead has left tries in the future.
        let isBack = now < latestMoment
        latestMoment = now
        for (priority, pause) in [
            (AnnouncementPriority.critical, Watchman.longestEmergencyPause), (.info, Watchman.longestHint),
        ] {
            let bound = isBack ? now : now + pause
            guard try store.read({ try $0.hasMessagesWaiting(beyond: bound, upTo: priority) }) else { continue }
            try store.write { try $0.tryNow(whatWaitsBeyond: bound, upTo: priority, at: now) }
        }
        let isEmpty = try store.read { try $0.dispatches(waitingAt: now).isEmpty }
        if isEmpty { return }
        try store.write { writer in
            let routing = try routing(writer.reader)
            var desk = OutboxDesk(now: now, today: clock.day(at: now), routing: routing, reader: writer.reader)
            let waiting = try writer.reader.dispatches(waitingAt: now)
            for (receiver, dispatches) in Dictionary(grouping: waiting, by: \.receiver).sorted(by: { $0.key < $1.key })
            {
                var told: [Told] = []
                for dispatch in dispatches {
                    switch try verdict(on: dispatch, &desk) {
                    case .tell(let daysLate, let route):
                        told.append(Told(dispatch: dispatch, daysLate: daysLate, route: route))
                    case .settled(let reason): try writer.settle(dispatch.id, because: reason)
                    case .withdrawn(let reason): try writer.withdraw(dispatch, because: reason)
                    case .later(let moment, let delay): try writer.putOff(dispatch.id, until: moment, because: delay)
                    }
                }
                try post(told, to: receiver, now, writer)
            }
            CrashPoint.composed.reach()
        }
        CrashPoint.posted.reach()
    }

    /// Makes the messages to a receiver.
    private func post(
        _ told: [Told], to receiver: String, _ now: Int, _ writer: StoreWriter
    ) throws {
        let emergencies = told.filter { $0.dispatch.priority <= AnnouncementPriority.critical.rawValue }
        let others = told.filter { $0.dispatch.priority > AnnouncementPriority.critical.rawValue }
        for (list, isEmergency) in [(emergencies, true), (others, false)] where !list.isEmpty {
            let priority = list.map(\.dispatch.priority).min() ?? AnnouncementPriority.info.rawValue
            // Nobody agreed to hear late of what has become urgent, of what nobody else took on, or of what is late already.
            if !isEmergency, list.allSatisfy({ $0.dispatch.isRoutine }),
                let moment = try momentOfRoom(for: receiver, priority, now, writer.reader)
            {
                for item in list {
                    try writer.putOff(
                        item.dispatch.id, until: opening(of: item.route, from: moment), because: .cap)
                }
                continue
            }
            try writer.addMessage(
                to: receiver, kind: kind(of: list.map(\.dispatch)).rawValue, priority: priority, line: nil, at: now,
                telling: list.map { ($0.dispatch.id, $0.daysLate) })
        }
    }

    private func kind(of dispatches: [StoredDispatch]) -> MessageKind {
        if dispatches.contains(where: \.isCatchUp) { return .catchUp }
        // What is told once more is told to the same people: their agreed number of messages holds for it.
        if dispatches.allSatisfy({ $0.isOfLadder }), dispatches.contains(where: { !$0.isRoutine }) {
            return .escalation
        }
        return dispatches.contains { $0.delay != nil } ? .digest : .news
    }

    /// When a receiver may have another routine message; nil for now.
    private func momentOfRoom(
        for name: String, _ priority: Int, _ now: Int, _ reader: StoreReader
    ) throws -> Int? {
        guard priority >= AnnouncementPriority.warning.rawValue,
            let cap = settings.notifications.receiver(name)?.weeklyCap
        else { return nil }
        let sent = try reader.routineMessages(to: name, since: now - Watchman.week, until: now)
        guard sent.count >= cap, let first = sent.first else { return nil }
        return first + Watchman.week
    }

    /// The routes of the configuration with the silences of the store.
    func routing(_ reader: StoreReader) throws -> Routing {
        let notifications = settings.notifications
        guard !notifications.routes.isEmpty else { return .none }
        return Routing(
            routes: notifications.routes, calendar: notifications.calendar,
            silences: try reader.silences(from: today).map(\.silence), else: notifications.serviceReceivers)
    }
}

extension Subject {
    /// A stored patient as routes see them.
    package init(_ patient: StoredPatient) {
        self.init(
            pseudonym: patient.pseudonym, clinic: patient.patient.clinic, clinician: patient.patient.clinician)
    }
}

extension StoredDispatch {
    /// Whether it is a step of a ladder, or told once more.
    fileprivate var isOfLadder: Bool { step.stage == nil }

    /// Whether the receiver agreed to hear of it later where there is too much: news of dates, and what is told once more.
    fileprivate var isRoutine: Bool {
        if isCatchUp { return false }
        return switch step {
        case .stage(let stage): !stage.isAlarm
        case .escalation: false
        case .repetition: true
        }
    }
}

/// What is to become of a dispatch whose moment has come.
enum OutboxVerdict {
    case tell(daysLate: Int, by: Route)
    case settled(String)
    case withdrawn(String)
    case later(Int, Delay)
}

/// Looks again at what is to go out: whether it still holds, and may be told now.
extension Watchman {
    func verdict(on dispatch: StoredDispatch, _ desk: inout OutboxDesk) throws -> OutboxVerdict {
        guard settings.notifications.receiver(dispatch.receiver) != nil else {
            return .settled("the receiver is no longer configured")
        }
        guard let (worked, subject) = try desk.plan(of: dispatch.patient, standing.rules) else {
            return .settled("the patient is not in the store")
        }
        guard let owed = worked.plan.items.first(where: { $0.item.rawValue == dispatch.item }) else {
            return .withdrawn("it is no longer owed")
        }
        let item = WatchedItem(owed, in: worked)
        guard let route = route(of: dispatch, for: item, subject, desk.routing) else {
            return .settled("no route names the receiver for it any more")
        }
        let daysLate = max(0, desk.today.days(since: owed.latest))
        switch dispatch.step.stage {
        case .emergency:
            return item.emergencies.contains(dispatch.occasion)
                ? .tell(daysLate: daysLate, by: route) : .withdrawn("it is no emergency any more")
        case .becameUrgent:
            if item.urgentSince != dispatch.occasion { return .withdrawn("it is no longer urgent because of that") }
            if item.isMasked, let (end, delay) = heldBack(worked.hold(of: owed)) {
                return .later(opening(of: route, from: clock.start(of: end + .days(1)), isAlarm: true), delay)
            }
        case .urgentSymptom:
            if !item.urgentSymptoms.contains(dispatch.occasion) { return .withdrawn("the symptom is closed") }
        case .windowOpened, .fellDue, .wentOverdue, .returned, .missed, nil:
            if dispatch.step == .stage(.missed), item.missedOn != dispatch.occasion {
                return .withdrawn("it has been booked anew or done")
            }
            if !item.isStanding, owed.due > dispatch.due { return .withdrawn("it has been done; the next one is owed") }
            if let (end, delay) = heldBack(worked.hold(of: owed)) {
                return .later(opening(of: route, from: clock.start(of: end + .days(1))), delay)
            }
            if dispatch.step.stage == nil, item.isOwned, !holds(dispatch, route, for: item, desk) {
                return .settled("somebody has taken it on")
            }
        }
        guard item.urgency != .emergency else { return .tell(daysLate: daysLate, by: route) }
        let isAlarm = dispatch.step.stage?.isAlarm ?? false
        if let silence = desk.routing.silence(
            of: item.item, item.urgency, isAlarm: isAlarm, subject, on: desk.today)
        {
            let end = clock.start(of: silence.until + .days(1))
            return .later(opening(of: route, from: end, isAlarm: isAlarm), .silence(silence.id))
        }
        return hours(of: dispatch, route, isAlarm: isAlarm, desk) ?? .tell(daysLate: daysLate, by: route)
    }

    /// Puts off what has no hour of its own, and what was slept over until people sleep; nil where it may be told now.
    private func hours(
        of dispatch: StoredDispatch, _ route: Route, isAlarm: Bool, _ desk: OutboxDesk
    ) -> OutboxVerdict? {
        // What was let go before its time waits for the digest like everything else.
        if dispatch.delay == nil {
            let (moment, delay) = route.opening(
                from: clock.civilMoment(at: dispatch.notBefore), desk.routing.calendar, isAlarm: isAlarm)
            if let delay, clock.seconds(moment) > desk.now { return .later(clock.seconds(moment), delay) }
        }
        guard let end = route.quiet?.end(at: clock.civilMoment(at: desk.now), calendar: desk.routing.calendar)
        else { return nil }
        return .later(clock.seconds(end), .quiet)
    }

    /// The first moment from this one on at which a route tells.
    func opening(of route: Route, from moment: Int, isAlarm: Bool = false) -> Int {
        let opening = route.opening(
            from: clock.civilMoment(at: moment), settings.notifications.calendar, isAlarm: isAlarm)
        return max(moment, clock.seconds(opening.moment))
    }

    /// The route by which a dispatch goes: its own, as long as it names the receiver; after a change of the configuration the first
    /// that names the receiver for the same. Nil where none does.
    private func route(
        of dispatch: StoredDispatch, for item: WatchedItem, _ subject: Subject, _ routing: Routing
    ) -> Route? {
        let naming = routing.all.filter { $0.names(dispatch.receiver, for: dispatch.step) }
        return naming.first { $0.name == dispatch.route }
            ?? naming.first { $0.matcher.matches(item.item, item.urgency, of: subject) }
    }

    /// Until when an item is held back, and by what; nil where it is not.
    private func heldBack(_ hold: Hold) -> (CivilDate, Delay)? {
        switch hold {
        case .open, .passed: nil
        case .booked(let date): (date.last, .booked(date))
        case .masked(let lease, let until): (until, .heldBack(until: until, lease.words))
        }
    }

    /// Whether a step of a ladder holds for an item although somebody owns it.
    private func holds(
        _ dispatch: StoredDispatch, _ route: Route, for item: WatchedItem, _ desk: OutboxDesk
    ) -> Bool {
        let ladder = Ladder(route, desk.routing.calendar)
        return ladder.reached(by: item.asOf(dispatch.occasion), on: desk.today).contains { $0.step == dispatch.step }
    }
}

/// Plans of the patients whom a round of messages is about, each made once.
struct OutboxDesk {
    let now: Int
    let today: CivilDate
    let routing: Routing
    let reader: StoreReader
    private var plans: [String: (WorkedPlan, Subject)] = [:]

    init(now: Int, today: CivilDate, routing: Routing, reader: StoreReader) {
        self.now = now
        self.today = today
        self.routing = routing
        self.reader = reader
    }

    mutating func plan(of pseudonym: String, _ rules: SurveillanceProtocol) throws -> (WorkedPlan, Subject)? {
        if let plan = plans[pseudonym] { return plan }
        guard let patient = try reader.patient(pseudonym) else { return nil }
        let plan = (patient.plan(rules, asOf: today), Subject(patient))
        plans[pseudonym] = plan
        return plan
    }
}
