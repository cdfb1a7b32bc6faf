import CivilCalendar
import ClinicalModel
import ContactTime
import Surveillance

/// Decides what to announce after an evaluation. It collects the news patient by patient, and decides at the end
/// whether to announce each item by itself or all in one summary.
///
/// Pure: the ledger supplies what is already known, the context supplies the day. An item is announced by the most
/// advanced stage it has reached; the stages below are recorded as passed. What the ledger holds is never announced
/// again, so a clock that goes back, or the same evaluation after a crash, repeats nothing.
public struct NotificationPlanner: Sendable {
    /// The circumstances of the round.
    public let context: NotificationContext
    private struct News {
        let notification: Notification
        let subject: RoutedPatient
    }

    /// An item on an escalation escalation, whether or not it is news.
    private struct Climb {
        let item: WatchedItem
        let notification: Notification
        let subject: RoutedPatient
    }

    private var news: [News] = []
    /// Items already known, but not to a receiver that a route names only now.
    private var standing: [News] = []
    private var climbs: [Climb] = []
    private var passed: [Notification] = []
    private var unrouted: Set<ClinicAndClinician> = []
    /// What was settled before the end: emergencies, to be announced in order, and what the summary stands for.
    private var settledEmergencies: [Notification] = []
    private var settledTally = NotificationTally()

    /// Creates a planner for one round.
    public init(_ context: NotificationContext) {
        self.context = context
    }

    /// Takes in a patient's items as evaluated for the context's day. Call it once per patient and round.
    ///
    /// Throws only what the ledger throws.
    public mutating func consider(
        _ items: [WatchedItem], of subject: RoutedPatient, ledger: some NotificationLog
    ) throws {
        var alarms: Set<NotificationKey> = []
        if !items.isEmpty, !context.routing.isAbout(subject) {
            unrouted.insert(ClinicAndClinician(clinic: subject.clinic, clinician: subject.clinician))
        }
        for item in items {
            let occasion = try occasion(of: item, subject.pseudonym, ledger)
            let reached = reachedKeys(of: item, subject.pseudonym, occasion)
            note(climbOf: item.asOf(occasion), subject, occasion)
            if let emergency = item.sinceEmergency { note(climbOf: emergency, subject, emergency.due) }
            alarms.formUnion(reached.lazy.filter(\.stage.isAlarm))
            // If the clock went back, the window may not be open yet; the item is still as urgent as before.
            if let day = item.urgentSince {
                alarms.insert(
                    NotificationKey(patient: subject.pseudonym, item: item.item, due: day, stage: .becameUrgent))
            }
            var unheld: [NotificationKey] = []
            for key in reached where try !ledger.holds(key) { unheld.append(key) }
            guard let leading = unheld.max(by: NotificationPlanner.isLessAdvanced) else {
                try note(standing: item, reached, subject, ledger)
                continue
            }
            let reason: NotificationReason = unheld.count == reached.count ? .first : .advanced
            news.append(News(notification: notification(leading, of: item, reason), subject: subject))
            for key in unheld where key != leading { passed.append(notification(key, of: item, .passed)) }
        }
        // An item due on every day is over once it is no longer owed. If it is owed again, that is news, even on the
        // same day.
        for item in WatchedItem.everStanding where !items.contains(where: { $0.item == item }) {
            guard let since = try ledger.standingSince(patient: subject.pseudonym, item: item), since <= context.today
            else { continue }
            for stage in [NotificationStage.windowOpened, .fellDue, .wentOverdue] {
                try ledger.withdraw(NotificationKey(patient: subject.pseudonym, item: item, due: since, stage: stage))
            }
        }
        // Neither a mask nor a clock that went back withdraws an alarm, and a finding is announced once.
        let masked = Set(items.lazy.filter(\.isMasked).map(\.item))
        for key in try ledger.alarms(of: subject.pseudonym)
        where key.stage != .newFinding && !alarms.contains(key) && !masked.contains(key.item)
            && key.due <= context.today
        {
            try ledger.withdraw(key)
        }
    }

    /// Returns the decisions, since the last call, that do not depend on the final number of notifications. This way a
    /// first import need not be held in memory whole.
    ///
    /// Notifications made one by one, and the summary, are left to `decisions()`.
    public mutating func settled() -> NotificationDecisions {
        guard let reason = context.reasonToCatchUp,
            settledTally.total > 0 || news.contains(where: { !$0.notification.isEmergency })
        else { return .none }
        let (told, summarised, dispatches) = outcome(reason)
        defer { (news, standing, climbs, passed) = ([], [], [], []) }
        settledEmergencies += told
        for notification in summarised { settledTally.add(notification) }
        return NotificationDecisions(
            told: [], summary: nil, summarised: summarised, passed: passed, dispatches: dispatches, routes: routes,
            unrouted: [])
    }

    /// Returns the decisions on everything considered and not yet settled.
    public consuming func decisions() -> NotificationDecisions {
        let others = news.count { !$0.notification.isEmergency } + settledTally.total
        let reason = others == 0 ? nil : context.reasonToSummarise(others)
        let (told, summarised, dispatches) = outcome(reason)
        var tally = settledTally
        for notification in summarised { tally.add(notification) }
        return NotificationDecisions(
            told: (settledEmergencies + told).sorted { $0.stands(before: $1) },
            summary: reason.map { NotificationSummary(of: tally, reason: $0, day: context.today) },
            summarised: summarised.sorted { $0.stands(before: $1) }, passed: passed, dispatches: dispatches,
            routes: routes, unrouted: unrouted)
    }

    private var routes: Set<String> { Set(context.routing.all.map(\.name)) }

    /// Returns the decisions for the news. With a reason, all but emergencies go into a summary; without one, each is
    /// announced.
    private func outcome(
        _ reason: NotificationReason?
    ) -> (told: [Notification], summarised: [Notification], dispatches: [Dispatch]) {
        var told: [Notification] = []
        var summarised: [Notification] = []
        var dispatches: [Dispatch] = []
        let isCatchUp = reason == .firstImport || reason == .downtime
        for item in news {
            var notification = item.notification
            if let reason, !notification.isEmergency {
                notification = notification.because(reason)
                summarised.append(notification)
            } else {
                told.append(notification)
            }
            dispatches += context.routing.dispatches(
                notification, item.subject, at: context.now, isCatchUp: isCatchUp)
        }
        for item in standing {
            dispatches += context.routing.dispatches(
                item.notification, item.subject, at: context.now, isCatchUp: context.isRoutingNew)
        }
        for climb in climbs {
            dispatches += context.routing.dispatches(
                climbing: climb.item, climb.notification, climb.subject, at: context.now, isCatchUp: isCatchUp)
        }
        return (told, summarised, dispatches)
    }

    /// Returns the occasion of an item. A standing item's due date moves each day, so its occasion is the day it was
    /// first owed.
    private func occasion(of item: WatchedItem, _ patient: String, _ ledger: some NotificationLog) throws
        -> CivilDate
    {
        guard item.isStanding else { return item.due }
        return try ledger.standingSince(patient: patient, item: item.item) ?? context.today
    }

    /// Notes an item for receivers who may not know of it, although the ledger does: the patient moves to a different
    /// clinic, or what was announced in its place is over before its digest. A receiver who heard of this stage or a
    /// later one is not notified again, nor is one because a clock went back.
    private mutating func note(
        standing item: WatchedItem, _ reached: [NotificationKey], _ subject: RoutedPatient,
        _ ledger: some NotificationLog
    ) throws {
        guard let known = reached.max(by: NotificationPlanner.isLessAdvanced) else { return }
        if !context.isRoutingNew {
            if let before = context.lastEvaluated, context.today < before { return }
            let ofDates: [NotificationStage] = [.windowOpened, .fellDue, .wentOverdue]
            for stage in ofDates where ofDates.contains(known.stage) && stage.advancement > known.stage.advancement {
                let later = NotificationKey(patient: known.patient, item: known.item, due: known.due, stage: stage)
                if try ledger.holds(later) { return }
            }
        }
        let reason: NotificationReason = context.isRoutingNew ? .newRoute : .stillStands
        standing.append(News(notification: notification(known, of: item, reason), subject: subject))
    }

    private mutating func note(climbOf item: WatchedItem, _ subject: RoutedPatient, _ occasion: CivilDate) {
        if context.routing.routes.isEmpty { return }
        let stage: NotificationStage
        switch item.status {
        case .upcoming: return
        case .dueSoon: stage = .windowOpened
        case .due: stage = .fellDue
        case .overdue: stage = .wentOverdue
        }
        let key = NotificationKey(patient: subject.pseudonym, item: item.item, due: occasion, stage: stage)
        climbs.append(Climb(item: item, notification: notification(key, of: item, .advanced), subject: subject))
    }

    /// Returns the keys of all stages an item has reached.
    private func reachedKeys(of item: WatchedItem, _ patient: String, _ occasion: CivilDate) -> [NotificationKey] {
        var keys: [NotificationKey] = []
        let stages: [NotificationStage] =
            switch item.status {
            case .upcoming: []
            case .dueSoon: [.windowOpened]
            case .due: [.windowOpened, .fellDue]
            case .overdue: [.windowOpened, .fellDue, .wentOverdue]
            }
        if !stages.isEmpty, !item.isHeldBack {
            keys += stages.map { NotificationKey(patient: patient, item: item.item, due: occasion, stage: $0) }
            keys += item.leaseEnds.map {
                NotificationKey(patient: patient, item: item.item, due: $0, stage: .returned)
            }
            if let missed = item.missedOn {
                keys.append(NotificationKey(patient: patient, item: item.item, due: missed, stage: .missed))
            }
        }
        if let day = item.urgentSince, !stages.isEmpty, !item.isMasked {
            keys.append(NotificationKey(patient: patient, item: item.item, due: day, stage: .becameUrgent))
        }
        if !item.isMasked {
            keys += item.findings.map {
                NotificationKey(patient: patient, item: item.item, due: $0, stage: .newFinding)
            }
            // Whoever is told of the finding need not be told that its window has opened.
            if stages.isEmpty, !item.findings.isEmpty {
                keys.append(
                    NotificationKey(patient: patient, item: item.item, due: occasion, stage: .windowOpened))
            }
        }
        keys += item.urgentSymptoms.map {
            NotificationKey(patient: patient, item: item.item, due: $0, stage: .urgentSymptom)
        }
        keys += item.emergencies.map {
            NotificationKey(patient: patient, item: item.item, due: $0, stage: .emergency)
        }
        return keys
    }

    private func notification(
        _ key: NotificationKey, of item: WatchedItem, _ reason: NotificationReason
    ) -> Notification {
        let window = item.window(for: key.stage)
        return Notification(
            key: key, rule: item.rule, urgency: item.urgency, due: window.due, latest: window.latest,
            daysLate: window.daysLate(on: context.today), reason: reason)
    }

    private static func isLessAdvanced(_ first: NotificationKey, _ second: NotificationKey) -> Bool {
        (first.stage.advancement, first.due) < (second.stage.advancement, second.due)
    }
}

/// The circumstances of one round of notifications.
public struct NotificationContext: Sendable {
    /// The most notifications made one by one, unless the configuration sets a limit.
    public static let defaultLimit = 25

    /// The civil time at the clinic.
    public let now: CivilMoment
    /// The routing: which receivers are notified.
    public let routing: Routing
    /// The day of the previous evaluation; nil on a first import.
    public let lastEvaluated: CivilDate?
    /// The most notifications, emergencies not counted, made one by one.
    public let limit: Int
    /// Whether the routes changed since the last evaluation, so that known items may be news for some receivers.
    public let isRoutingNew: Bool

    /// Creates the context of a round.
    public init(
        now: CivilMoment, lastEvaluated: CivilDate?, limit: Int = NotificationContext.defaultLimit,
        routing: Routing = .none, isRoutingNew: Bool = false
    ) {
        self.now = now
        self.routing = routing
        self.isRoutingNew = isRoutingNew
        self.lastEvaluated = lastEvaluated
        self.limit = limit
    }

    /// The civil day at the clinic.
    public var today: CivilDate { now.day }

    /// Why all notifications go into one summary regardless of their number; nil if the number decides.
    var reasonToCatchUp: NotificationReason? {
        guard let lastEvaluated else { return .firstImport }
        // A clock that went back makes this negative, which is not a downtime.
        return today.days(since: lastEvaluated) > 1 ? .downtime : nil
    }

    /// Returns why this many notifications go into one summary; nil if each is announced by itself.
    func reasonToSummarise(_ count: Int) -> NotificationReason? {
        reasonToCatchUp ?? (count > limit ? .tooMany : nil)
    }
}

/// The result of a round. All of it belongs in the ledger, in the transaction that stores the plans.
public struct NotificationDecisions: Hashable, Sendable {
    /// Announced one by one, worst first.
    public let told: [Notification]
    /// The summary that replaces `summarised`; nil if there is none.
    public let summary: NotificationSummary?
    /// The notifications in the summary, worst first; empty if there is none.
    public let summarised: [Notification]
    /// Stages reached together with a more advanced one of the same item: recorded, and never announced.
    public let passed: [Notification]

    /// Which receivers to notify of what, news and ladders alike. Receivers may already know some of it.
    public let dispatches: [Dispatch]
    /// The names of the routes in force. A step sent by a route of a different name may come from one of these before
    /// it was renamed.
    public let routes: Set<String>
    /// Practices whose patients no route covers.
    public let unrouted: Set<ClinicAndClinician>

    /// Decisions without any notification.
    public static let none = NotificationDecisions(
        told: [], summary: nil, summarised: [], passed: [], dispatches: [], routes: [], unrouted: [])

    init(
        told: [Notification], summary: NotificationSummary?, summarised: [Notification], passed: [Notification],
        dispatches: [Dispatch], routes: Set<String>, unrouted: Set<ClinicAndClinician>
    ) {
        self.told = told
        self.summary = summary
        self.summarised = summarised
        self.passed = passed
        self.dispatches = dispatches
        self.routes = routes
        self.unrouted = unrouted
    }

    /// Whether there is nothing to announce and nothing to record.
    public var isEmpty: Bool { told.isEmpty && summarised.isEmpty && passed.isEmpty && dispatches.isEmpty }
}

/// What the planner needs from the record of earlier notifications.
public protocol NotificationLog {
    /// Returns whether the ledger holds this key: announced, summarised or passed.
    func holds(_ key: NotificationKey) throws -> Bool

    /// Returns the alarms that it holds for a patient.
    func alarms(of patient: String) throws -> [NotificationKey]

    /// Removes an alarm that was withdrawn, so that it is news if it recurs.
    func withdraw(_ key: NotificationKey) throws

    /// Returns the first day since which an item that is due every day has been owed without a break; nil if it was not
    /// owed.
    func standingSince(patient: String, item: Item) throws -> CivilDate?
}

/// The ledger of a patient without any notification.
public struct EmptyLedger: NotificationLog {
    /// Creates an empty ledger.
    public init() {}

    /// Holds nothing.
    public func holds(_ key: NotificationKey) -> Bool { false }

    /// Holds no alarms.
    public func alarms(of patient: String) -> [NotificationKey] { [] }

    /// Does nothing.
    public func withdraw(_ key: NotificationKey) {}

    /// Returns nil.
    public func standingSince(patient: String, item: Item) -> CivilDate? { nil }
}
