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
public struct AnnouncementPlanner: Sendable {
    /// The circumstances of the round.
    public let context: AnnouncementContext
    private struct News {
        let announcement: Announcement
        let subject: Subject
    }

    /// An item on an escalation ladder, whether or not it is news.
    private struct Climb {
        let item: WatchedItem
        let announcement: Announcement
        let subject: Subject
    }

    private var news: [News] = []
    /// Items already known, but not to a receiver that a route names only now.
    private var standing: [News] = []
    private var climbs: [Climb] = []
    private var passed: [Announcement] = []
    private var unrouted: Set<ClinicAndClinician> = []
    /// What was settled before the end: emergencies, to be announced in order, and what the summary stands for.
    private var settledEmergencies: [Announcement] = []
    private var settledTally = AnnouncementTally()

    /// Creates a planner for one round.
    public init(_ context: AnnouncementContext) {
        self.context = context
    }

    /// Takes in a patient's items as evaluated for the context's day. Call it once per patient and round.
    ///
    /// Throws only what the ledger throws.
    public mutating func consider(
        _ items: [WatchedItem], of subject: Subject, ledger: some AnnouncementLedger
    ) throws {
        var alarms: Set<AnnouncementKey> = []
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
                    AnnouncementKey(patient: subject.pseudonym, item: item.item, due: day, stage: .becameUrgent))
            }
            var unheld: [AnnouncementKey] = []
            for key in reached where try !ledger.holds(key) { unheld.append(key) }
            guard let leading = unheld.max(by: AnnouncementPlanner.isLessAdvanced) else {
                try note(standing: item, reached, subject, ledger)
                continue
            }
            let reason: AnnouncementReason = unheld.count == reached.count ? .first : .advanced
            news.append(News(announcement: announcement(leading, of: item, reason), subject: subject))
            for key in unheld where key != leading { passed.append(announcement(key, of: item, .passed)) }
        }
        // An item due on every day is over once it is no longer owed. If it is owed again, that is news, even on the
        // same day.
        for item in WatchedItem.everStanding where !items.contains(where: { $0.item == item }) {
            guard let since = try ledger.standingSince(patient: subject.pseudonym, item: item), since <= context.today
            else { continue }
            for stage in [AnnouncementStage.windowOpened, .fellDue, .wentOverdue] {
                try ledger.withdraw(AnnouncementKey(patient: subject.pseudonym, item: item, due: since, stage: stage))
            }
        }
        // Neither a mask nor a clock that went back withdraws an alarm.
        let masked = Set(items.lazy.filter(\.isMasked).map(\.item))
        for key in try ledger.alarms(of: subject.pseudonym)
        where !alarms.contains(key) && !masked.contains(key.item) && key.due <= context.today {
            try ledger.withdraw(key)
        }
    }

    /// Returns the decisions, since the last call, that do not depend on the final number of announcements. This way a
    /// first import need not be held in memory whole.
    ///
    /// Announcements made one by one, and the summary, are left to `decisions()`.
    public mutating func settled() -> AnnouncementDecisions {
        guard let reason = context.reasonToCatchUp,
            settledTally.total > 0 || news.contains(where: { !$0.announcement.isEmergency })
        else { return .none }
        let (told, summarised, dispatches) = outcome(reason)
        defer { (news, standing, climbs, passed) = ([], [], [], []) }
        settledEmergencies += told
        for announcement in summarised { settledTally.add(announcement) }
        return AnnouncementDecisions(
            told: [], summary: nil, summarised: summarised, passed: passed, dispatches: dispatches, routes: routes,
            unrouted: [])
    }

    /// Returns the decisions on everything considered and not yet settled.
    public consuming func decisions() -> AnnouncementDecisions {
        let others = news.count { !$0.announcement.isEmergency } + settledTally.total
        let reason = others == 0 ? nil : context.reasonToSummarise(others)
        let (told, summarised, dispatches) = outcome(reason)
        var tally = settledTally
        for announcement in summarised { tally.add(announcement) }
        return AnnouncementDecisions(
            told: (settledEmergencies + told).sorted { $0.stands(before: $1) },
            summary: reason.map { AnnouncementSummary(of: tally, reason: $0, day: context.today) },
            summarised: summarised.sorted { $0.stands(before: $1) }, passed: passed, dispatches: dispatches,
            routes: routes, unrouted: unrouted)
    }

    private var routes: Set<String> { Set(context.routing.all.map(\.name)) }

    /// Returns the decisions for the news. With a reason, all but emergencies go into a summary; without one, each is
    /// announced.
    private func outcome(
        _ reason: AnnouncementReason?
    ) -> (told: [Announcement], summarised: [Announcement], dispatches: [Dispatch]) {
        var told: [Announcement] = []
        var summarised: [Announcement] = []
        var dispatches: [Dispatch] = []
        let isCatchUp = reason == .firstImport || reason == .downtime
        for item in news {
            var announcement = item.announcement
            if let reason, !announcement.isEmergency {
                announcement = announcement.because(reason)
                summarised.append(announcement)
            } else {
                told.append(announcement)
            }
            dispatches += context.routing.dispatches(
                announcement, item.subject, at: context.now, isCatchUp: isCatchUp)
        }
        for item in standing {
            dispatches += context.routing.dispatches(
                item.announcement, item.subject, at: context.now, isCatchUp: context.isRoutingNew)
        }
        for climb in climbs {
            dispatches += context.routing.dispatches(
                climbing: climb.item, climb.announcement, climb.subject, at: context.now, isCatchUp: isCatchUp)
        }
        return (told, summarised, dispatches)
    }

    /// Returns the occasion of an item. A standing item's due date moves each day, so its occasion is the day it was
    /// first owed.
    private func occasion(of item: WatchedItem, _ patient: String, _ ledger: some AnnouncementLedger) throws
        -> CivilDate
    {
        guard item.isStanding else { return item.due }
        return try ledger.standingSince(patient: patient, item: item.item) ?? context.today
    }

    /// Notes an item for receivers who may not know of it, although the ledger does: the patient moves to a different
    /// clinic, or what was announced in its place is over before its digest. A receiver who heard of this stage or a
    /// later one is not notified again, nor is one because a clock went back.
    private mutating func note(
        standing item: WatchedItem, _ reached: [AnnouncementKey], _ subject: Subject, _ ledger: some AnnouncementLedger
    ) throws {
        guard let known = reached.max(by: AnnouncementPlanner.isLessAdvanced) else { return }
        if !context.isRoutingNew {
            if let before = context.lastEvaluated, context.today < before { return }
            let ofDates: [AnnouncementStage] = [.windowOpened, .fellDue, .wentOverdue]
            for stage in ofDates where ofDates.contains(known.stage) && stage.advancement > known.stage.advancement {
                let later = AnnouncementKey(patient: known.patient, item: known.item, due: known.due, stage: stage)
                if try ledger.holds(later) { return }
            }
        }
        let reason: AnnouncementReason = context.isRoutingNew ? .newRoute : .stillStands
        standing.append(News(announcement: announcement(known, of: item, reason), subject: subject))
    }

    private mutating func note(climbOf item: WatchedItem, _ subject: Subject, _ occasion: CivilDate) {
        if context.routing.routes.isEmpty { return }
        let stage: AnnouncementStage
        switch item.status {
        case .upcoming: return
        case .dueSoon: stage = .windowOpened
        case .due: stage = .fellDue
        case .overdue: stage = .wentOverdue
        }
        let key = AnnouncementKey(patient: subject.pseudonym, item: item.item, due: occasion, stage: stage)
        climbs.append(Climb(item: item, announcement: announcement(key, of: item, .advanced), subject: subject))
    }

    /// Returns the keys of all stages an item has reached.
    private func reachedKeys(of item: WatchedItem, _ patient: String, _ occasion: CivilDate) -> [AnnouncementKey] {
        var keys: [AnnouncementKey] = []
        let stages: [AnnouncementStage] =
            switch item.status {
            case .upcoming: []
            case .dueSoon: [.windowOpened]
            case .due: [.windowOpened, .fellDue]
            case .overdue: [.windowOpened, .fellDue, .wentOverdue]
            }
        if !stages.isEmpty, !item.isHeldBack {
            keys += stages.map { AnnouncementKey(patient: patient, item: item.item, due: occasion, stage: $0) }
            keys += item.leaseEnds.map {
                AnnouncementKey(patient: patient, item: item.item, due: $0, stage: .returned)
            }
            if let missed = item.missedOn {
                keys.append(AnnouncementKey(patient: patient, item: item.item, due: missed, stage: .missed))
            }
        }
        if let day = item.urgentSince, !stages.isEmpty, !item.isMasked {
            keys.append(AnnouncementKey(patient: patient, item: item.item, due: day, stage: .becameUrgent))
        }
        keys += item.urgentSymptoms.map {
            AnnouncementKey(patient: patient, item: item.item, due: $0, stage: .urgentSymptom)
        }
        keys += item.emergencies.map {
            AnnouncementKey(patient: patient, item: item.item, due: $0, stage: .emergency)
        }
        return keys
    }

    private func announcement(
        _ key: AnnouncementKey, of item: WatchedItem, _ reason: AnnouncementReason
    ) -> Announcement {
        Announcement(
            key: key, rule: item.rule, urgency: item.urgency, due: item.due, latest: item.latest,
            daysLate: item.window.daysLate(on: context.today), reason: reason)
    }

    private static func isLessAdvanced(_ first: AnnouncementKey, _ second: AnnouncementKey) -> Bool {
        (first.stage.advancement, first.due) < (second.stage.advancement, second.due)
    }
}

/// The circumstances of one round of announcements.
public struct AnnouncementContext: Sendable {
    /// The most announcements made one by one, unless the configuration sets a limit.
    public static let defaultLimit = 25

    /// The civil time at the clinic.
    public let now: CivilMoment
    /// The routing: which receivers are notified.
    public let routing: Routing
    /// The day of the previous evaluation; nil on a first import.
    public let lastEvaluated: CivilDate?
    /// The most announcements, emergencies not counted, made one by one.
    public let limit: Int
    /// Whether the routes changed since the last evaluation, so that known items may be news for some receivers.
    public let isRoutingNew: Bool

    /// Creates the context of a round.
    public init(
        now: CivilMoment, lastEvaluated: CivilDate?, limit: Int = AnnouncementContext.defaultLimit,
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

    /// Why all announcements go into one summary regardless of their number; nil if the number decides.
    var reasonToCatchUp: AnnouncementReason? {
        guard let lastEvaluated else { return .firstImport }
        // A clock that went back makes this negative, which is not a downtime.
        return today.days(since: lastEvaluated) > 1 ? .downtime : nil
    }

    /// Returns why this many announcements go into one summary; nil if each is announced by itself.
    func reasonToSummarise(_ count: Int) -> AnnouncementReason? {
        reasonToCatchUp ?? (count > limit ? .tooMany : nil)
    }
}

/// The result of a round. All of it belongs in the ledger, in the transaction that stores the plans.
public struct AnnouncementDecisions: Hashable, Sendable {
    /// Announced one by one, worst first.
    public let told: [Announcement]
    /// The summary that replaces `summarised`; nil if there is none.
    public let summary: AnnouncementSummary?
    /// The announcements in the summary, worst first; empty if there is none.
    public let summarised: [Announcement]
    /// Stages reached together with a more advanced one of the same item: recorded, and never announced.
    public let passed: [Announcement]

    /// Which receivers to notify of what, news and ladders alike. Receivers may already know some of it.
    public let dispatches: [Dispatch]
    /// The names of the routes in force. A step sent by a route of a different name may come from one of these before
    /// it was renamed.
    public let routes: Set<String>
    /// Practices whose patients no route covers.
    public let unrouted: Set<ClinicAndClinician>

    /// Decisions without any announcement.
    public static let none = AnnouncementDecisions(
        told: [], summary: nil, summarised: [], passed: [], dispatches: [], routes: [], unrouted: [])

    init(
        told: [Announcement], summary: AnnouncementSummary?, summarised: [Announcement], passed: [Announcement],
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

/// What the planner needs from the record of earlier announcements.
public protocol AnnouncementLedger {
    /// Returns whether the ledger holds this key: announced, summarised or passed.
    func holds(_ key: AnnouncementKey) throws -> Bool

    /// Returns the alarms that it holds for a patient.
    func alarms(of patient: String) throws -> [AnnouncementKey]

    /// Removes an alarm that was withdrawn, so that it is news if it recurs.
    func withdraw(_ key: AnnouncementKey) throws

    /// Returns the first day since which an item that is due every day has been owed without a break; nil if it was not
    /// owed.
    func standingSince(patient: String, item: Item) throws -> CivilDate?
}

/// The ledger of a patient without any announcement.
public struct EmptyLedger: AnnouncementLedger {
    /// Creates an empty ledger.
    public init() {}

    /// Holds nothing.
    public func holds(_ key: AnnouncementKey) -> Bool { false }

    /// Holds no alarms.
    public func alarms(of patient: String) -> [AnnouncementKey] { [] }

    /// Does nothing.
    public func withdraw(_ key: AnnouncementKey) {}

    /// Returns nil.
    public func standingSince(patient: String, item: Item) -> CivilDate? { nil }
}
