import CivilCalendar
import ClinicalModel
import Foundation
import RosterFolders
import RosterModel
import TestSupport
import Testing

@testable import FHIRReading

@Suite("Records that cannot be read")
struct UnreadableTests {
    private static let other = Samples.patient.replacing("\"id\":\"p\"", with: "\"id\":\"q\"").replacing(
        "M1", with: "M2")

    private static func read(
        _ lines: [String], _ limits: FHIRLimits = FHIRLimits(), name: String = "a.ndjson"
    ) throws -> RosterReading {
        let text = lines.joined(separator: "\n") + "\n"
        return try FHIRReader(tables: FHIRCases.tables(), limits: limits).read([(name, Array(text.utf8))])
    }

    private static func incomplete(_ reading: RosterReading) -> [String] {
        reading.roster.patients.indices.map { reading.roster.record(at: $0) }.filter(\.isIncomplete).map(\.patient.mrn)
    }

    /// A resource with so many objects inside each other behind its subject.
    private static func deep(_ levels: Int) -> String {
        Samples.condition(
            more:
                #","extension":[\#(String(repeating: #"{"a":"#, count: levels))1\#(String(repeating: "}", count: levels))]"#
        )
    }

    @Test(arguments: [
        // Cut off, with a line end behind it.
        String(Samples.condition().dropLast(20)),
        // A comma too many; a quote too many, before and behind the subject; a control character.
        Samples.condition().replacing(",\"code\"", with: ",,\"code\""),
        Samples.condition().replacing("\"id\":\"c\"", with: "\"id\":\"\"c\""),
        Samples.condition().replacing("94225005", with: "9422\"5005"),
        Samples.condition().replacing("94225005", with: "9422\u{1}5005"),
        // A key twice.
        Samples.condition().replacing("\"id\":\"c\"", with: "\"id\":\"c\",\"id\":\"d\""),
        // A resource that names its patient otherwise.
        "{\"resourceType\":\"Appointment\",\"patient\" : { \"reference\" : \"https://example.org/fhir/Patient/p\" },}",
        deep(100),
    ])
    func `a record that is no JSON is set aside against the patient it names`(line: String) throws {
        let reading = try Self.read([Samples.patient, Self.other, line])
        #expect(Self.incomplete(reading) == ["M1"])
        #expect(reading.faults.map(\.kind) == [.badResource])
        #expect(reading.totals.rejectedRows == 1 && reading.totals.orphanRows == 0)
    }

    @Test(arguments: [true, false])
    func `a record that is too large is set aside against the patient named at either end`(isAtEnd: Bool) throws {
        var limits = FHIRLimits()
        limits.resource = 1_000
        limits.block = 100
        let blob = #","note":[{"text":"\#(String(repeating: "x", count: 5_000))"}]"#
        let line =
            isAtEnd
            ? #"{"resourceType":"Condition"\#(blob),"subject":{"reference":"Patient/p"}}"#
            : Samples.condition(more: blob)
        let lines = try Self.read([Samples.patient, Self.other, line], limits)
        #expect(Self.incomplete(lines) == ["M1"])
        #expect(lines.faults.map(\.kind) == [.resourceTooLarge])
        let bundle = try Self.read(
            [
                #"{"resourceType":"Bundle","entry":[{"resource":\#(Samples.patient)},{"resource":\#(Self.other)},"#
                    + #"{"resource":\#(line)}]}"#
            ], limits, name: "b.json")
        #expect(Self.incomplete(bundle) == ["M1"])
    }

    @Test func `a record that names nobody counts as one of unknown patients`() throws {
        let reading = try Self.read([
            Samples.patient, "{", Samples.condition().replacing("Patient/p", with: "Patient/x") + "}",
        ])
        #expect(Self.incomplete(reading) == [])
        #expect(reading.totals.rejectedRows == 2 && reading.totals.orphanRows == 2)
    }

    @Test func `what cannot be read in a bundle of one patient is that patient's`() throws {
        func bundle(_ entries: String...) -> [String] {
            [#"{"resourceType":"Bundle","entry":[\#(entries.map { "{\"resource\":\($0)}" }.joined(separator: ","))]}"#]
        }
        let alone = try Self.read(bundle(Samples.patient, "{,}"), name: "b.json")
        #expect(Self.incomplete(alone) == ["M1"] && alone.totals.orphanRows == 0)
        let two = try Self.read(bundle(Samples.patient, Self.other, "{,}"), name: "b.json")
        #expect(Self.incomplete(two) == [] && two.totals.orphanRows == 1)
    }

    @Test func `a patient whose record is broken stays, under the number it states`() throws {
        let broken = String(Samples.patient.dropLast(3))
        let reading = try Self.read([broken, Samples.condition()])
        #expect(reading.roster.patients.map(\.mrn) == ["M1"])
        #expect(Self.incomplete(reading) == ["M1"])
        #expect(try FHIRCases.events(reading) == ["2026-03-01 metastasis confirmed brain"])
        // Without a number it goes by its id, and a sound record of the same patient outweighs a broken one.
        let nameless = #"{"resourceType":"Patient","id":"p","name":[{"family":"#
        #expect(try Self.read([nameless, Samples.condition()]).roster.patients.map(\.mrn) == ["p"])
        let twice = try Self.read([Samples.patient, broken])
        #expect(twice.roster.patients.map(\.birthDate?.description) == ["1970-05"])
        #expect(Self.incomplete(twice) == ["M1"])
    }

    @Test(arguments: [
        "", "\n", "{\n", #"{"resourceType":"Patient"}"# + "]\n", Samples.condition(), "[]\n",
    ])
    func `a folder without a patient is refused`(text: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("a.ndjson", text)
        try folder.write("b.json", #"{"resourceType":"Bundle","entry":[]}"#)
        let error = #expect(throws: RosterFolderError.self) {
            try RosterFolderReader(codes: CodeTableLocator(named: FHIRCases.codes)).read(folder: folder.path)
        }
        guard case .roster(let refusal)? = error else { throw try #require(error) }
        #expect(refusal.faults.map(\.kind) == [.withoutPatients])
    }
}
