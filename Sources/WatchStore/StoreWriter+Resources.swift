import ClinicalModel
import GRDB
import StaffWork

extension StoreWriter {
    /// Keeps where the resources of a patient's events stand.
    public func put(places: [EventPlace], of patient: Int64) throws {
        var text = ""
        var file = ""
        for place in places {
            if place.file != file {
                file = place.file
                text += "=\(file)\n"
            }
            text += "\(place.line) \(place.resource ?? "")\n"
        }
        try execute("INSERT OR REPLACE INTO resource_place VALUES (?, ?)", [patient, text])
    }

    /// Forgets where resources stand, for a roster of tables.
    public func forgetPlaces() throws { try execute("DELETE FROM resource_place", []) }

    /// Keeps what a roster leaves open in place of what was kept before; all patients are stored already.
    public func put(questions: [StoredQuestion]) throws {
        try execute("DELETE FROM question", [])
        for question in questions {
            try execute(
                """
                INSERT INTO question (patient, kind, date, file, row, resource, reason, remedy, detail, answered_by)
                SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 FROM patient WHERE mrn = ?1
                """,
                [
                    question.mrn, question.kind, question.date, question.place.file, question.place.line,
                    question.place.resource, question.reason, question.remedy, question.detail, question.answeredBy,
                ])
        }
    }

    /// Notes which of a patient's questions are answered now, and counts the records that are set aside accordingly.
    public func put(_ answered: AnsweredQuestions, of patient: StoredPatient) throws {
        let numbers = try Int64.fetchAll(
            database, sql: "SELECT id FROM question WHERE patient = ? ORDER BY id", arguments: [patient.id])
        for (number, act) in zip(numbers, answered.acts) {
            try execute("UPDATE question SET answered_by = ?2 WHERE id = ?1", [number, act])
        }
        try execute(
            "UPDATE patient SET rejected_rows = ?2 WHERE id = ?1",
            [patient.id, Int(max(0, patient.exported.rejectedRows - answered.settledRecords))])
    }
}
