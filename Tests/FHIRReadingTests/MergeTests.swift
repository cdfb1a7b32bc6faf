import ClinicalModel
import RosterModel
import Testing

@testable import FHIRReading

@Suite("Patients merged into others")
struct MergeTests {
    private static func patient(_ name: String, into others: String...) -> String {
        let links = others.map { #"{"type":"replaced-by","other":{"reference":"Patient/\#($0)"}}"# }
        return
            #"{"resourceType":"Patient","id":"\#(name)","identifier":[{"type":{"coding":[{"code":"MR"}]},"system":"urn:h","value":"\#(name.uppercased())"}],"link":[\#(links.joined(separator: ","))]}"#
    }

    private static func metastasis(of name: String) -> String {
        Samples.condition(id: "c-\(name)").replacing("Patient/p", with: "Patient/\(name)")
    }

    /// Who stands in the roster, with how many events, and who is incomplete.
    private static func summary(_ lines: [String]) throws -> [String] {
        let reading = try FHIRCases.read(lines: lines)
        return reading.roster.patients.indices.map { index in
            let record = reading.roster.record(at: index)
            return "\(record.patient.mrn) \(record.events.count)\(record.isIncomplete ? " incomplete" : "")"
        }.sorted()
    }

    @Test func `a chain of merges ends with the last, in every order of lines`() throws {
        let lines = [
            Self.patient("a", into: "b"), Self.patient("b", into: "c"), Self.patient("c", into: "d"), Self.patient("d"),
            Self.metastasis(of: "a"),
        ]
        for order in Orders.of(lines) { #expect(try Self.summary(order) == ["D 1"]) }
    }

    @Test(arguments: [["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"], ["a", "b", "c", "d", "e"]])
    func `patients merged in a ring stand each for itself, incomplete and told`(ring: [String]) throws {
        let people = ring.indices.map { Self.patient(ring[$0], into: ring[($0 + 1) % ring.count]) }
        let expected = ring.map { "\($0.uppercased()) \($0 == "a" ? 1 : 0) incomplete" }
        for order in Orders.of(people) {
            #expect(try Self.summary(order + [Self.metastasis(of: "a")]) == expected)
            #expect(
                try FHIRCases.read(lines: order).faults.map(\.kind)
                    == Array(repeating: .contradictoryMerge, count: ring.count))
        }
    }

    @Test func `one who is merged into a ring belongs to whom it names`() throws {
        let lines = [
            Self.patient("x", into: "y"), Self.patient("y", into: "a"), Self.patient("a", into: "b"),
            Self.patient("b", into: "a"), Self.metastasis(of: "x"),
        ]
        for order in Orders.of(lines) { #expect(try Self.summary(order) == ["A 1 incomplete", "B 0 incomplete"]) }
    }

    @Test func `one who is merged into several stands for itself, and is told`() throws {
        let lines = [
            Self.patient("a", into: "b", "c"), Self.patient("b"), Self.patient("c"), Self.metastasis(of: "a"),
        ]
        for order in Orders.of(lines) { #expect(try Self.summary(order) == ["A 1 incomplete", "B 0", "C 0"]) }
        // Said twice is not said of two, and one whom the folder does not have replaces nobody.
        #expect(try Self.summary([Self.patient("a", into: "b", "b", "z"), Self.patient("b")]) == ["B 0"])
        #expect(try Self.summary([Self.patient("a", into: "z"), Self.metastasis(of: "a")]) == ["A 1"])
    }

    @Test func `a long chain is followed to its end, whichever end comes first`() throws {
        let chain = (0..<5_000).map { Self.patient("p\($0)", into: "p\($0 + 1)") }
        for lines in [chain, chain.reversed()] {
            let reading = try FHIRCases.read(lines: lines + [Self.patient("p5000"), Self.metastasis(of: "p0")])
            #expect(reading.roster.patients.map(\.mrn) == ["P5000"])
            #expect(reading.totals.events == 1)
        }
    }
}
