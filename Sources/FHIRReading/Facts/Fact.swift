import CivilCalendar
import ClinicalModel

/// What one resource says of one patient, with its place: everything that is kept of it while the folder is read.
struct Fact {
    /// Whose it is: the number of a subject while reading, of a patient afterwards.
    var owner: Int32
    let date: PartialDate
    var content: FactContent
    // The small members fill what the content leaves of its words.
    /// Whether the id belongs to its bundle only.
    let isScoped: Bool
    /// Whether a newer version replaced it.
    var isReplaced = false
    /// Whether the date is known; a date that is not stands for nothing.
    let isDated: Bool
    let id: ResourceID
    let line: UInt32
    /// Which version it is.
    let version: Version
    let file: UInt16
    let type: UInt8
    let form: ResourceID.Form
}
