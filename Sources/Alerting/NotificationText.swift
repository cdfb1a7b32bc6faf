import CivilCalendar
import ClinicalModel
import Surveillance

/// The text of a notification: what, when, why. It holds no patient name and no record number.
public struct NotificationText: Hashable, Sendable {
    /// One line, such as `brain-mri overdue by 3 days (due 2026-05-01, latest 2026-05-15; rule long-term, routine)`.
    public let line: String
    /// The pseudonym of the patient it is about, for a field beside the line; nil for a summary.
    public let patient: String?
    /// Its loudness.
    public let priority: NotificationPriority

    /// Creates the text of one notification.
    public init(_ notification: Notification) {
        let key = notification.key
        let what =
            switch key.stage {
            case .windowOpened: "can be done from now on"
            case .fellDue: "is due"
            case .wentOverdue: "is overdue\(NotificationText.lateness(notification.daysLate))"
            case .returned:
                "is open again: a lease on it ended on \(key.due)\(NotificationText.overdue(notification.daysLate))"
            case .missed:
                "is open again: the appointment of \(key.due) was missed\(NotificationText.overdue(notification.daysLate))"
            case .becameUrgent:
                "is \(notification.urgency.rawValue) because of \(key.due)\(NotificationText.overdue(notification.daysLate))"
            case .newFinding:
                "is owed: new finding of \(key.due)\(NotificationText.overdue(notification.daysLate))"
            case .urgentSymptom:
                "is needed within days: a symptom since \(key.due)\(NotificationText.overdue(notification.daysLate))"
            case .emergency:
                "is an emergency since \(key.due)\(NotificationText.overdue(notification.daysLate))"
            }
        line =
            "\(key.item.rawValue) \(what) (due \(notification.due), latest \(notification.latest);"
            + " rule \(notification.rule.rawValue), \(notification.urgency.rawValue))"
        patient = key.patient
        priority = notification.priority
    }

    /// Creates the text of a summary.
    public init(_ summary: NotificationSummary) {
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

/// One message in place of many: the number of notifications by stage and urgency.
public struct NotificationSummary: Hashable, Sendable {
    /// The number of notifications of one stage and urgency.
    public struct Count: Hashable, Sendable {
        /// The stage.
        public let stage: NotificationStage
        /// The urgency of the items.
        public let urgency: Urgency
        /// The number; at least one.
        public let count: Int

        /// Creates a count.
        public init(stage: NotificationStage, urgency: Urgency, count: Int) {
            self.stage = stage
            self.urgency = urgency
            self.count = count
        }
    }

    /// Why the notifications are summarised: `firstImport`, `downtime` or `tooMany`.
    public let reason: NotificationReason
    /// The day it was decided for.
    public let day: CivilDate
    /// The counts, most advanced stage first, then most urgent.
    public let counts: [Count]

    /// Creates a summary of these counts.
    public init(reason: NotificationReason, day: CivilDate, counts: [Count]) {
        self.reason = reason
        self.day = day
        self.counts = counts
    }

    init(of tally: NotificationTally, reason: NotificationReason, day: CivilDate) {
        self.init(
            reason: reason, day: day,
            counts: tally.counts.sorted {
                ($1.stage.advancement, $0.urgency.rank) < ($0.stage.advancement, $1.urgency.rank)
            })
    }

    /// The number of notifications it stands for.
    public var total: Int { counts.reduce(0) { $0 + $1.count } }

    /// The priority of the loudest notification it stands for.
    public var priority: NotificationPriority {
        counts.map { NotificationPriority($0.stage, $0.urgency) }.min() ?? .info
    }
}

/// Counts notifications by stage and urgency.
struct NotificationTally: Sendable {
    private struct Group: Hashable {
        let stage: NotificationStage
        let urgency: Urgency
    }

    private var numbers: [Group: Int] = [:]
    /// The number of notifications counted.
    private(set) var total = 0

    /// Counts a notification.
    mutating func add(_ notification: Notification) {
        numbers[Group(stage: notification.key.stage, urgency: notification.urgency), default: 0] += 1
        total += 1
    }

    /// The counts, unordered.
    var counts: [NotificationSummary.Count] {
        numbers.map { NotificationSummary.Count(stage: $0.key.stage, urgency: $0.key.urgency, count: $0.value) }
    }
}
