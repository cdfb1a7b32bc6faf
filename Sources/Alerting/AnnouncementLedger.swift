import CivilCalendar
import ClinicalModel

/// What the planner asks of the record of earlier announcements.
public protocol AnnouncementLedger {
    /// Whether the ledger holds this key, be it told, folded into a summary or passed.
    func holds(_ key: AnnouncementKey) throws -> Bool

    /// The alarms of a patient that it holds.
    func alarms(of patient: String) throws -> [AnnouncementKey]

    /// Lets go of an alarm that was taken back: should it come again, it is news.
    func withdraw(_ key: AnnouncementKey) throws

    /// The first day since which an item that is due every day has been owed without a break; nil where it was not owed.
    func standingSince(patient: String, item: Item) throws -> CivilDate?
}
