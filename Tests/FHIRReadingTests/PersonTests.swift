import ClinicalModel
import RosterModel
import Testing

@testable import FHIRReading

@Suite("Who is who, in every order")
struct PersonTests {
    private static func patient(
        _ number: String, id: String = "p", version: Int, born: String = "1970-05", more: String = ""
    ) -> String {
        #"{"resourceType":"Patient","id":"\#(id)","meta":{"versionId":"\#(version)","lastUpdated":"2026-01-0\#(version)T00:00:00Z"},"identifier":[{"type":{"coding":[{"code":"MR"}]},"system":"urn:h","value":"\#(number)"}],"birthDate":"\#(born)"\#(more)}"#
    }

    private static func into(_ other: String) -> String {
        #","link":[{"type":"replaced-by","other":{"reference":"Patient/\#(other)"}}]"#
    }

    /// Who stands in the roster, with how many events, and who is incomplete.
    private static func summary(_ lines: [String]) throws -> [String] {
        let reading = try FHIRCases.read(lines: lines)
        return reading.roster.patients.indices.map { index in
            let record = reading.roster.record(at: index)
            return "\(record.patient.mrn) \(record.events.count)\(record.isIncomplete ? " incomplete" : "")"
        }.sorted()
    }

    private static func hasInEveryOrder(_ lines: [String], _ expected: [String]) throws {
        for order in Orders.of(lines) { #expect(try summary(order) == expected) }
    }

    @Test func `a number corrected twice is one patient, with everything`() throws {
        try Self.hasInEveryOrder(
            [
                Self.patient("A", version: 1), Self.patient("B", version: 2), Self.patient("C", version: 3),
                Samples.condition(),
            ], ["C 1"])
        // Back to the first number.
        try Self.hasInEveryOrder(
            [
                Self.patient("A", version: 1), Self.patient("B", version: 2), Self.patient("A", version: 3),
                Samples.condition(),
            ], ["A 1"])
    }

    @Test func `a death, a merge and a number that a later version takes back are gone`() throws {
        let dead = #","deceasedDateTime":"2026-01-01""#
        try Self.hasInEveryOrder(
            [
                Self.patient("A", version: 1, more: dead + Self.into("q")), Self.patient("B", version: 2),
                Self.patient("Q", id: "q", version: 1), Samples.condition(),
            ], ["B 1", "Q 0"])
    }

    @Test func `two persons with one id stay two, whatever their versions say, and both are incomplete`() throws {
        try Self.hasInEveryOrder(
            [
                Self.patient("X", version: 1), Self.patient("Y", version: 2, born: "1950-01-01"), Samples.condition(),
            ], ["X 0 incomplete", "Y 0 incomplete"])
    }

    @Test func `a corrected date of birth under one number is a correction`() throws {
        try Self.hasInEveryOrder(
            [Self.patient("X", version: 1), Self.patient("X", version: 2, born: "1950-01-01"), Samples.condition()],
            ["X 1"])
    }
}
