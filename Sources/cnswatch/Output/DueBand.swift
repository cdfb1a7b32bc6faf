import ControlInterface

/// The parts of a work-list, in its order: what cannot wait, what can hardly, and the rest.
enum DueBand: String, CaseIterable {
    case emergency = "EMERGENCY"
    case urgent = "URGENT"
    case others = "OTHERS"

    init(_ row: DueRow) {
        self =
            switch row.item.urgency {
            case "emergency": .emergency
            case "inpatient", "urgent": .urgent
            default: .others
            }
    }

    /// The urgency whose colour the part has.
    var urgency: String? {
        switch self {
        case .emergency: "emergency"
        case .urgent: "urgent"
        case .others: nil
        }
    }
}
