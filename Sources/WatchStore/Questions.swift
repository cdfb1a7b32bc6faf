import CivilCalendar
import ClinicalModel
import GRDB
import RosterModel
import StaffWork

extension StoreSchema {
    /// What a FHIR roster needs besides events: where its resources are, and what they leave open.
    static let resources = """
        -- For each patient the places of the resources that events came from, in the order of their numbers, the first being
        -- that of the first event: a line `=FILE` begins a file, the others are `LINE TYPE/ID`. Rosters of tables have none.
        CREATE TABLE resource_place (
            patient INTEGER PRIMARY KEY REFERENCES patient ON DELETE CASCADE,
            places TEXT NOT NULL
        ) STRICT;

        CREATE TABLE question (
            id INTEGER PRIMARY KEY,
            patient INTEGER NOT NULL REFERENCES patient ON DELETE CASCADE,
            kind TEXT NOT NULL,
            date TEXT,
            file TEXT NOT NULL,
            row INTEGER NOT NULL,
            resource TEXT,
            reason TEXT NOT NULL,
            remedy TEXT NOT NULL
        ) STRICT;
        CREATE INDEX question_patient ON question (patient);
        """

    /// The acts that answer questions: an answered question is no longer open, and `patient.rejected_rows` no longer
    /// counts its record.
    static let answers = """
        ALTER TABLE question ADD COLUMN detail TEXT NOT NULL DEFAULT '';
        ALTER TABLE question ADD COLUMN answered_by INTEGER REFERENCES act;
        """
}

/// An open point in a record of the roster in force, as stored.
public struct StoredQuestion: Hashable, Sendable {
    /// The patient's record number.
    public let mrn: String
    /// What is open, as a word.
    public let kind: String
    /// The date of the record, as recorded; nil if it has none.
    public let date: String?
    /// Where the record is.
    public let place: EventPlace
    /// What is open, in one clause.
    public let reason: String
    /// How to answer.
    public let remedy: String
    /// What a particular case adds.
    public let detail: String
    /// The act that answers it; nil if it is open.
    public let answeredBy: Int64?

    /// Creates the stored form of a question, with the act that answers it.
    public init(_ question: Question, in roster: Roster, answeredBy: Int64? = nil) {
        mrn = roster.patients[Int(question.patient)].mrn
        kind = question.kind.rawValue
        date = question.date?.description
        place = roster.places.place(ofRow: Int(question.row)) ?? EventPlace(file: "", line: 0)
        reason = question.reason
        remedy = question.remedy
        detail = question.detail
        self.answeredBy = answeredBy
    }

    init(_ row: Row) {
        (mrn, kind, date) = (row[0], row[1], row[2])
        place = EventPlace(file: row[3], line: row[4], resource: row[5])
        (reason, remedy, detail, answeredBy) = (row[6], row[7], row[8], row[9])
    }
}

extension StoreReader {
    /// Returns where the events of a patient are; `firstRow` is the number of the first event.
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

    /// Returns the questions that the roster in force leaves open, of one patient or of all, by patient, at most
    /// `limit`.
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

    /// Returns how many questions the roster in force leaves open.
    public func questionCount(of patient: Int64? = nil) throws -> Int {
        guard let patient else { return try number("SELECT count(*) FROM question WHERE answered_by IS NULL") }
        return try number("SELECT count(*) FROM question WHERE answered_by IS NULL AND patient = ?", [patient])
    }

    /// Returns the patients with a question in the roster in force, answered or not.
    public func patientsWithQuestions() throws -> Set<Int64> {
        try Set(Int64.fetchAll(database, sql: "SELECT DISTINCT patient FROM question"))
    }

    /// Returns a patient's questions, answered or not, and how many of the records set aside have an answer.
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

extension StoreWriter {
    /// Stores where the resources of a patient's events are.
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
        try execute("INSERT OR REPLACE INTO resource_place (patient, places) VALUES (?, ?)", [patient, text])
    }

    /// Removes the places of resources, for a roster of tables.
    public func forgetPlaces() throws { try execute("DELETE FROM resource_place", []) }

    /// Replaces the stored questions with those of a roster; all its patients must be stored already.
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

    /// Stores which of a patient's questions are answered, and updates the count of records set aside.
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
