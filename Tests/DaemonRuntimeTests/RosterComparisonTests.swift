import CSVReading
import CivilCalendar
import ClinicalModel
import ControlInterface
import Foundation
import RosterModel
import Testing

@testable import ControlService
@testable import DaemonRuntime
@testable import Service
@testable import WatchStore

@Suite("A new roster beside the one in force")
struct RosterComparisonTests {
    /// A service on tables.
    private struct Service {
        private let judging: JudgingService
        var folder: String { judging.folder }
        var writer: ServiceWriter { judging.writer }
        var queries: QueryService { judging.queries }

        init() throws {
            judging = try JudgingService("vanished_share_at_most = 0.5")
            try FileManager.default.createDirectory(atPath: folder + "/roster", withIntermediateDirectories: true)
        }

        /// Writes the tables, and reads them into the store.
        func take(_ patients: [String], _ events: [String]) throws -> ReloadReport {
            try write(patients, events)
            return try judging.read()
        }

        /// Writes the tables, and compares them with the store.
        func compare(_ patients: [String], _ events: [String]) throws -> RosterComparison {
            try write(patients, events)
            let roster = try CSVReader().read(folder: folder + "/roster").roster
            return try writer.importer.compare(roster, try writer.context.store.read { try $0.rosterInForce() })
        }

        private func write(_ patients: [String], _ events: [String]) throws {
            for (name, lines) in [
                ("patients", ["mrn,family_name"] + patients), ("events", ["mrn,date,event"] + events),
            ] {
                let text = lines.joined(separator: "\n") + "\n"
                try text.write(toFile: "\(folder)/roster/\(name).csv", atomically: true, encoding: .utf8)
            }
        }

        /// Where a patient's visit stands that was the last.
        func rowOfVisit(_ mrn: String) throws -> Int? {
            try queries.show(PatientRequest(patient: mrn)).timeline.last?.fact.row
        }
    }

    private static let patients = (1...1_000).map { "M\($0),Name \($0)" }
    private static let events = (1...1_000).flatMap {
        ["M\($0),2026-01-0\($0 % 9 + 1),visit", "M\($0),2026-02-01,visit"]
    }
    private let service: Service

    init() throws {
        service = try Service()
        #expect(try service.take(Self.patients, Self.events).changed == 1_000)
    }

    @Test func `a row put in at the top changes one patient and moves all below`() throws {
        let events = ["M1,2025-12-24,visit"] + Self.events
        let comparison = try service.compare(Self.patients, events)
        #expect(comparison.evaluated == [0] && comparison.spaced.isEmpty && comparison.vanished.isEmpty)
        #expect(comparison.numbers == (1...1_000).map { Int64($0) })
        #expect(comparison.marks.changedPages == [0, 1, 2, 3, 4, 5])
        #expect(try service.rowOfVisit("M999") == 1_999)
        #expect(try service.take(Self.patients, events).changed == 1)
        #expect(try service.rowOfVisit("M1") == 4 && service.rowOfVisit("M999") == 2_000)
    }

    @Test func `a patient put in at the top is new, and all others are found where they were`() throws {
        let comparison = try service.compare(["N,New"] + Self.patients, Self.events)
        #expect(comparison.evaluated == [0] && comparison.numbers == [0] + (1...1_000).map { Int64($0) })
        #expect(try service.take(["N,New"] + Self.patients, Self.events).changed == 1)
        #expect(
            try service.compare(["N,New"] + Self.patients, Self.events).numbers == [1_001]
                + (1...1_000).map { Int64($0) })
    }

    @Test func `a record number in another spelling of the same letters is the same patient`() throws {
        let composed = ["\u{C4}1,Name"] + Self.patients
        #expect(try service.take(composed, Self.events).changed == 1)
        let comparison = try service.compare(["A\u{308}1,Name"] + Self.patients, Self.events)
        #expect(comparison.numbers.first == 1_001 && comparison.vanished.isEmpty)
    }

    @Test func `in another order nobody changes, and rows stand where they are now`() throws {
        let (patients, events) = (Array(Self.patients.reversed()), Array(Self.events.reversed()))
        let comparison = try service.compare(Self.patients.shuffled(), Self.events)
        #expect(comparison.evaluated.isEmpty && comparison.vanished.isEmpty && comparison.previous == 1_000)
        // Each patient's rows are in another order, which is another history.
        #expect(try service.take(patients, events).changed == 1_000)
        #expect(try service.rowOfVisit("M1000") == 2 && service.rowOfVisit("M1") == 2_000)
    }

    @Test func `rows of others between a patient's own are stored, and change nobody`() throws {
        let halves = (0...1).flatMap { half in stride(from: half, to: Self.events.count, by: 2).map { Self.events[$0] }
        }
        let comparison = try service.compare(Self.patients, halves)
        #expect(comparison.evaluated.isEmpty && comparison.spaced.count == 1_000)
        #expect(try service.take(Self.patients, halves).changed == 0)
        #expect(try service.rowOfVisit("M1") == 1_002 && service.rowOfVisit("M1000") == 2_001)
    }

    @Test func `who is missing has vanished, and who comes back is evaluated again`() throws {
        let fewer = Array(Self.patients.dropLast(10))
        let report = try service.take(fewer, Self.events)
        #expect((report.vanished, report.changed) == (10, 0))
        let comparison = try service.compare(Self.patients, Self.events)
        #expect(comparison.previous == 990 && comparison.change == RosterChange(returned: 10))
        #expect(comparison.evaluated == (990...999).map { Int32($0) } && comparison.vanished.isEmpty)
    }

    @Test func `a roster of others is refused before any of it is stored`() throws {
        let report = try service.take((1...600).map { "X\($0),Name" }, ["X1,2026-01-01,visit"])
        #expect(report.outcome == "refused")
        #expect(try service.writer.context.store.read { try $0.allPatients() }.count == 1_000)
    }
}
