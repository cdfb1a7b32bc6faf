import ClinicalModel
import Testing

@testable import CSVReading
@testable import RosterModel

/// The column `note`: kept beside its event, deciding nothing.
@Suite("Notes of rows")
struct NoteTests {
    private static let rows = """
        A1,2025-01-01,visit,,,,,,,by telephone
        A1,2025-01-02,visit,,,,,,,
        A2,2025-01-01,visit,,,,,,,"said ""soon"", twice"
        A1,2025-01-03,visit,,,,,,,by telephone
        A2,2025-01-02,visit,,,,,,,
        A1,soon,visit,,,,,,,of a row that is set aside
        A2,2025-01-03,visit,,,,,,,"two
        lines"

        """

    private func notes(_ reading: RosterReading) -> [String] {
        reading.roster.patients.indices.flatMap { index in
            reading.roster.record(at: index).events.compactMap { event in
                reading.roster.notes.bytes(ofRow: event.row).map {
                    "\(event.date) row \(event.row): \(String(decoding: $0, as: UTF8.self))"
                }
            }
        }
    }

    @Test(arguments: [1, 7, 40, 1_048_576])
    func `each stands beside its own event, however often it repeats and wherever the file is cut`(
        pieceBytes: Int
    ) throws {
        var limits = CSVLimits()
        limits.pieceBytes = pieceBytes
        let reading = try CSVReader(limits: limits, threads: 2).read(
            patientsCSV: Array("mrn\nA1\nA2\n".utf8), eventsCSV: Array((CSVText.events + Self.rows).utf8))
        #expect(
            notes(reading) == [
                "2025-01-01 row 2: by telephone", "2025-01-03 row 5: by telephone",
                "2025-01-01 row 4: said \"soon\", twice", "2025-01-03 row 8: two\nlines",
            ])
        #expect(reading.roster.notes.bytes(ofRow: 7) == nil)
    }

    @Test func `a long one is cut with a mark, and the event counts`() throws {
        func note(_ text: String) throws -> String {
            let reading = try Readings.read(events: CSVText.events("A1,2025-01-01,visit,,,,,,,\(text)"))
            #expect(reading.totals.events == 1 && reading.totals.rejectedRows == 0)
            return try #require(notes(reading).first)
        }
        let whole = String(repeating: "\u{E9}", count: 500)
        #expect(try note(whole) == "2025-01-01 row 2: \(whole)")
        #expect(try note(whole + "x") == "2025-01-01 row 2: \(whole) [cut]")
        // One character may consist of any number of scalars.
        #expect(try note("e" + String(repeating: "\u{301}", count: 5_000)).utf8.count < 1_100)
    }
}
