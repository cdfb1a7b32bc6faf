import CivilCalendar
import ClinicalModel
import GRDB
import RosterReading

/// Something that a record of the roster in force leaves open, as stored.
public struct StoredQuestion: Hashable, Sendable {
    /// The patient's record number.
    public let mrn: String
    /// What is open, as a word.
    public let kind: String
    /// The date of the record, as recorded; nil where it has none.
    public let date: String?
    /// Where the record stands.
    public let place: EventPlace
    /// What is open, in one clause.
    public let reason: String
    /// How to answer.
    public let remedy: String

    /// The question of a reading.
    public init(_ question: Question, in roster: Roster) {
        mrn = roster.patients[Int(question.patient)].mrn
        kind = question.kind.rawValue
        date = question.date?.description
        place = roster.places.place(ofRow: Int(question.row)) ?? EventPlace(file: "", line: 0)
        reason = question.reason
        remedy = question.remedy
    }

    init(_ row: Row) {
        (mrn, kind, date) = (row[0], row[1], row[2])
        place = EventPlace(file: row[3], line: row[4], resource: row[5])
        (reason, remedy) = (row[6], row[7])
    }
}
