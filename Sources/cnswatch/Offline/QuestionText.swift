import CivilCalendar
import ClinicalModel
import ControlInterface
import RosterReading

/// A question of a roster as people read it: where the record stands, what is open, how to answer.
enum QuestionText {
    static func line(_ question: Question, in roster: Roster) -> String {
        let place = roster.places.place(ofRow: Int(question.row))?.description ?? ""
        let date = question.date.map { " of \($0)" } ?? ""
        return "\(place)\(date): question \(question.kind.rawValue): \(question.reason); \(question.remedy)"
    }
}

extension QuestionReport {
    /// The report of a question of a roster that was read without the service.
    init(_ question: Question, in roster: Roster) {
        let place = roster.places.place(ofRow: Int(question.row)) ?? EventPlace(file: "", line: 0)
        self.init(
            mrn: roster.patients[Int(question.patient)].mrn, kind: question.kind.rawValue,
            date: question.date?.description, file: place.file, row: place.line, resource: place.resource,
            reason: question.reason, remedy: question.remedy)
    }
}
