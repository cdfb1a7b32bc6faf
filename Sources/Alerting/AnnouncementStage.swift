/// A step on the way of an owed item that is worth telling, from the least to the most pressing.
///
/// The first three follow the item's dates, the fourth the leases on it; the last two are alarms that follow the onset of a
/// symptom and that no lease holds back.
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
    /// A symptom is open that calls for a work-up within days.
    case urgentSymptom = "urgent-symptom"
    /// The item is an emergency: it is told at once, whatever its dates.
    case emergency

    /// 0 for the least advanced; of the stages that an item reaches together only the most advanced is told.
    public var advancement: Int {
        switch self {
        case .windowOpened: 0
        case .fellDue: 1
        case .wentOverdue: 2
        case .returned: 3
        case .urgentSymptom: 4
        case .emergency: 5
        }
    }
}
