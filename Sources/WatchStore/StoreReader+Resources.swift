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
                SELECT mrn, kind, date, file, row, resource, reason, remedy
                FROM question JOIN patient ON patient.id = question.patient
                WHERE ?1 IS NULL OR question.patient = ?1 ORDER BY question.id LIMIT ?2
                """, arguments: [patient, limit]
        ).map { StoredQuestion($0) }
    }

    /// How many questions the roster in force leaves open.
    public func questionCount(of patient: Int64? = nil) throws -> Int {
        guard let patient else { return try number("SELECT count(*) FROM question") }
        return try number("SELECT count(*) FROM question WHERE patient = ?", [patient])
    }
}
