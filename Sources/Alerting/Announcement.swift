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

/// What identifies an announcement: nothing is told twice for the same key, ever.
public struct AnnouncementKey: Hashable, Sendable {
    /// The patient's pseudonym, 12 hexadecimal digits; never a record number.
    public let patient: String
    /// What is owed.
    public let item: Item
    /// The day that tells one occasion of the item from the next.
    ///
    /// For the stages of an item's dates its *due* date; for an item that came back the last day of the lease; for alarms the
    /// day of the onset; for an item that is due on every
    /// day for as long as it is owed the first of these days.
    public let due: CivilDate
    /// Which step.
    public let stage: AnnouncementStage

    /// The key of these parts.
    public init(patient: String, item: Item, due: CivilDate, stage: AnnouncementStage) {
        self.patient = patient
        self.item = item
        self.due = due
        self.stage = stage
    }
}

/// A step on the way of an owed item that is worth telling, from the least to the most pressing.
///
/// The first three follow the item's dates, the next the leases and appointments for it; the last three are alarms, which
/// follow what makes the item urgent. No booking holds an alarm back, and a lease only one that it was laid on.
@frozen
public enum AnnouncementStage: String, CaseIterable, Hashable, Sendable {
    /// The window is open: the item counts as done from this day on.
    case windowOpened = "window-opened"
    /// The due date is reached.
    case fellDue = "fell-due"
    /// The latest date has passed.
    case wentOverdue = "went-overdue"
    /// What held it back, or somebody's owning it, is over.
    case returned
    /// The day of an appointment has passed without what it was for, or the patient did not come.
    case missed
    /// It has become urgent: it is told at once, whatever its dates, as often as something new makes it so.
    case becameUrgent = "became-urgent"
    /// A symptom is open that calls for a work-up within days.
    case urgentSymptom = "urgent-symptom"
    /// The item is an emergency: it is told at once, whatever its dates.
    case emergency

    /// Whether it is an alarm: one that is taken back is told again when it comes again.
    public var isAlarm: Bool {
        switch self {
        case .windowOpened, .fellDue, .wentOverdue, .returned, .missed: false
        case .becameUrgent, .urgentSymptom, .emergency: true
        }
    }

    /// 0 for the least advanced; of the stages that an item reaches together only the most advanced is told.
    public var advancement: Int { AnnouncementStage.allCases.firstIndex(of: self) ?? 0 }
}

/// How loudly something is told; the numbers are the priorities of syslog(3) and the journal.
@frozen
public enum AnnouncementPriority: Int, CaseIterable, Hashable, Sendable {
    /// An emergency.
    case critical = 2
    /// Overdue, and owed within days.
    case error = 3
    /// Overdue otherwise, or an open symptom that calls for a work-up within days.
    case warning = 4
    /// Due; or the window of something owed within days is open.
    case notice = 5
    /// A window is open.
    case info = 6

    /// The word for it.
    public var word: String {
        switch self {
        case .critical: "critical"
        case .error: "error"
        case .warning: "warning"
        case .notice: "notice"
        case .info: "info"
        }
    }

    /// The priority of a stage of an item of this urgency.
    public init(_ stage: AnnouncementStage, _ urgency: Urgency) {
        switch (stage, urgency) {
        case (_, .emergency), (.emergency, _): self = .critical
        case (.wentOverdue, .inpatient), (.wentOverdue, .urgent): self = .error
        case (.wentOverdue, .soon), (.wentOverdue, .routine), (.wentOverdue, .advisory): self = .warning
        case (.urgentSymptom, .inpatient), (.urgentSymptom, .urgent), (.urgentSymptom, .soon),
            (.urgentSymptom, .routine), (.urgentSymptom, .advisory):
            self = .warning
        case (.returned, .inpatient), (.returned, .urgent), (.returned, .soon), (.returned, .routine),
            (.returned, .advisory):
            self = .notice
        case (.becameUrgent, .inpatient), (.becameUrgent, .urgent), (.becameUrgent, .soon), (.becameUrgent, .routine),
            (.becameUrgent, .advisory):
            self = .warning
        case (.missed, .inpatient), (.missed, .urgent), (.missed, .soon), (.missed, .routine), (.missed, .advisory):
            self = .warning
        case (.fellDue, .inpatient), (.fellDue, .urgent), (.fellDue, .soon), (.fellDue, .routine),
            (.fellDue, .advisory):
            self = .notice
        case (.windowOpened, .inpatient), (.windowOpened, .urgent): self = .notice
        case (.windowOpened, .soon), (.windowOpened, .routine), (.windowOpened, .advisory): self = .info
        }
    }
}

extension AnnouncementPriority: Comparable {
    /// Whether the first is louder than the second.
    public static func < (first: AnnouncementPriority, second: AnnouncementPriority) -> Bool {
        first.rawValue < second.rawValue
    }
}

/// Why something was told, or why it was not told by itself.
@frozen
public enum AnnouncementReason: String, CaseIterable, Hashable, Sendable {
    /// Nothing of this item and due date had been told.
    case first
    /// The item has moved on since something of it was told.
    case advanced
    /// Not told: a more advanced stage of the same item was reached with it.
    case passed
    /// Told in a summary: nothing had ever been evaluated before.
    case firstImport = "first-import"
    /// Told in a summary: more than one civil day had passed without an evaluation.
    case downtime
    /// Told in a summary: too much would have been told at once.
    case tooMany = "too-many"
    /// Known already, and told to whom a route has named only since.
    case newRoute = "new-route"
    /// Known already, and told to whom it was not: a route is about it only since, or what was told in its place is over.
    case stillStands = "still-stands"
}
