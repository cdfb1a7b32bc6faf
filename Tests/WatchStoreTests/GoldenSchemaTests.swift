import CivilCalendar
import ClinicalModel
import GRDB
import RosterModel
import TestSupport
import Testing

@testable import WatchStore

@Suite("Golden schema of the store")
struct GoldenSchemaTests {
    private func statements(_ migrator: DatabaseMigrator) throws -> [String] {
        let queue = try DatabaseQueue()
        try migrator.migrate(queue)
        return try queue.read {
            try String.fetchAll(
                $0, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name")
        }
    }

    @Test func `all migrations together make the tables that the golden file holds`() throws {
        let statements = try statements(StoreSchema.migrator)
        #expect(statements.count > 15)
        let document = statements.joined(separator: ";\n\n") + ";\n"
        try GoldenFile("schema.sql").hold(document)
    }

    @Test func `the migrations of the audit file make what its golden file holds`() throws {
        let statements = try statements(AuditSchema.migrator)
        #expect(statements.count == 9)
        let document = statements.joined(separator: ";\n\n") + ";\n"
        try GoldenFile("audit-schema.sql").hold(document)
    }

    // Should these bytes ever change, stored histories would be read as something else: the format needs a new number then.
    @Test func `a history is these bytes`() throws {
        let queue = try DatabaseQueue()
        try StoreSchema.migrator.migrate(queue)
        let day = try #require(PartialDate("2025-02-20"))
        let month = try #require(PartialDate("2024-11"))
        let lesions = LesionDescription(count: 2, sizeInMicrometres: 12_500, criticalSite: .cerebellum)
        let events = [
            Event(date: month, content: .visit, row: 40), Event(date: day, content: .visit, row: 39),
            Event(
                date: day, content: .brainImaging(.mri, .newLesions, lesions), row: 300),
            Event(date: day, content: .performance(.ecog, thousandths: 1_000), row: 301),
        ]
        let dictionary = EventDictionary()
        let roster = Roster(
            records: [PatientRecord(patient: Patient(mrn: "1"), events: events[...])])
        let contents = try queue.write { try EncodedContents(of: roster, dictionary: dictionary, in: $0) }
        let bytes = contents.history(at: 0).events
        // The format; then row distance, date (22 bits, seven a byte), code, and count, size and value where there are any.
        let expected: [[UInt8]] = [
            [1], [0, 217, 187, 180, 1, 0], [1, 148, 191, 180, 1, 0], [138, 4, 148, 191, 180, 1, 3, 3, 213, 97, 0],
            [2, 148, 191, 180, 1, 5, 0, 0, 233, 7],
        ]
        #expect(bytes == Array(expected.joined()))
        let back = try queue.read { database in
            try bytes.withUnsafeBytes {
                try HistoryCodec.decode($0, firstRow: 40, dictionary: EventDictionary(), in: database)
            }
        }
        #expect(back == events)
        #expect(throws: HistoryUnreadable.self) {
            try queue.read { database in
                try bytes.dropLast().withUnsafeBytes {
                    try HistoryCodec.decode($0, firstRow: 40, dictionary: dictionary, in: database)
                }
            }
        }
    }
}
