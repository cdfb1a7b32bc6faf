import CivilCalendar
import ClinicalModel

/// An occasion on which an item will take up somebody's time.
public struct ExpectedOccasion: Hashable, Sendable {
    /// How sure it is.
    public enum Standing: Hashable, Sendable {
        /// Owed, with an appointment.
        case booked
        /// Owed, without an appointment.
        case unbooked
        /// Not owed yet: it follows if what is owed is done on its day and finds nothing new.
        case projected
    }

    /// What is to be done.
    public let item: Item
    /// The day of the appointment; without one the due date, which may be past.
    public let day: CivilDate
    /// How sure it is.
    public let standing: Standing
}
