import GRDB

extension StoreSchema {
    /// Puts the places of patients into pages; their hashes are other ones now, so that the next export evaluates everyone once.
    static func marks(_ database: Database) throws {
        try database.execute(
            sql: """
                -- What tells whether patients changed, and where they stand in the files: 200 to a row, in the order of their
                -- numbers, from 200 times the page on. The format is that of PatientMark.
                CREATE TABLE mark_page (
                    page INTEGER PRIMARY KEY,
                    marks BLOB NOT NULL
                ) STRICT;
                """)
        var marks = PatientMarks()
        let rows = try Row.fetchCursor(
            database, sql: "SELECT patient, row, first_event_row FROM place ORDER BY patient")
        while let row = try rows.next() {
            marks[row[0]] = PatientMark(
                contentHash: PatientMark.unknownHash, spacing: 0, row: row[1], firstEventRow: row[2])
        }
        try StoreWriter(database: database, dictionary: EventDictionary()).put(&marks)
        try database.execute(sql: "DROP TABLE place; ALTER TABLE patient DROP COLUMN content_hash")
    }
}
