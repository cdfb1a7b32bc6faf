import CivilCalendar
import ClinicalModel
import RosterReading
import StaffWork

/// What a person asks to do, as it came in: the patient is not looked up, the words of an event are not read.
struct ActRequest: Hashable, Sendable {
    /// What it is about, and what is to be done with it.
    enum Wish: Hashable, Sendable {
        case record(patient: String, EventWords, note: String)
        case lease(patient: String, LeaseKind, Item?, until: CivilDate?, reason: String)
        case second(patient: String, LeaseKind, Item?, until: CivilDate?)
        case undo(act: Int64, reason: String)
    }

    /// The patient as whoever asks named them; nil where an act is named.
    var patient: String? {
        switch wish {
        case .record(let patient, _, _), .lease(let patient, _, _, _, _), .second(let patient, _, _, _): patient
        case .undo: nil
        }
    }

    /// Who asks.
    let who: StaffMember
    /// For what.
    let wish: Wish
}
