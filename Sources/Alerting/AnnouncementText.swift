import CivilCalendar
import ClinicalModel
import Surveillance

/// The words of an announcement: what, when, why. They name no patient and hold no record number.
public struct AnnouncementText: Hashable, Sendable {
    /// One line, such as `brain-mri overdue by 3 days (due 2026-05-01, latest 2026-05-15; rule long-term, routine)`.
    public let line: String
    /// The pseudonym of the patient it is about, for a field beside the line; nil for a summary.
    public let patient: String?
    /// How loudly it is told.
    public let priority: AnnouncementPriority

    /// The text of one announcement.
    public init(_ announcement: Announcement) {
        let key = announcement.key
        let what =
            switch key.stage {
            case .windowOpened: "can be done from now on"
            case .fellDue: "is due"
            case .wentOverdue: "is overdue\(AnnouncementText.lateness(announcement.daysLate))"
            case .returned:
                "is open again: a lease on it ended on \(key.due)\(AnnouncementText.overdue(announcement.daysLate))"
            case .missed:
                "is open again: the appointment of \(key.due) was missed\(AnnouncementText.overdue(announcement.daysLate))"
            case .becameUrgent:
                "is \(announcement.urgency.rawValue) because of \(key.due)\(AnnouncementText.overdue(announcement.daysLate))"
            case .urgentSymptom:
                "is needed within days: a symptom since \(key.due)\(AnnouncementText.overdue(announcement.daysLate))"
            case .emergency:
                "is an emergency since \(key.due)\(AnnouncementText.overdue(announcement.daysLate))"
            }
        line =
            "\(key.item.rawValue) \(what) (due \(announcement.due), latest \(announcement.latest);"
            + " rule \(announcement.rule.rawValue), \(announcement.urgency.rawValue))"
        patient = key.patient
        priority = announcement.priority
    }

    /// The text of a summary.
    public init(_ summary: AnnouncementSummary) {
        let counts = summary.counts.map { "\($0.count) \($0.stage.rawValue) (\($0.urgency.rawValue))" }
        let why =
            switch summary.reason {
            case .firstImport: "first import"
            case .downtime: "after days without an evaluation"
            case .tooMany, .first, .advanced, .passed, .newRoute, .stillStands: "too many to tell one by one"
            }
        line =
            "\(Counted(summary.total, "item")) to look at on \(summary.day), \(why): " + counts.joined(separator: ", ")
        patient = nil
        priority = summary.priority
    }

    private static func lateness(_ days: Int) -> String {
        days == 0 ? "" : " by \(Counted(days, "day"))"
    }

    private static func overdue(_ days: Int) -> String {
        days == 0 ? "" : ", overdue\(lateness(days))"
    }
}

/// One message in place of many: how much there is to tell, by stage and urgency.
public struct AnnouncementSummary: Hashable, Sendable {
    /// How many announcements of one stage and urgency the summary stands for.
    public struct Count: Hashable, Sendable {
        /// The stage.
        public let stage: AnnouncementStage
        /// The urgency of the items.
        public let urgency: Urgency
        /// How many; at least one.
        public let count: Int

        /// A count.
        public init(stage: AnnouncementStage, urgency: Urgency, count: Int) {
            self.stage = stage
            self.urgency = urgency
            self.count = count
        }
    }

    /// Why there is a summary: `firstImport`, `downtime` or `tooMany`.
    public let reason: AnnouncementReason
    /// The day it was decided for.
    public let day: CivilDate
    /// The counts, the most advanced stage first, then the most urgent.
    public let counts: [Count]

    /// A summary of these counts.
    public init(reason: AnnouncementReason, day: CivilDate, counts: [Count]) {
        self.reason = reason
        self.day = day
        self.counts = counts
    }

    init(of tally: AnnouncementTally, reason: AnnouncementReason, day: CivilDate) {
        self.init(
            reason: reason, day: day,
            counts: tally.counts.sorted {
                ($1.stage.advancement, $0.urgency.rank) < ($0.stage.advancement, $1.urgency.rank)
            })
    }

    /// How many announcements it stands for.
    public var total: Int { counts.reduce(0) { $0 + $1.count } }

    /// As loud as the loudest of what it stands for.
    public var priority: AnnouncementPriority {
        counts.map { AnnouncementPriority($0.stage, $0.urgency) }.min() ?? .info
    }
}

/// How many announcements there are of each stage and urgency.
struct AnnouncementTally: Sendable {
    private struct Group: Hashable {
        let stage: AnnouncementStage
        let urgency: Urgency
    }

    private var numbers: [Group: Int] = [:]
    /// How many there are.
    private(set) var total = 0

    /// Counts one more.
    mutating func add(_ announcement: Announcement) {
        numbers[Group(stage: announcement.key.stage, urgency: announcement.urgency), default: 0] += 1
        total += 1
    }

    /// The numbers, in no order.
    var counts: [AnnouncementSummary.Count] {
        numbers.map { AnnouncementSummary.Count(stage: $0.key.stage, urgency: $0.key.urgency, count: $0.value) }
    }
}
