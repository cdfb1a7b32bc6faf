import ControlInterface
import Foundation
import JSONText
import Testing
import Varlink

@Suite("The control interface")
struct InterfaceTests {
    @Test func `the description is one that any reader of Varlink parses`() throws {
        let description = try InterfaceDescription(parsing: ControlInterface.description)
        #expect(description.name == ControlInterface.name)
        #expect(
            description.methodNames == [
                "Due", "Export", "Metrics", "Show", "Explain", "Census", "Patients", "Forecast", "Adherence",
                "Protocol",
                "Status", "RosterFaults", "Questions", "Reload", "Watch", "Record", "WhatIf",
                "Lease", "Undo", "Audit", "Alerts", "Next", "RouteTest", "Drill", "Silence", "EndSilence", "Silences",
            ])
        #expect(try InterfaceDescription(parsing: description.text) == description)
    }

    private func keys(_ message: some ControlMessage) throws -> [String] {
        var writer = JSONWriter()
        message.write(to: &writer)
        return try #require(try JSONParser().parse(writer.takeBytes()).objectValue).keys
    }

    private static let item = ItemReport(
        item: "brain-mri", rule: "long-term", also: ["lesion-on-ct"], anchor: "2025-03", earliest: "2025-06-01",
        due: "2025-07-01", latest: "2025-07-15", status: "due", urgency: "routine", modality: "mri-brain",
        substitute: false, flags: ["missed"], booked: "2025-07-02", misses: 1, daysLate: 0)
    private static let row = DueRow(
        mrn: "M1", familyName: "", givenName: "", clinic: "North", clinician: "", phase: "long-term", incomplete: false,
        absentSince: nil, item: item, owner: "anna", mask: "snooze", maskUntil: "2025-07-14", highRisk: true)

    private func fields(_ type: String) throws -> [String] {
        let lines = ControlInterface.description.split(separator: "\n").map { line in
            line.trimmingCharacters(in: .whitespaces)
        }
        let start = try #require(lines.firstIndex(of: "type \(type) ("))
        var names: [String] = []
        for line in lines[(start + 1)...] {
            if line == ")" { break }
            if let colon = line.firstIndex(of: ":"), !line.hasPrefix("#") { names.append(String(line[..<colon])) }
        }
        return names
    }

    @Test func `what is written has the members that the description names, in its order`() throws {
        #expect(try keys(InterfaceTests.item) == fields("ItemReport"))
        #expect(try keys(InterfaceTests.row) == fields("DueRow"))
        #expect(try keys(FactReport(file: "events.csv", row: 2, date: "2025", words: "visit")) == fields("FactReport"))
        let question = QuestionReport(
            mrn: "M1", kind: "head-scan", file: "a.ndjson", row: 2, resource: "ImagingStudy/s", reason: "r", remedy: "m"
        )
        #expect(try keys(question) == fields("QuestionReport"))
        #expect(try keys(Notice(kind: "roster-stale", message: "old")) == fields("Notice"))
    }

    @Test func `a message read back is the message written`() throws {
        let page = DuePage(
            schemaVersion: 1, asOf: "2025-07-01",
            protocol: ProtocolReference(id: "p", version: "1", title: "t", fingerprint: "0"), notices: [], total: 1,
            rows: [InterfaceTests.row], next: nil)
        var writer = JSONWriter()
        page.write(to: &writer)
        let json = try #require(try JSONParser().parse(writer.takeBytes()).objectValue)
        #expect(try DuePage(json: json) == page)
    }

    @Test func `a member that is missing or wrong is named, without its value`() throws {
        let json: JSONObject = ["total": "secret"]
        let error = #expect(throws: MessageError.self) { try FaultsReport(json: json) }
        #expect(error?.member == "total")
        #expect(error?.description.contains("secret") == false)
    }
}
