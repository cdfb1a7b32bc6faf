import CivilCalendar
import Surveillance

/// The place of a follow-up in the work-list: most urgent first, then by due date, patient and item.
public struct FollowUpKey: Hashable, Sendable, Comparable {
    /// How quickly it is owed.
    public let urgency: Urgency
    /// When it should be done.
    public let due: CivilDate
    /// The patient's number in the store.
    public let patient: Int64
    /// What is owed.
    public let item: String

    /// A place of these parts.
    public init(urgency: Urgency, due: CivilDate, patient: Int64, item: String) {
        self.urgency = urgency
        self.due = due
        self.patient = patient
        self.item = item
    }

    /// Whether the first stands above the second.
    public static func < (first: FollowUpKey, second: FollowUpKey) -> Bool {
        (first.urgency.rank, first.due, first.patient, first.item)
            < (second.urgency.rank, second.due, second.patient, second.item)
    }
}

extension FollowUpKey: LosslessStringConvertible {
    /// The cursor of a page: the parts in their order, blanks between.
    public var description: String { "\(urgency.rank) \(due) \(patient) \(item)" }

    /// Reads a cursor; nil for any other text.
    public init?(_ text: String) {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 4, let rank = Int(parts[0]), let urgency = Urgency(rank: rank),
            let due = CivilDate(parts[1]), let patient = Int64(parts[2])
        else { return nil }
        self.init(urgency: urgency, due: due, patient: patient, item: parts[3])
    }
}
