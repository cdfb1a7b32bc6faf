import ControlInterface

/// What a patient's records leave open, as people read it.
enum QuestionLines {
    /// For each question what is open and how to answer, then where the record stands.
    static func lines(_ questions: [QuestionReport]) -> [(what: String, place: String)] {
        questions.map { question in
            let date = question.date.map { "\($0)  " } ?? ""
            return (
                "\(date)\(question.kind): \(question.reason); \(question.remedy)",
                FactText.record(question.file, question.row, question.resource)
            )
        }
    }
}
