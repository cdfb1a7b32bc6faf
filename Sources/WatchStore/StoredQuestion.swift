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
    /// What a particular case adds.
    public let detail: String
    /// The act that answers it; nil where it is open.
    public let answeredBy: Int64?

    /// The question of a reading, and the act that answers it.
    public init(_ question: Question, in roster: Roster, answeredBy: Int64? = nil) {
        mrn = roster.patients[Int(question.patient)].mrn
        kind = question.kind.rawValue
        date = question.date?.description
        place = roster.places.place(ofRow: Int(question.row)) ?? EventPlace(file: "", line: 0)
        reason = question.reason
        remedy = question.remedy
        detail = question.detail
        self.answeredBy = answeredBy
    }

    init(_ row: Row) {
        (mrn, kind, date) = (row[0], row[1], row[2])
        place = EventPlace(file: row[3], line: row[4], resource: row[5])
        (reason, remedy, detail, answeredBy) = (row[6], row[7], row[8], row[9])
    }
}
