import CivilCalendar
import Surveillance

/// The place of an item in the work-list of a day: emergencies, then urgent items, then the rest; within each group by
/// lateness relative to the window, then by risk and due date. Patient and item break remaining ties.
public struct WorkListRank: Hashable, Sendable, Comparable {
    /// The smaller, the higher in the list. From the highest bit: 2 bits for the group, 29 for lateness (inverted), 1
    /// for the risk, 32 for the due date.
    public let value: UInt64

    /// Calculates the place, on a day, of an item with these dates.
    ///
    /// Lateness counts in whole percent of the window that have passed, so that among items about equally late the risk
    /// decides.
    public init(on day: CivilDate, urgency: Urgency, window: Window, isHighRisk: Bool) {
        let group: UInt64 =
            switch urgency {
            case .emergency: 0
            case .inpatient, .urgent: 1
            case .soon, .routine, .advisory: 2
            }
        let length = max(1, window.latest.days(since: window.earliest) + 1)
        let percent = (Double(day.days(since: window.earliest)) / Double(length) * 100).rounded(.down)
        let lateness = UInt64(min(max(percent, -100_000_000), 400_000_000) + 100_000_000)
        let dueBits = UInt64(UInt32(bitPattern: window.due.daysSinceEpoch) ^ 0x8000_0000)
        value = group << 62 | (0x1FFF_FFFF - lateness) << 33 | (isHighRisk ? 0 : 1) << 32 | dueBits
    }

    /// Returns whether the first is above the second.
    public static func < (first: WorkListRank, second: WorkListRank) -> Bool { first.value < second.value }
}
