import ControlInterface

/// What a patient's records leave open, as people read it.
enum QuestionLines {
    /// Why a patient's record is incomplete: rows that were set aside, or records that leave something open.
    static func incomplete(_ questions: [QuestionReport]?) -> String {
        (questions ?? []).isEmpty
            ? "Incomplete: rows of this patient were set aside"
            : "Incomplete: records of this patient were set aside, or leave open what is asked below"
    }

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
