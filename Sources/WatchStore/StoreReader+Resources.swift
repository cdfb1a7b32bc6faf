import CivilCalendar
import ClinicalModel
import GRDB

extension StoreReader {
    /// Where the events of a patient stand whose first event has this number.
    func places(of patient: Int64, firstRow: Int32) throws -> EventPlaces {
        let statement = try database.cachedStatement(sql: "SELECT places FROM resource_place WHERE patient = ?")
        guard let text = try String.fetchOne(statement, arguments: [patient]) else { return .lines }
        var places: [EventPlace] = []
        var file = ""
        for line in text.split(separator: "\n") {
            if line.first == "=" {
                file = String(line.dropFirst())
            } else if let blank = line.firstIndex(of: " "), let number = Int(line[..<blank]) {
                places.append(
                    EventPlace(file: file, line: number, resource: String(line[line.index(after: blank)...])))
            }
        }
        return .listed(places, from: Int(firstRow))
    }

    /// What the roster in force leaves open, of one patient or of all, by patient; at most so many.
    public func questions(of patient: Int64? = nil, limit: Int) throws -> [StoredQuestion] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT mrn, kind, date, file, row, resource, reason, remedy, detail, answered_by
                FROM question JOIN patient ON patient.id = question.patient
                WHERE answered_by IS NULL AND (?1 IS NULL OR question.patient = ?1) ORDER BY question.id LIMIT ?2
                """, arguments: [patient, limit]
        ).map { StoredQuestion($0) }
    }

    /// How many questions the roster in force leaves open.
    public func questionCount(of patient: Int64? = nil) throws -> Int {
        try Int.fetchOne(
            database,
            sql: "SELECT count(*) FROM question WHERE answered_by IS NULL AND (?1 IS NULL OR patient = ?1)",
            arguments: [patient]) ?? 0
    }

    /// The patients of whom the roster in force leaves anything open, answered or not.
    public func patientsWithQuestions() throws -> Set<Int64> {
        try Set(Int64.fetchAll(database, sql: "SELECT DISTINCT patient FROM question"))
    }

    /// What a patient's records leave open, answered or not, and how many of the records that were set aside have an answer.
    func openQuestions(of patient: Int64) throws -> (questions: [OpenQuestion], settledRecords: Int32) {
        let statement = try database.cachedStatement(
            sql: "SELECT kind, date, detail, answered_by IS NOT NULL FROM question WHERE patient = ? ORDER BY id")
        var questions: [OpenQuestion] = []
        var settled: Int32 = 0
        let rows = try Row.fetchCursor(statement, arguments: [patient])
        while let row = try rows.next() {
            guard let kind = QuestionKind(rawValue: row[0]) else { throw HistoryUnreadable() }
            let date: String? = row[1]
            questions.append(OpenQuestion(kind: kind, date: date.flatMap { PartialDate($0) }, detail: row[2]))
            if kind.setsRecordAside, row[3] { settled += 1 }
        }
        return (questions, settled)
    }
}
