import CivilCalendar
import Surveillance

/// The place of a follow-up in the work-list of a day: emergencies, then what is urgent, then the rest; within each by how
/// late it is for its window, then by risk, due date, patient and item.
public struct FollowUpKey: Hashable, Sendable {
    /// The smaller, the higher in the list. From the highest bit: 2 bits for the group, 29 for how little late it is, 1 for the
    /// risk, 32 for the due date.
    let rank: UInt64
    /// The patient's number in the store.
    public let patient: Int64
    /// What is owed.
    public let item: String

    /// The place on a day of an item with these dates.
    ///
    /// Lateness counts in whole percent of the window that have passed, so that among those about equally late the risk decides.
    public init(
        on day: CivilDate, urgency: Urgency, earliest: CivilDate, due: CivilDate, latest: CivilDate, isHighRisk: Bool,
        patient: Int64, item: String
    ) {
        let group: UInt64 =
            switch urgency {
            case .emergency: 0
            case .inpatient, .urgent: 1
            case .soon, .routine, .advisory: 2
            }
        let window = max(1, latest.days(since: earliest) + 1)
        let percent = (Double(day.days(since: earliest)) / Double(window) * 100).rounded(.down)
        let lateness = UInt64(min(max(percent, -100_000_000), 400_000_000) + 100_000_000)
        let dueBits = UInt64(UInt32(bitPattern: due.daysSinceEpoch) ^ 0x8000_0000)
        rank = group << 62 | (0x1FFF_FFFF - lateness) << 33 | (isHighRisk ? 0 : 1) << 32 | dueBits
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
