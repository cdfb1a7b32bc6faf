import CivilCalendar
import ClinicalModel
import ContactTime
import Surveillance

/// Decides what is told after an evaluation: patient by patient what is new, and at the end whether each of it by itself or
/// one summary.
///
/// Pure: the ledger says what is already known, the context says what day it is. An item is told by the most advanced stage
/// it has reached; the stages below are held as passed. What the ledger holds is never told again, so that a clock that
/// goes back, or the same evaluation after a crash, repeats nothing.
public struct AnnouncementPlanner: Sendable {
    /// The circumstances of the round.
    public let context: AnnouncementContext
    private struct News {
        let announcement: Announcement
        let subject: Subject
    }

    /// What stands on a ladder, whether or not it is news.
    private struct Climb {
        let item: WatchedItem
        let announcement: Announcement
        let subject: Subject
    }

    private var news: [News] = []
    /// What is known, and told to whom a route has named only now.
    private var standing: [News] = []
    private var climbs: [Climb] = []
    private var passed: [Announcement] = []
    private var unrouted: Set<Practice> = []
    /// What was settled before the end: emergencies, to be told in their order, and what the summary stands for.
    private var settledEmergencies: [Announcement] = []
    private var settledTally = AnnouncementTally()

    /// A planner for one round.
    public init(_ context: AnnouncementContext) {
        self.context = context
    }

    /// Takes note of a patient's items as evaluated for the context's day; each patient once a round.
    ///
    /// Throws only what the ledger throws.
    public mutating func consider(
        _ items: [WatchedItem], of subject: Subject, ledger: some AnnouncementLedger
    ) throws {
        var alarms: Set<AnnouncementKey> = []
        if !items.isEmpty, !context.routing.isAbout(subject) {
            unrouted.insert(Practice(clinic: subject.clinic, clinician: subject.clinician))
        }
        for item in items {
            let occasion = try occasion(of: item, subject.pseudonym, ledger)
            let reached = reachedKeys(of: item, subject.pseudonym, occasion)
            note(climbOf: item.asOf(occasion), subject, occasion)
            if let emergency = item.sinceEmergency { note(climbOf: emergency, subject, emergency.due) }
            alarms.formUnion(reached.lazy.filter(\.stage.isAlarm))
            // By a clock that went back its window may not be open yet, and it is as urgent as it was.
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
        // What is due on every day and is owed no more is over: should it be owed again, that is news, on the same day too.
        for item in WatchedItem.everStanding where !items.contains(where: { $0.item == item }) {
            guard let since = try ledger.standingSince(patient: subject.pseudonym, item: item), since <= context.today
            else { continue }
            for stage in [AnnouncementStage.windowOpened, .fellDue, .wentOverdue] {
                try ledger.withdraw(AnnouncementKey(patient: subject.pseudonym, item: item, due: since, stage: stage))
            }
        }
        // What masks an alarm has not taken it back, nor has a clock that went back.
        let masked = Set(items.lazy.filter(\.isMasked).map(\.item))
        for key in try ledger.alarms(of: subject.pseudonym)
        where !alarms.contains(key) && !masked.contains(key.item) && key.due <= context.today {
            try ledger.withdraw(key)
        }
    }

    /// The decisions on what was considered since this was asked before, as far as they do not hang on how much there is to tell
    /// in the end: a first import need not be held in memory whole.
    ///
    /// What is told by itself, and the summary, are left to `decisions()`.
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

    /// The decisions on all that was considered and is not settled.
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

    /// What becomes of the news, where others than emergencies go into a summary for this reason, or are told where there is none.
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

    /// A standing item's due date is a new one each day; the day it was first owed is what stays.
    private func occasion(of item: WatchedItem, _ patient: String, _ ledger: some AnnouncementLedger) throws
        -> CivilDate
    {
        guard item.isStanding else { return item.due }
        return try ledger.standingSince(patient: patient, item: item.item) ?? context.today
    }

    /// What is known may not have been told to everybody: a patient moves to another clinic, or what was told in the place of
    /// this is over before its digest. Whoever was told of it, or of more, is not told again; nor because a clock went back.
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

    /// The keys of all stages an item has reached.
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
    /// How many announcements are told one by one at most, where the configuration says nothing else.
    public static let defaultLimit = 25

    /// The moment at the clinic.
    public let now: CivilMoment
    /// Who is told.
    public let routing: Routing
    /// The day of the last evaluation before this one; nil where there was none: a first import.
    public let lastEvaluated: CivilDate?
    /// How many announcements that are no emergencies are told one by one at most.
    public let limit: Int
    /// Whether the routes are other ones than at the last evaluation, so that what stands is news for some.
    public let isRoutingNew: Bool

    /// The circumstances of a round on a day.
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

    /// Why all announcements are told in one summary however many they are; nil where their number decides.
    var reasonToCatchUp: AnnouncementReason? {
        guard let lastEvaluated else { return .firstImport }
        // A clock that went back makes this negative, which is no downtime.
        return today.days(since: lastEvaluated) > 1 ? .downtime : nil
    }

    /// Why this many announcements are told in one summary; nil where each is told by itself.
    func reasonToSummarise(_ count: Int) -> AnnouncementReason? {
        reasonToCatchUp ?? (count > limit ? .tooMany : nil)
    }
}

/// What a round of announcements comes to. All of it belongs into the ledger, in the transaction that stores the plans.
public struct AnnouncementDecisions: Hashable, Sendable {
    /// What is told one by one, worst first.
    public let told: [Announcement]
    /// What is told together in place of `summarised`; nil where nothing is folded.
    public let summary: AnnouncementSummary?
    /// What the summary stands for, worst first; empty where there is none.
    public let summarised: [Announcement]
    /// Stages reached together with a more advanced one of the same item: never told, and held so that they never will be.
    public let passed: [Announcement]

    /// Which receivers are to be told of what, news and ladders alike; of some of it they may know already.
    public let dispatches: [Dispatch]
    /// The names of the routes in force: a step told by a route of another name may have been told by one of these before it was
    /// renamed.
    public let routes: Set<String>
    /// Whose patients no route is about.
    public let unrouted: Set<Practice>

    /// Nothing to tell.
    public static let none = AnnouncementDecisions(
        told: [], summary: nil, summarised: [], passed: [], dispatches: [], routes: [], unrouted: [])

    init(
        told: [Announcement], summary: AnnouncementSummary?, summarised: [Announcement], passed: [Announcement],
        dispatches: [Dispatch], routes: Set<String>, unrouted: Set<Practice>
    ) {
        self.told = told
        self.summary = summary
        self.summarised = summarised
        self.passed = passed
        self.dispatches = dispatches
        self.routes = routes
        self.unrouted = unrouted
    }

    /// Whether there is nothing to tell and nothing to hold.
    public var isEmpty: Bool { told.isEmpty && summarised.isEmpty && passed.isEmpty && dispatches.isEmpty }
}

/// What the planner asks of the record of earlier announcements.
public protocol AnnouncementLedger {
    /// Whether the ledger holds this key, be it told, folded into a summary or passed.
    func holds(_ key: AnnouncementKey) throws -> Bool

    /// The alarms of a patient that it holds.
    func alarms(of patient: String) throws -> [AnnouncementKey]

    /// Lets go of an alarm that was taken back: should it come again, it is news.
    func withdraw(_ key: AnnouncementKey) throws

    /// The first day since which an item that is due every day has been owed without a break; nil where it was not owed.
    func standingSince(patient: String, item: Item) throws -> CivilDate?
}

/// The ledger of a patient of whom nothing was ever told.
public struct EmptyLedger: AnnouncementLedger {
    /// An empty ledger.
    public init() {}

    /// Holds nothing.
    public func holds(_ key: AnnouncementKey) -> Bool { false }

    /// Holds no alarms.
    public func alarms(of patient: String) -> [AnnouncementKey] { [] }

    /// Has nothing to let go of.
    public func withdraw(_ key: AnnouncementKey) {}

    /// Knows of nothing that was owed.
    public func standingSince(patient: String, item: Item) -> CivilDate? { nil }
}
