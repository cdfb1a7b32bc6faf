import Alerting
import CivilCalendar
import ClinicalModel
import ContactTime
import StaffWork
import Surveillance
import WatchStore

/// Looks again at stored notifications whose moment has come, as of that moment: does each still hold, and may it go out now?
struct Recheck {
    /// What is to become of a stored notification.
    enum Verdict {
        /// It goes out.
        case send(CheckedDispatch)
        /// It does not: for this reason it is not needed.
        case settled(String)
        /// It does not: what it says was taken back. Should it come again, it is sent again.
        case withdrawn(String)
        /// Not before a moment.
        case muted(Int, Delay)
    }

    private let context: WriterContext
    private let now: Int
    private let today: CivilDate
    private let routing: Routing
    private let order: WorkListOrder
    private var plans: PlanCache

    init(_ context: WriterContext, at now: Int, _ reader: StoreReader) throws {
        self.context = context
        self.now = now
        today = context.clock.day(at: now)
        routing = try context.settings.notifications.routing(reader, on: context.today)
        order = WorkListOrder(context.state.protocols.first.workList, on: today)
        plans = try PlanCache(
            protocols: context.state.protocols, today: today,
            newSince: context.settings.notifications.firstDayOfNews(on: today), reader: reader)
    }

    /// What is to become of a notification: the first stage with an answer decides.
    mutating func verdict(on dispatch: StoredDispatch) throws -> Verdict {
        guard context.settings.notifications.receiver(dispatch.receiver) != nil else {
            return .settled("the receiver is no longer configured")
        }
        guard let (worked, subject, isNew) = try plans.plan(of: dispatch.patient) else {
            return .settled("the patient is not in the store")
        }
        guard let owed = worked.plan.items.first(where: { $0.item.rawValue == dispatch.item }) else {
            return .withdrawn("it is no longer owed")
        }
        let item = WatchedItem(owed, in: worked)
        guard let route = route(of: dispatch, for: item, subject) else {
            return .settled("no route names the receiver for it any more")
        }
        let checked = CheckedDispatch(
            dispatch: dispatch, item: item, hold: worked.hold(of: owed.followUp), subject: subject, route: route,
            daysLate: item.window(for: dispatch.step.stage).daysLate(on: today),
            rank: rank(owed.followUp, in: worked, isNew: isNew))
        if let reason = withdrawal(checked, due: owed.due) { return .withdrawn(reason) }
        if let verdict = heldBack(checked) ?? takenOn(checked) { return verdict }
        // An emergency passes silences and hours.
        if dispatch.step.stage == .emergency || item.urgency == .emergency { return .send(checked) }
        return silenced(checked) ?? outOfHours(checked) ?? .send(checked)
    }

    private func rank(_ owed: FollowUp, in worked: WorkedPlan, isNew: Bool) -> WorkListRank {
        order.rank(
            owed.item, owed.urgency, owed.window, isHighRisk: worked.plan.risk.isHigh,
            isNew: isNew && owed.item == .treatmentDecision)
    }

    /// Why what it says is no longer so; nil where it is.
    private func withdrawal(_ checked: CheckedDispatch, due: CivilDate) -> String? {
        let (dispatch, item) = (checked.dispatch, checked.item)
        switch dispatch.step.stage {
        case .emergency: return item.emergencies.contains(dispatch.occasion) ? nil : "it is no emergency any more"
        case .becameUrgent:
            return item.urgentSince == dispatch.occasion ? nil : "it is no longer urgent because of that"
        case .newFinding:
            return item.findings.contains(dispatch.occasion) ? nil : "the finding was treated or taken back"
        case .urgentSymptom: return item.urgentSymptoms.contains(dispatch.occasion) ? nil : "the symptom is closed"
        case .missed where item.missedOn != dispatch.occasion: return "it has been booked anew or done"
        case .windowOpened, .fellDue, .wentOverdue, .returned, .missed, nil:
            return !item.isStanding && due > dispatch.due ? "it has been done; the next one is owed" : nil
        }
    }

    /// Mutes what a lease or a booking holds back.
    private func heldBack(_ checked: CheckedDispatch) -> Verdict? {
        let isAlarm: Bool
        switch checked.dispatch.step.stage {
        case .emergency, .urgentSymptom: return nil
        case .becameUrgent where !checked.item.isMasked, .newFinding where !checked.item.isMasked: return nil
        case .becameUrgent, .newFinding: isAlarm = true
        case .windowOpened, .fellDue, .wentOverdue, .returned, .missed, nil: isAlarm = false
        }
        let (end, delay): (CivilDate, Delay)
        switch checked.hold {
        case .open, .passed: return nil
        case .booked(let date): (end, delay) = (date.last, .booked(date))
        case .masked(let lease, let until): (end, delay) = (until, .heldBack(until: until, lease.words))
        }
        let moment = context.clock.start(of: end + .days(1))
        return .muted(context.opening(of: checked.route, from: moment, isAlarm: isAlarm), delay)
    }

    /// Settles an escalation of what has an owner, unless its step holds for an item with one.
    private func takenOn(_ checked: CheckedDispatch) -> Verdict? {
        guard checked.dispatch.step.stage == nil, checked.item.isOwned else { return nil }
        let reached = EscalationPolicy(checked.route, routing.calendar).reached(
            by: checked.item.asOf(checked.dispatch.occasion), on: today)
        return reached.contains { $0.step == checked.dispatch.step } ? nil : .settled("somebody has taken it on")
    }

    /// Mutes what a silence is about.
    private func silenced(_ checked: CheckedDispatch) -> Verdict? {
        let (item, isAlarm) = (checked.item, checked.isAlarm)
        guard
            let silence = routing.silence(of: item.item, item.urgency, isAlarm: isAlarm, checked.subject, on: today)
        else { return nil }
        let end = context.clock.start(of: silence.until + .days(1))
        return .muted(context.opening(of: checked.route, from: end, isAlarm: isAlarm), .silence(silence.id))
    }

    /// Mutes what comes in quiet hours, and what has waited for nothing yet until its route opens.
    private func outOfHours(_ checked: CheckedDispatch) -> Verdict? {
        let clock = context.clock
        // What was released before its time waits for the digest like everything else.
        if checked.dispatch.delay == nil {
            let (moment, delay) = checked.route.opening(
                from: clock.civilMoment(at: checked.dispatch.notBefore), routing.calendar, isAlarm: checked.isAlarm)
            if let delay, clock.seconds(moment) > now { return .muted(clock.seconds(moment), delay) }
        }
        guard let end = checked.route.quiet?.end(at: clock.civilMoment(at: now), calendar: routing.calendar)
        else { return nil }
        return .muted(clock.seconds(end), .quiet)
    }

    /// The route by which a notification goes: its own, as long as it names the receiver; after a change of the configuration the
    /// first that names the receiver for the same. Nil where none does.
    private func route(of dispatch: StoredDispatch, for item: WatchedItem, _ subject: RoutedPatient) -> Route? {
        let naming = routing.all.filter { $0.names(dispatch.receiver, for: dispatch.step) }
        return naming.first { $0.name == dispatch.route }
            ?? naming.first { $0.matcher.matches(item.item, item.urgency, of: subject) }
    }
}

/// A stored notification with what it is about, as of now.
struct CheckedDispatch {
    let dispatch: StoredDispatch
    let item: WatchedItem
    let hold: Hold
    let subject: RoutedPatient
    let route: Route
    let daysLate: Int
    /// Its place in the work-list of the day.
    let rank: WorkListRank

    /// Whether a message names it before another: in the order of the work-list; of several steps of one item the loudest first.
    func stands(before other: CheckedDispatch) -> Bool {
        if rank != other.rank { return rank < other.rank }
        let (own, another) = (dispatch, other.dispatch)
        return (own.patient, own.item, own.priority, own.id)
            < (another.patient, another.item, another.priority, another.id)
    }

    /// Whether it says that an item became urgent.
    var isAlarm: Bool { dispatch.step.stage?.isAlarm ?? false }
}

extension NotificationSettings {
    /// From when results count as new on a day: whoever works then has not seen what came on the last working day or since.
    package func firstDayOfNews(on day: CivilDate) -> CivilDate { calendar.last(before: day) }
}

extension WriterContext {
    /// The first moment from this one on at which a route sends.
    func opening(of route: Route, from moment: Int, isAlarm: Bool = false) -> Int {
        let opening = route.opening(
            from: clock.civilMoment(at: moment), settings.notifications.calendar, isAlarm: isAlarm)
        return max(moment, clock.seconds(opening.moment))
    }
}

/// Plans of the patients whom a round of messages is about, each made once.
private struct PlanCache {
    private let protocols: ProtocolSet
    private let today: CivilDate
    private let reader: StoreReader
    /// The patients with results that nobody has taken on.
    private let withNewResults: Set<Int64>
    private var plans: [String: (WorkedPlan, RoutedPatient, hasNewResults: Bool)] = [:]

    init(protocols: ProtocolSet, today: CivilDate, newSince: CivilDate, reader: StoreReader) throws {
        (self.protocols, self.today, self.reader) = (protocols, today, reader)
        withNewResults = try reader.patientsWithNewResults(since: newSince, on: today)
    }

    mutating func plan(of pseudonym: String) throws -> (WorkedPlan, RoutedPatient, hasNewResults: Bool)? {
        if let plan = plans[pseudonym] { return plan }
        guard let patient = try reader.patient(pseudonym) else { return nil }
        let plan = (
            patient.plan(protocols, asOf: today), RoutedPatient(patient),
            hasNewResults: withNewResults.contains(patient.id)
        )
        plans[pseudonym] = plan
        return plan
    }
}
