import ClinicalModel
import ControlInterface
import Varlink
import WatchStore

extension Answers {
    /// What the roster in force leaves open, of all patients or of one.
    func questions(_ request: QuestionsRequest) throws -> QuestionsReport {
        if let limit = request.limit, limit < 1 { throw VarlinkError.invalidParameter("limit") }
        let limit = min(request.limit ?? 1_000, 10_000)
        let patient = try request.patient.map { try self.patient($0).id }
        let (total, questions) = try store.read {
            (try $0.questionCount(of: patient), try $0.questions(of: patient, limit: limit))
        }
        return QuestionsReport(
            total: total,
            questions: questions.map { QuestionReport($0) }, notices: notices)
    }

    /// What the records of one patient leave open.
    func questions(of patient: StoredPatient) throws -> [QuestionReport] {
        try store.read { try $0.questions(of: patient.id, limit: 1_000) }.map { QuestionReport($0) }
    }
}

extension QuestionReport {
    fileprivate init(_ question: StoredQuestion) {
        self.init(
            mrn: question.mrn, kind: question.kind, date: question.date, file: question.place.file,
            row: question.place.line, resource: question.place.resource, reason: question.reason,
            remedy: question.remedy)
    }
}
