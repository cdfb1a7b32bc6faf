import ControlInterface
import Foundation
import TestSupport
import Testing
import Varlink

/// A work-list that is written while it comes: as one whole, and to nobody who has gone.
@Suite("Long work-lists")
struct WorkListStreamTests {
    private static let count = 700

    /// A service with this many rows, which gives as many at a time as it is asked for; what comes after so many of them
    /// never comes.
    private func service(silentAfter end: Int = .max) throws -> StubService {
        try StubService([
            "Due": { parameters in
                let request = try DueRequest(json: parameters)
                let start = request.after.flatMap(Int.init) ?? 0
                guard start < end else { return .silence }
                let next = min(Self.count, start + (request.limit ?? 1_000))
                let rows = (start..<next).map { StubAnswers.row("P\($0)", StubAnswers.item("visit")) }
                var page = StubAnswers.page(rows)
                page.total = Self.count
                page.next = next < Self.count ? "\(next)" : nil
                return .reply(page)
            }
        ])
    }

    @Test func `the pages make one document, with its head first and a row a line`() throws {
        let service = try service()
        let outcome = try service.ask(["due", "-o", "json"])
        #expect(outcome.status == 0 && outcome.talk == "! The export is old.\n")
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == Self.count + 2)
        #expect(lines[0].hasPrefix(#"{"schemaVersion":1,"asOf":"2026-11-23","protocol":"#))
        #expect(lines[0].hasSuffix(#""total":700,"rows":["#))
        let whole = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        let rows = try #require(whole["rows"] as? [[String: Any]])
        let description = try InterfaceDescription(parsing: ControlInterface.description)
        guard case .method(_, let page) = try #require(description["Due"]).kind else {
            Issue.record("Due is no method")
            return
        }
        #expect(whole.keys.sorted() == page.fields.map(\.name).sorted())
        #expect(rows.map { $0["mrn"] as? String } == (0..<Self.count).map { "P\($0)" })
        #expect(whole["next"] is NSNull)
        #expect(service.calls.map { $0.parameters.contains("after") } == [false, true, true, true])
    }

    @Test(arguments: ["json", "ndjson", "csv"])
    func `whoever reads ten lines gets them before the rest is there, and nobody waits for it`(format: String) throws {
        let service = try service(silentAfter: 25)
        let outcome = try service.shell("{ $cnswatch due -o \(format); echo $? >&2; } | head")
        #expect(outcome.output.split(separator: "\n").count == 10)
        #expect(outcome.talk.hasSuffix("\n0\n"))
        #expect(service.calls.count == 2)
    }

    @Test func `a limit is kept on every page`() throws {
        let service = try service()
        let rows = try service.ask(["due", "-o", "ndjson", "--limit", "130"]).output.split(separator: "\n")
        #expect(rows.count == 130)
        #expect(
            service.calls.map(\.parameters) == [
                #"{"limit":25}"#, #"{"limit":100,"after":"25"}"#, #"{"limit":5,"after":"125"}"#,
            ])
    }

    @Test func `an empty list is a whole document too`() throws {
        let service = try StubService(["Due": { _ in .reply(StubAnswers.page([])) }])
        let output = try service.ask(["due", "-o", "json"]).output
        #expect(output.hasSuffix(#""total":0,"rows":[],"next":null,"longOverdue":null}"# + "\n"))
        #expect(try service.ask(["due", "-o", "csv"]).output.hasPrefix("mrn,"))
    }
}
