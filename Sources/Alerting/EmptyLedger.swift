import CivilCalendar
import ClinicalModel

/// The ledger of a patient of whom nothing was ever told.
public struct EmptyLedger: AnnouncementLedger {
    /// An empty ledger.
    public init() {}

    /// Holds nothing.
    public func holds(_ key: AnnouncementKey) -> Bool { false }

    /// Holds no alarms.
    public func alarms(of patient: String) -> [AnnouncementKey] { [] }

    /// Has nothing to let go of.
    public func withdraw(_ key: AnnouncementKey) {}

    /// Knows of nothing that was owed.
    public func standingSince(patient: String, item: Item) -> CivilDate? { nil }
}
