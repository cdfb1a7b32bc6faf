import Alerting
import CivilCalendar
import ClinicalModel
import ContactTime
import StaffWork
import Surveillance
import WatchStore

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
        guard configuration.telling.receiver(dispatch.receiver) != nil else {
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
            from: clock.civilMoment(at: moment), configuration.telling.calendar, isAlarm: isAlarm)
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
