import CivilCalendar
import ClinicalModel

/// What identifies an announcement: nothing is told twice for the same key, ever.
public struct AnnouncementKey: Hashable, Sendable {
    /// The patient's pseudonym, 12 hexadecimal digits; never a record number.
    public let patient: String
    /// What is owed.
    public let item: Item
    /// The day that tells one occasion of the item from the next.
    ///
    /// For the stages of an item's dates its *due* date; for an item that came back the last day of the lease; for alarms the
    /// day of the onset; for an item that is due on every
    /// day for as long as it is owed the first of these days.
    public let due: CivilDate
    /// Which step.
    public let stage: AnnouncementStage

    /// The key of these parts.
    public init(patient: String, item: Item, due: CivilDate, stage: AnnouncementStage) {
        self.patient = patient
        self.item = item
        self.due = due
        self.stage = stage
    }
}
