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
