import ClinicalModel
import GRDB

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
                INSERT INTO question (patient, kind, date, file, row, resource, reason, remedy)
                SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM patient WHERE mrn = ?1
                """,
                [
                    question.mrn, question.kind, question.date, question.place.file, question.place.line,
                    question.place.resource, question.reason, question.remedy,
                ])
        }
    }
}
