import ClinicalModel
import TestSupport
import Testing

@testable import CSVReading
@testable import RosterModel

@Suite("What holds of every roster")
struct RosterPropertyTests {
    private static let words = [
        "A1", "A2", "2025", "2025-03-04", "visit", "imaging", "mri-brain", "stable", "drug", "tucatinib", "start", "",
        "\"",
        "\"\"", ",", ",", ",", "\n", "\r\n", "\r", " ", "é", "3", "metastasis", "liver", "suspected", "status",
        "hospice",
    ]

    private func randomText(_ random: inout SplitMix64, length: Int) -> [UInt8] {
        (0..<length).flatMap { _ in Array(RosterPropertyTests.words.randomElement(using: &random)!.utf8) }
    }

    private func outcome(
        _ patients: [UInt8], _ events: [UInt8], pieceSize: Int = .max, limits: CSVLimits = CSVLimits()
    ) -> Result<Readings, RosterRefusal> {
        do throws(RosterRefusal) {
            let reading = try CSVReader(limits: limits).read(
                patients: MemoryBytes(patients, pieceSize: pieceSize), events: MemoryBytes(events, pieceSize: pieceSize)
            )
            return .success(Readings(reading))
        } catch {
            return .failure(error)
        }
    }

    @Test func `random bytes and random words are read or refused, and rows are kept, rejected or skipped`() {
        var random = SplitMix64(seed: 1)
        var read = 0
        for round in 0..<600 {
            var events = Array("mrn,date,event,detail,result\n".utf8)
            if round % 3 == 0 {
                events += (0..<200).map { _ in UInt8.random(in: 0...255, using: &random) }
            } else {
                events += randomText(&random, length: 200)
            }
            if case .success(let reading) = outcome(Array("mrn\nA1\nA2\n".utf8), events) {
                read += 1
                #expect(reading.totals.events == reading.events.count)
                #expect(reading.eventStarts.last == reading.events.count)
                #expect(Int(reading.rejectedRows.reduce(0, +)) <= reading.totals.rejectedRows)
            }
            _ = outcome(events, events)
        }
        #expect(read > 50)
    }

    @Test func `the pieces in which a file comes change nothing`() {
        var random = SplitMix64(seed: 2)
        let small = CSVLimits(fieldBytes: 400, recordBytes: 1_000, bufferBytes: 1_003)
        for _ in 0..<300 {
            let patients = Array("mrn,clinic\nA1,\"North\n\"\nA2,S\n".utf8) + randomText(&random, length: 20)
            let events = Array("\u{FEFF}mrn,date,event,detail,result\n".utf8) + randomText(&random, length: 150)
            let whole = outcome(patients, events)
            let pieces = outcome(patients, events, pieceSize: Int.random(in: 1...40, using: &random))
            let tight = outcome(
                patients, events, pieceSize: Int.random(in: 1...40, using: &random), limits: small)
            #expect(pieces == whole)
            // A smaller buffer has smaller limits, and a quote that runs away meets them first.
            if case .success = whole, case .success = tight { #expect(tight == whole) }
        }
    }

    /// A roster of rows, good and bad, as fields.
    private func rows(_ random: inout SplitMix64) -> [[String]] {
        (0..<60).map { _ in
            let mrn = "M\(Int.random(in: 0..<12, using: &random))"
            let date = ["2025-03-04", "2024-12", "2023", "bad"].randomElement(using: &random)!
            let rest =
                [
                    ["visit", "", "", ""], ["imaging", "mri-brain", "stable", "left, \"deep\""],
                    ["drug", "tucatinib", "start", ""], ["drug", "x\ny", "stop", ""],
                    ["biopsy", "", "positive", "liver"],
                    ["imaging", "pet", "sideways", ""],
                ].randomElement(using: &random)!
            return [mrn, date] + rest
        }
    }

    private func text(_ rows: [[String]], isQuoted: (String) -> Bool) -> [UInt8] {
        let lines = ([["mrn", "date", "event", "detail", "result", "site"]] + rows).map { row in
            row.map { isQuoted($0) ? "\"" + $0.replacing("\"", with: "\"\"") + "\"" : $0 }.joined(separator: ",")
        }
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    private let patients = Array(("mrn\n" + (0..<10).map { "M\($0)\n" }.joined()).utf8)

    @Test func `quoting a field that needs no quotes changes nothing`() throws {
        var random = SplitMix64(seed: 3)
        for _ in 0..<100 {
            let rows = rows(&random)
            let needed: (String) -> Bool = { $0.contains { "\",\n".contains($0) } }
            let few = outcome(patients, text(rows, isQuoted: needed))
            let all = outcome(patients, text(rows, isQuoted: { _ in true }))
            var chance = random
            let some = outcome(
                patients, text(rows, isQuoted: { needed($0) || Bool.random(using: &chance) }))
            #expect(all == few)
            #expect(some == few)
            #expect(try few.get().totals.rejectedRows > 0)
        }
    }

    @Test func `the order of rows of different patients changes nothing`() throws {
        var random = SplitMix64(seed: 4)
        for _ in 0..<100 {
            let rows = rows(&random)
            let grouped = rows.enumerated().sorted { ($0.element[0], $0.offset) < ($1.element[0], $1.offset) }
            let first = try outcome(patients, text(rows, isQuoted: { _ in true })).get()
            let second = try outcome(patients, text(grouped.map(\.element), isQuoted: { _ in true })).get()
            #expect(first.eventStarts == second.eventStarts)
            #expect(first.rejectedRows == second.rejectedRows)
            #expect(first.events.map(\.date) == second.events.map(\.date))
            #expect(first.events.map(\.content.eventName) == second.events.map(\.content.eventName))
            #expect(first.totals == second.totals)
        }
    }
}
