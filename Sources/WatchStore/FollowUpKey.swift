import CivilCalendar
import StaffWork
import Surveillance

/// The place of a follow-up in the work-list of a day: its rank, then patient and item.
public struct FollowUpKey: Hashable, Sendable {
    /// The value of its `WorkListRank`.
    let rank: UInt64
    /// The patient's number in the store.
    public let patient: Int64
    /// What is owed.
    public let item: String

    /// The place on a day of an item with these dates.
    public init(
        on day: CivilDate, urgency: Urgency, earliest: CivilDate, due: CivilDate, latest: CivilDate, isHighRisk: Bool,
        patient: Int64, item: String
    ) {
        rank =
            WorkListRank(
                on: day, urgency: urgency, earliest: earliest, due: due, latest: latest, isHighRisk: isHighRisk
            ).value
        self.patient = patient
        self.item = item
    }
}

extension FollowUpKey: Comparable {
    /// Whether the first stands above the second.
    public static func < (first: FollowUpKey, second: FollowUpKey) -> Bool {
        (first.rank, first.patient, first.item) < (second.rank, second.patient, second.item)
    }
}

extension FollowUpKey: LosslessStringConvertible {
    /// The cursor of a page: of no meaning to whoever hands it back.
    public var description: String { "\(String(rank, radix: 36)) \(patient) \(item)" }

    /// Reads a cursor; nil for any other text.
    public init?(_ text: String) {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 3, let rank = UInt64(parts[0], radix: 36), let patient = Int64(parts[1]) else {
            return nil
        }
        (self.rank, self.patient, item) = (rank, patient, parts[2])
    }
}
