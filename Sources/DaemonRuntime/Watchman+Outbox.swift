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
    private enum Verdict {
        case tell(daysLate: Int)
        case settled(String)
        case withdrawn(String)
        case later(Int, String)
    }

    private static let week = 7 * 86_400
    /// No channel asks to be left alone for longer.
    private static let longestHint = 2 * 86_400

    func fillOutbox() throws(StoreError) {
        let now = clock.now
        // A clock that was ahead has left tries in the far future.
        if try store.read({ try $0.hasMessagesWaiting(beyond: now + Watchman.longestHint) }) {
            try store.write { try $0.tryNow(whatWaitsBeyond: now + Watchman.longestHint, at: now) }
        }
        let isEmpty = try store.read { try $0.dispatches(waitingAt: now).isEmpty }
        if isEmpty { return }
        try store.write { writer in
            let routing = try routing(writer.reader)
            var desk = Desk(now: now, today: clock.day(at: now), routing: routing, reader: writer.reader)
            let waiting = try writer.reader.dispatches(waitingAt: now)
            for (receiver, dispatches) in Dictionary(grouping: waiting, by: \.receiver).sorted(by: { $0.key < $1.key })
            {
                var told: [(dispatch: StoredDispatch, daysLate: Int)] = []
                for dispatch in dispatches {
                    switch try verdict(on: dispatch, &desk) {
                    case .tell(let daysLate): told.append((dispatch, daysLate))
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
        _ told: [(dispatch: StoredDispatch, daysLate: Int)], to receiver: String, _ now: Int, _ writer: StoreWriter
    ) throws {
        let emergencies = told.filter { $0.dispatch.priority <= AnnouncementPriority.critical.rawValue }
        let others = told.filter { $0.dispatch.priority > AnnouncementPriority.critical.rawValue }
        for (list, isEmergency) in [(emergencies, true), (others, false)] where !list.isEmpty {
            let priority = list.map(\.dispatch.priority).min() ?? AnnouncementPriority.info.rawValue
            // Nobody agreed to hear late of what has become urgent.
            let isRoutine =
                !isEmergency && list.allSatisfy { AnnouncementStage(rawValue: $0.dispatch.step)?.isAlarm != true }
            if isRoutine, let moment = try momentOfRoom(for: receiver, priority, now, writer.reader) {
                for item in list {
                    try writer.putOff(
                        item.dispatch.id, until: opening(of: item.dispatch, from: moment), because: Delay.cap.words)
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
        if dispatches.allSatisfy({ AnnouncementStage(rawValue: $0.step) == nil }) { return .escalation }
        return dispatches.contains { $0.delay != nil } ? .digest : .news
    }

    /// When a receiver may have another routine message; nil for now.
    private func momentOfRoom(
        for name: String, _ priority: Int, _ now: Int, _ reader: StoreReader
    ) throws -> Int? {
        guard priority >= AnnouncementPriority.warning.rawValue,
            let cap = configuration.telling.receiver(name)?.weeklyCap
        else { return nil }
        let sent = try reader.routineMessages(to: name, since: now - Watchman.week)
        guard sent.count >= cap, let first = sent.first else { return nil }
        return first + Watchman.week
    }

    private func verdict(on dispatch: StoredDispatch, _ desk: inout Desk) throws -> Verdict {
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
        let daysLate = max(0, desk.today.days(since: owed.latest))
        switch AnnouncementStage(rawValue: dispatch.step) {
        case .emergency:
            return item.emergencies.contains(dispatch.occasion)
                ? .tell(daysLate: daysLate) : .withdrawn("it is no emergency any more")
        case .becameUrgent:
            if item.urgentSince != dispatch.occasion { return .withdrawn("it is no longer urgent because of that") }
            if item.isMasked, let (end, words) = heldBack(worked.hold(of: owed)) {
                return .later(opening(of: dispatch, from: clock.start(of: end + .days(1))), words)
            }
        case .urgentSymptom:
            if !item.urgentSymptoms.contains(dispatch.occasion) { return .withdrawn("the symptom is closed") }
        case .windowOpened, .fellDue, .wentOverdue, .returned, .missed, nil:
            if dispatch.step == AnnouncementStage.missed.rawValue, item.missedOn != dispatch.occasion {
                return .withdrawn("it has been booked anew or done")
            }
            if !item.isStanding, owed.due > dispatch.due { return .withdrawn("it has been done; the next one is owed") }
            if let (end, words) = heldBack(worked.hold(of: owed)) {
                return .later(opening(of: dispatch, from: clock.start(of: end + .days(1))), words)
            }
            if AnnouncementStage(rawValue: dispatch.step) == nil, item.isOwned, !holds(dispatch, for: item, desk) {
                return .settled("somebody has taken it on")
            }
        }
        guard item.urgency != .emergency else { return .tell(daysLate: daysLate) }
        let isAlarm = AnnouncementStage(rawValue: dispatch.step)?.isAlarm ?? false
        if let silence = desk.routing.silence(
            of: item.item, item.urgency, isAlarm: isAlarm, subject, on: desk.today)
        {
            let end = clock.start(of: silence.until + .days(1))
            return .later(opening(of: dispatch, from: end), Delay.silence(silence.id).words)
        }
        return hours(of: dispatch, desk) ?? .tell(daysLate: daysLate)
    }

    /// Puts off what has no hour of its own, and what was slept over until people sleep; nil where it may be told now.
    private func hours(of dispatch: StoredDispatch, _ desk: Desk) -> Verdict? {
        guard let route = desk.routing.routes.first(where: { $0.name == dispatch.route }) else { return nil }
        // What was let go before its time waits for the digest like everything else.
        if dispatch.delay == nil {
            let (moment, delay) = route.opening(from: clock.civilMoment(at: dispatch.notBefore), desk.routing.calendar)
            if let delay, clock.seconds(moment) > desk.now { return .later(clock.seconds(moment), delay.words) }
        }
        guard let end = route.quiet?.end(at: clock.civilMoment(at: desk.now), calendar: desk.routing.calendar)
        else { return nil }
        return .later(clock.seconds(end), Delay.quiet.words)
    }

    /// The first moment from this one on at which the route of a dispatch tells.
    private func opening(of dispatch: StoredDispatch, from moment: Int) -> Int {
        let telling = configuration.telling
        guard let route = telling.routes.first(where: { $0.name == dispatch.route }) else { return moment }
        return max(moment, clock.seconds(route.opening(from: clock.civilMoment(at: moment), telling.calendar).moment))
    }

    /// Until when an item is held back, and by what; nil where it is not.
    private func heldBack(_ hold: Hold) -> (CivilDate, String)? {
        switch hold {
        case .open, .passed: nil
        case .booked(let date): (date.last, hold.words)
        case .masked(_, let until): (until, hold.words)
        }
    }

    /// Whether a step of a ladder holds for an item although somebody owns it.
    private func holds(_ dispatch: StoredDispatch, for item: WatchedItem, _ desk: Desk) -> Bool {
        guard let route = desk.routing.routes.first(where: { $0.name == dispatch.route }) else { return false }
        let ladder = Ladder(route, desk.routing.calendar)
        return ladder.reached(by: item.asOf(dispatch.occasion), on: desk.today).contains { $0.word == dispatch.step }
    }

    /// The routes of the configuration with the silences of the store.
    func routing(_ reader: StoreReader) throws -> Routing {
        let telling = configuration.telling
        guard !telling.routes.isEmpty else { return .none }
        return Routing(
            routes: telling.routes, calendar: telling.calendar,
            silences: try reader.silences(from: today).map(\.silence))
    }
}

/// Plans of the patients whom a round of messages is about, each made once.
private struct Desk {
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

extension Subject {
    init(_ patient: StoredPatient) {
        self.init(
            pseudonym: patient.pseudonym, clinic: patient.patient.clinic, clinician: patient.patient.clinician)
    }
}
