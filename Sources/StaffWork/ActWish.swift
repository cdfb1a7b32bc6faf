import CivilCalendar
import ClinicalModel

/// What a person asks to do for a patient, before it is judged.
public enum ActWish: Hashable, Sendable {
    /// Record an event; its row is not looked at.
    case record(Event, note: String)
    /// Lay a lease on an item or the patient; without a date for as long as the limits say.
    case lease(LeaseKind, Item?, until: CivilDate?, reason: String)
    /// Confirm a colleague's lease; with a date, one that holds until then.
    case second(LeaseKind, Item?, until: CivilDate?)
    /// Undo an act.
    case undo(of: Int64, reason: String)
}
