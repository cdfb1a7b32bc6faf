/// The dates and the status of an item as people mean them.
public struct OwnDates: Hashable, Sendable {
    /// When it should be done.
    public let due: String
    /// After this day it is overdue.
    public let latest: String
    /// `upcoming`, `due-soon`, `due` or `overdue`.
    public let status: String
    /// Days past the latest date; 0 where it is not overdue.
    public let daysLate: Int
}

extension ItemReport {
    /// The leading rule's own dates: an emergency of today is due today, however long another rule has asked for the item.
    public var own: OwnDates {
        OwnDates(
            due: leadingDue ?? due, latest: leadingLatest ?? latest, status: leadingStatus ?? status,
            daysLate: leadingDaysLate ?? daysLate)
    }
}

/// The parts of a work-list, in its order; the words are those of `DueRow.band`.
public enum DueBand: String, CaseIterable, Sendable {
    /// Today.
    case emergency
    /// Came since the last working day; nobody has taken it on.
    case newResults = "new-results"
    /// During the stay, or within days.
    case urgent
    /// Within weeks.
    case soon
    /// On schedule.
    case others
    /// So long overdue that the record itself is in doubt.
    case longOverdue = "long-overdue"

    /// The part in which a row stands; by its urgency where the service says none.
    public init(_ row: DueRow) {
        self =
            row.band.flatMap { DueBand(rawValue: $0) }
            ?? {
                switch row.item.urgency {
                case "emergency": .emergency
                case "inpatient", "urgent": .urgent
                case "soon": .soon
                default: .others
                }
            }()
    }

    /// What stands above its rows.
    public var title: String {
        switch self {
        case .emergency: "Emergency"
        case .newResults: "New results to act on"
        case .urgent: "Urgent"
        case .soon: "Soon"
        case .others: "Others"
        case .longOverdue: "Long overdue: is the record complete?"
        }
    }

    /// The urgency whose colour it has.
    public var urgency: String? {
        switch self {
        case .emergency: "emergency"
        case .newResults, .urgent: "urgent"
        case .soon: "soon"
        case .others, .longOverdue: nil
        }
    }
}

extension Sequence<DueRow> {
    /// The rows with whether each is of the same patient as the one before it, in a list by patient.
    public var withFurtherItems: [(row: DueRow, isFurther: Bool)] {
        var before: String?
        return map { row in
            defer { before = row.mrn }
            return (row, row.mrn == before)
        }
    }
}
