import CivilCalendar
import ClinicalModel
import Surveillance

/// Something that is told of one patient's item, with all that its text needs. It names no patient.
public struct Announcement: Hashable, Sendable {
    /// What identifies it.
    public let key: AnnouncementKey
    /// The rule that gives the item its urgency.
    public let rule: RuleID
    /// How quickly the item is owed.
    public let urgency: Urgency
    /// The item's own due date; `key.due` is the onset for alarms.
    public let due: CivilDate
    /// The item's latest date.
    public let latest: CivilDate
    /// By how many days the latest date had passed when this was decided; zero where it had not.
    public let daysLate: Int
    /// Why it is told, or not by itself.
    public let reason: AnnouncementReason

    /// An announcement of these parts.
    public init(
        key: AnnouncementKey, rule: RuleID, urgency: Urgency, due: CivilDate, latest: CivilDate, daysLate: Int,
        reason: AnnouncementReason
    ) {
        self.key = key
        self.rule = rule
        self.urgency = urgency
        self.due = due
        self.latest = latest
        self.daysLate = daysLate
        self.reason = reason
    }

    /// How loudly it is told.
    public var priority: AnnouncementPriority {
        // What comes back late is as loud as what goes late.
        AnnouncementPriority(key.stage == .returned && daysLate > 0 ? .wentOverdue : key.stage, urgency)
    }

    /// Whether it must not wait for a digest or for the end of quiet hours, nor be folded into a summary.
    public var isEmergency: Bool { priority == .critical }

    func because(_ reason: AnnouncementReason) -> Announcement {
        Announcement(
            key: key, rule: rule, urgency: urgency, due: due, latest: latest, daysLate: daysLate, reason: reason)
    }

    /// Worst first, then by date; the rest of the key makes the order total.
    func stands(before other: Announcement) -> Bool {
        if priority != other.priority { return priority < other.priority }
        if urgency != other.urgency { return urgency.rank < other.urgency.rank }
        if due != other.due { return due < other.due }
        if key.patient != other.key.patient { return key.patient < other.key.patient }
        return key.item.rawValue < other.key.item.rawValue
    }
}
