import CivilCalendar
import ClinicalModel
import Surveillance

/// The text of an announcement: what, when, why. It holds no patient name and no record number.
public struct AnnouncementText: Hashable, Sendable {
    /// One line, such as `brain-mri overdue by 3 days (due 2026-05-01, latest 2026-05-15; rule long-term, routine)`.
    public let line: String
    /// The pseudonym of the patient it is about, for a field beside the line; nil for a summary.
    public let patient: String?
    /// Its loudness.
    public let priority: AnnouncementPriority

    /// Creates the text of one announcement.
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

    /// Creates the text of a summary.
    public init(_ summary: AnnouncementSummary) {
        let counts = summary.counts.map { "\($0.count) \($0.stage.rawValue) (\($0.urgency.rawValue))" }
        let why =
            switch summary.reason {
            case .firstImport: "first import"
            case .downtime: "after days without an evaluation"
            case .tooMany, .first, .advanced, .passed, .newRoute, .stillStands: "too many to tell one by one"
            }
        line =
            "\(Pluralised(summary.total, "item")) to look at on \(summary.day), \(why): "
            + counts.joined(separator: ", ")
        patient = nil
        priority = summary.priority
    }

    private static func lateness(_ days: Int) -> String {
        days == 0 ? "" : " by \(Pluralised(days, "day"))"
    }

    private static func overdue(_ days: Int) -> String {
        days == 0 ? "" : ", overdue\(lateness(days))"
    }
}

/// One message in place of many: the number of announcements by stage and urgency.
public struct AnnouncementSummary: Hashable, Sendable {
    /// The number of announcements of one stage and urgency.
    public struct Count: Hashable, Sendable {
        /// The stage.
        public let stage: AnnouncementStage
        /// The urgency of the items.
        public let urgency: Urgency
        /// The number; at least one.
        public let count: Int

        /// Creates a count.
        public init(stage: AnnouncementStage, urgency: Urgency, count: Int) {
            self.stage = stage
            self.urgency = urgency
            self.count = count
        }
    }

    /// Why the announcements are summarised: `firstImport`, `downtime` or `tooMany`.
    public let reason: AnnouncementReason
    /// The day it was decided for.
    public let day: CivilDate
    /// The counts, most advanced stage first, then most urgent.
    public let counts: [Count]

    /// Creates a summary of these counts.
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

    /// The number of announcements it stands for.
    public var total: Int { counts.reduce(0) { $0 + $1.count } }

    /// The priority of the loudest announcement it stands for.
    public var priority: AnnouncementPriority {
        counts.map { AnnouncementPriority($0.stage, $0.urgency) }.min() ?? .info
    }
}

/// Counts announcements by stage and urgency.
struct AnnouncementTally: Sendable {
    private struct Group: Hashable {
        let stage: AnnouncementStage
        let urgency: Urgency
    }

    private var numbers: [Group: Int] = [:]
    /// The number of announcements counted.
    private(set) var total = 0

    /// Counts an announcement.
    mutating func add(_ announcement: Announcement) {
        numbers[Group(stage: announcement.key.stage, urgency: announcement.urgency), default: 0] += 1
        total += 1
    }

    /// The counts, unordered.
    var counts: [AnnouncementSummary.Count] {
        numbers.map { AnnouncementSummary.Count(stage: $0.key.stage, urgency: $0.key.urgency, count: $0.value) }
    }
}
