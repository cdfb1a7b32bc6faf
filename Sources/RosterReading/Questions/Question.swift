import CivilCalendar
import ClinicalModel

/// Something that a record of a patient leaves open. It is never answered by a guess.
public struct Question: Hashable, Sendable {
    /// The patient, by the place in the roster.
    public let patient: Int32
    /// The record, as `Roster.places` numbers it.
    public let row: Int32
    /// The date of the record; nil where it has none.
    public let date: PartialDate?
    /// What is open.
    public let kind: QuestionKind
    /// What a particular case adds: a code, the words of a table, how many records.
    public let detail: String

    /// A question.
    public init(patient: Int32, row: Int32, date: PartialDate?, kind: QuestionKind, detail: String) {
        self.patient = patient
        self.row = row
        self.date = date
        self.kind = kind
        self.detail = detail
    }

    /// The question as staff can answer it.
    public var open: OpenQuestion { OpenQuestion(kind: kind, date: date, detail: detail) }
}
