import CivilCalendar
import ClinicalModel
import Surveillance

/// A notification about one patient's item, with everything its text needs. It names no patient.
public struct Notification: Hashable, Sendable {
    /// The key that identifies it.
    public let key: NotificationKey
    /// The rule that gives the item its urgency.
    public let rule: RuleID
    /// How quickly the item is owed.
    public let urgency: Urgency
    /// The item's own due date; `key.due` is the onset for alarms.
    public let due: CivilDate
    /// The item's latest date.
    public let latest: CivilDate
    /// Days past the latest date when this was decided; zero if not past.
    public let daysLate: Int
    /// Why it is announced, or why not by itself.
    public let reason: NotificationReason

    /// Creates a notification from its parts.
    public init(
        key: NotificationKey, rule: RuleID, urgency: Urgency, due: CivilDate, latest: CivilDate, daysLate: Int,
        reason: NotificationReason
    ) {
        self.key = key
        self.rule = rule
        self.urgency = urgency
        self.due = due
        self.latest = latest
        self.daysLate = daysLate
        self.reason = reason
    }

    /// Its loudness, from the stage and the urgency.
    public var priority: NotificationPriority {
        // A late item that comes back, or whose finding is late news, is as loud as one that goes overdue.
        let isLate = daysLate > 0 && (key.stage == .returned || key.stage == .newFinding)
        return NotificationPriority(isLate ? .wentOverdue : key.stage, urgency)
    }

    /// Whether it bypasses digests, quiet hours and summaries.
    public var isEmergency: Bool { priority == .critical }

    func because(_ reason: NotificationReason) -> Notification {
        Notification(
            key: key, rule: rule, urgency: urgency, due: due, latest: latest, daysLate: daysLate, reason: reason)
    }

    /// Orders worst first, then by date; the rest of the key makes the order total.
    func stands(before other: Notification) -> Bool {
        if priority != other.priority { return priority < other.priority }
        if urgency != other.urgency { return urgency.rank < other.urgency.rank }
        if due != other.due { return due < other.due }
        if key.patient != other.key.patient { return key.patient < other.key.patient }
        return key.item.rawValue < other.key.item.rawValue
    }
}

/// Identifies a notification. No key is ever sent twice.
public struct NotificationKey: Hashable, Sendable {
    /// The patient's pseudonym, 12 hexadecimal digits; never a record number.
    public let patient: String
    /// What is owed.
    public let item: Item
    /// The day that distinguishes one occasion of the item from the next.
    ///
    /// - Stages of an item's dates: its *due* date.
    /// - An item that came back: the last day of the lease.
    /// - Alarms: the day of the onset.
    /// - An item due on every day while it is owed: the first of these days.
    public let due: CivilDate
    /// The stage that was reached.
    public let stage: NotificationStage

    /// Creates a key from its parts.
    public init(patient: String, item: Item, due: CivilDate, stage: NotificationStage) {
        self.patient = patient
        self.item = item
        self.due = due
        self.stage = stage
    }
}

/// A stage of an owed item that is worth announcing, from the least to the most pressing.
///
/// The first three follow the item's dates, the next two its leases and appointments. The last four are alarms, which
/// follow what makes the item urgent. No booking holds back an alarm; a lease holds back only an alarm that existed
/// when the lease was made.
@frozen
public enum NotificationStage: String, CaseIterable, Hashable, Sendable {
    /// The window is open: from this day on the item counts as done if performed.
    case windowOpened = "window-opened"
    /// The due date is reached.
    case fellDue = "fell-due"
    /// The latest date has passed.
    case wentOverdue = "went-overdue"
    /// The hold on the item, or its ownership, is over.
    case returned
    /// The day of an appointment has passed and the item was not done, or the patient did not come.
    case missed
    /// The item has become urgent. Announced at once, whatever its dates, once for each new cause.
    case becameUrgent = "became-urgent"
    /// A finding or progression calls for it, soon or sooner. Announced at once, whatever its dates, and never again for
    /// the same finding.
    case newFinding = "new-finding"
    /// An open symptom calls for a work-up within days.
    case urgentSymptom = "urgent-symptom"
    /// The item is an emergency. Announced at once, whatever its dates.
    case emergency

    /// Whether it is an alarm. A withdrawn alarm is announced again when it recurs; a finding is not.
    public var isAlarm: Bool {
        switch self {
        case .windowOpened, .fellDue, .wentOverdue, .returned, .missed: false
        case .becameUrgent, .newFinding, .urgentSymptom, .emergency: true
        }
    }

    /// Its rank, 0 for the least advanced. Of the stages that an item reaches together only the most advanced is
    /// announced.
    public var advancement: Int { NotificationStage.allCases.firstIndex(of: self) ?? 0 }
}

/// The loudness of a notification; the numbers are the priorities of syslog(3) and the journal.
@frozen
public enum NotificationPriority: Int, CaseIterable, Hashable, Sendable {
    /// An emergency.
    case critical = 2
    /// Overdue, and owed within days.
    case error = 3
    /// Overdue otherwise, or an open symptom or a new finding that calls for something within days.
    case warning = 4
    /// Due, the window of something owed within days is open, or a new finding calls for something soon.
    case notice = 5
    /// A window is open.
    case info = 6

    /// Its word in texts.
    public var word: String {
        switch self {
        case .critical: "critical"
        case .error: "error"
        case .warning: "warning"
        case .notice: "notice"
        case .info: "info"
        }
    }

    /// Creates the priority of a stage of an item with this urgency.
    public init(_ stage: NotificationStage, _ urgency: Urgency) {
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
        case (.newFinding, .inpatient), (.newFinding, .urgent): self = .warning
        case (.newFinding, .soon), (.newFinding, .routine), (.newFinding, .advisory): self = .notice
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

extension NotificationPriority: Comparable {
    /// Returns whether the first is louder; a smaller number is louder.
    public static func < (first: NotificationPriority, second: NotificationPriority) -> Bool {
        first.rawValue < second.rawValue
    }
}

/// Why an item was announced, or why it was not announced by itself.
@frozen
public enum NotificationReason: String, CaseIterable, Hashable, Sendable {
    /// No earlier notification exists for this item and due date.
    case first
    /// The item has reached a further stage since the last notification.
    case advanced
    /// Not announced: the item reached a more advanced stage together with this one.
    case passed
    /// Announced in a summary: no evaluation had ever been made before.
    case firstImport = "first-import"
    /// Announced in a summary: more than one civil day passed without an evaluation.
    case downtime
    /// Announced in a summary: there were too many to announce one by one.
    case tooMany = "too-many"
    /// Already known, but a route names a new receiver.
    case newRoute = "new-route"
    /// Already known, but not to this receiver: a route now applies to it, or what was announced in its place is over.
    case stillStands = "still-stands"
}
