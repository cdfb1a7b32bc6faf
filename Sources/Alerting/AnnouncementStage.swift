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
    public var advancement: Int {
        switch self {
        case .windowOpened: 0
        case .fellDue: 1
        case .wentOverdue: 2
        case .returned: 3
        case .missed: 4
        case .becameUrgent: 5
        case .urgentSymptom: 6
        case .emergency: 7
        }
    }
}
