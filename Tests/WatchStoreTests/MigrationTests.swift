import GRDB
import Testing

@testable import WatchStore

@Suite("The store: migrations")
struct MigrationTests {
    @Test func `places of an older store are those of the pages, and everyone is to be evaluated again`() throws {
        let queue = try DatabaseQueue()
        let before = "fhir: places of resources, questions"
        try StoreSchema.migrator.migrate(queue, upTo: before)
        try queue.write { database in
            for number in 1...450 {
                try database.execute(
                    sql: """
                        INSERT INTO patient VALUES (?1, ?2, ?2, '', '', NULL, '', '', '', 0, 99, 'surveillance', NULL, NULL);
                        """, arguments: [number, "M\(number)"])
                try database.execute(
                    sql: "INSERT INTO place VALUES (?, ?, ?)", arguments: [number, number + 1, number * 20])
            }
        }
        try StoreSchema.migrator.migrate(queue)
        let marks = try queue.read { try StoreReader(database: $0, dictionary: EventDictionary()).marks() }
        #expect(marks.end == 451)
        for number: Int64 in 1...450 {
            #expect(
                marks[number]
                    == PatientMark(
                        contentHash: PatientMark.unknownHash, spacing: 0, row: Int32(number + 1),
                        firstEventRow: Int32(number * 20)))
        }
    }
}
