import ClinicalModel
import RosterReading

/// A question of a roster as people read it: where the record stands, what is open, how to answer.
enum QuestionText {
    static func line(_ question: Question, in roster: Roster) -> String {
        let place = roster.places.place(ofRow: Int(question.row))?.description ?? ""
        let date = question.date.map { " of \($0)" } ?? ""
        return "\(place)\(date): question \(question.kind.rawValue): \(question.reason); \(question.remedy)"
    }
}
