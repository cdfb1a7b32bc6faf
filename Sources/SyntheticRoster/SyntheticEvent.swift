import CivilCalendar
import ClinicalModel

/// An invented event with what its row holds beyond the meaning: the text of the site and a note.
struct SyntheticEvent {
    let date: PartialDate
    let content: EventContent
    let site: StaticString
    let note: StaticString
}
