import CivilCalendar

/// Something that a record of a patient leaves open, as far as staff can answer it.
public struct OpenQuestion: Hashable, Sendable {
    /// What is open.
    public let kind: QuestionKind
    /// The date of the record; nil where it has none.
    public let date: PartialDate?
    /// What a particular case adds: a drug, a symptom, a kind of scan.
    public let detail: String

    /// A question.
    public init(kind: QuestionKind, date: PartialDate?, detail: String) {
        self.kind = kind
        self.date = date
        self.detail = detail
    }
}
