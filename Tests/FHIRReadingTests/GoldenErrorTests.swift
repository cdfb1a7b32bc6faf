import CivilCalendar
import ClinicalModel
import Foundation
import RosterFolders
import RosterModel
import TestSupport
import Testing

@testable import FHIRReading

@Suite("Golden errors and questions of FHIR rosters")
struct GoldenErrorTests {
    private static func resourceFaults() throws -> [RosterFault] {
        var limits = FHIRLimits()
        limits.resource = 2_000
        let reader = FHIRReader(tables: try FHIRCases.tables(), limits: limits)
        func link(_ other: String) -> String {
            "\"link\":[{\"type\":\"replaced-by\",\"other\":{\"reference\":\"Patient/\(other)\"}}],\"birthDate\""
        }
        let lines = [
            Samples.patient,
            Samples.patient.replacing("\"id\":\"p\"", with: "\"id\":\"q\"").replacing("urn:h", with: "urn:i"),
            "{", "[]", #"{"resourceType":"Observation","id":"\#(String(repeating: "x", count: 3_000))"}"#,
            Samples.condition(id: "d1").replacing("2026-03-01", with: "1/3/2026"),
            Samples.condition(id: "d2").replacing(#""subject":{"reference":"Patient/p"},"#, with: ""),
            Samples.condition(id: "d3").replacing("Patient/p", with: "Patient/nobody"),
            Samples.patient.replacing("}],\"birthDate\"", with: "}],\(link("o"))").replacing(
                "\"id\":\"p\"", with: "\"id\":\"n\""
            )
            .replacing("M1", with: "M8"),
            Samples.patient.replacing("}],\"birthDate\"", with: "}],\(link("n"))").replacing(
                "\"id\":\"p\"", with: "\"id\":\"o\""
            )
            .replacing("M1", with: "M9"),
            Samples.condition(id: "d4").replacing(#""onsetDateTime":"2026-03-01","#, with: ""),
            Samples.patient.replacing("1970-05", with: "1950").replacing("\"id\":\"p\"", with: "\"id\":\"r\""),
            Samples.patient.replacing("M1", with: "M2"),
            Samples.patient.replacing("M1", with: "M\\u0007").replacing("\"id\":\"p\"", with: "\"id\":\"s\""),
        ]
        let read = try reader.read([("a.ndjson", Array((lines.joined(separator: "\n") + "\n").utf8))]).faults
        return try read + faults(of: ["a.ndjson": Samples.patient, "notes.txt": ""]).reading
    }

    /// What is said of a folder with these files.
    private static func faults(of files: [String: String]) throws -> (reading: [RosterFault], refusal: [FileFault]) {
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(name, text) }
        do throws(RosterFolderError) {
            return (
                try RosterFolderReader(codes: CodeTableLocator(named: FHIRCases.codes)).read(folder: folder.path)
                    .faults, []
            )
        } catch {
            guard case .roster(let refusal) = error else { throw error }
            return ([], refusal.faults)
        }
    }

    private static func fileFaults() throws -> [FileFault] {
        var faults: [FileFault] = []
        func refuse(_ body: () throws(RosterRefusal) -> Void) {
            do throws(RosterRefusal) { try body() } catch { faults += error.faults }
        }
        let reader = FHIRReader(tables: try FHIRCases.tables())
        refuse { () throws(RosterRefusal) in
            _ = try reader.read([("a.ndjson", Array("{".utf8)), ("b.json", Array("{".utf8))])
        }
        for files in [
            ["a.ndjson": "", "patients.csv": ""], ["a.ndjson.gz": ""], ["a.ndjson.old": ""], ["sub/a.ndjson": ""],
            ["a.ndjson": ""], ["a.ndjson": "{\n\(Samples.condition())\n"],
        ] {
            faults += try Self.faults(of: files).refusal
        }
        return faults
    }

    @Test func `every fault and question says what the golden file holds`() throws {
        let resources = try Self.resourceFaults()
        let files = try Self.fileFaults()
        #expect(Set(resources.map(\.kind)) == RosterFaultKind.ofResources)
        #expect(Set(files.map(\.kind)).isSubset(of: FileFaultKind.ofFHIR))
        let questions = QuestionKind.allCases.map { kind in
            Question(patient: 0, row: 1, date: PartialDate("2026-03"), kind: kind, detail: "what the record says")
        }
        let samples = [
            resources.map { ErrorSample($0.kind.rawValue, "\($0)", remedy: $0.remedy) },
            files.map { ErrorSample($0.kind.rawValue, "\($0)", remedy: $0.remedy) },
            questions.map { ErrorSample($0.kind.rawValue, "\($0.reason); \($0.remedy)", remedy: $0.remedy) },
        ]
        for sample in samples.flatMap(\.self) { #expect(!sample.lacksRemedy, "\(sample.text)") }
        let document = zip(["resources", "files", "questions"], samples).map { ErrorSample.document($0, $1) }.joined()
        try GoldenFile().hold(document)
    }
}
