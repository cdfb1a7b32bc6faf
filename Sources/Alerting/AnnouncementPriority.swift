import Surveillance

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
