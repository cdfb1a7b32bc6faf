import CivilCalendar
import ClinicalModel
import FHIRReading
import Foundation
import RosterFolders
import RosterModel
import TestSupport
import Testing

@Suite("Folders, files, references")
struct FolderTests {
    private static func read(_ files: [(String, String)]) throws -> RosterReading {
        try FHIRReader(tables: FHIRCases.tables()).read(files.map { ($0.0, Array($0.1.utf8)) })
    }

    private static func bundle(_ entries: [(url: String?, resource: String)]) -> String {
        let texts = entries.map { entry in
            "{\(entry.url.map { "\"fullUrl\":\"\($0)\"," } ?? "")\"resource\":\(entry.resource)}"
        }
        return "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[\(texts.joined(separator: ",\n"))]}"
    }

    /// The entries of all bundles of a folder as lines of NDJSON, by type.
    private static func lines(of folder: String) throws -> [String: [String]] {
        var lines: [String: [String]] = [:]
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(FHIRCases.folder)/\(folder)")
        for name in names.sorted() where name.hasSuffix(".json") {
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(FHIRCases.folder)/\(folder)/\(name)"))
            let bundle = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            for entry in bundle["entry"] as? [[String: Any]] ?? [] {
                let resource = try #require(entry["resource"] as? [String: Any])
                // Ids are one only within their bundle.
                var text = String(decoding: try JSONSerialization.data(withJSONObject: resource), as: UTF8.self)
                text = text.replacing("\"id\":\"ov-", with: "\"id\":\"\(name.prefix(2))-ov-")
                lines[resource["resourceType"] as? String ?? "?", default: []].append(text)
            }
        }
        return lines
    }

    @Test(arguments: ["her2-positive", "cns-overlay", "negatives"])
    func `the order of files and resources changes nothing, nor do lines in place of bundles`(folder: String) throws {
        let expected = try FHIRCases.plans(FHIRCases.read(folder))
        var random = SplitMix64(seed: 7)
        let byType = try Self.lines(of: folder)
        for _ in 0..<4 {
            var files: [(String, String)] = []
            for (type, lines) in byType {
                let shuffled = lines.shuffled(using: &random)
                let cut = Int.random(in: 0...shuffled.count, using: &random)
                files.append(("\(type).1.ndjson", shuffled[..<cut].joined(separator: "\n") + "\n"))
                files.append(("\(type).2.ndjson", shuffled[cut...].joined(separator: "\r\n") + "\n\n"))
            }
            #expect(try FHIRCases.plans(Self.read(files.shuffled(using: &random))) == expected)
        }
    }

    @Test func `ids without meaning beyond their bundle are kept apart by bundle`() throws {
        func one(_ number: Int, _ code: String) -> String {
            Self.bundle([
                (nil, Samples.patient.replacing("\"M1\"", with: "\"M\(number)\"")),
                (
                    "urn:x:\(number)",
                    Samples.condition(coding: #"{"system":"http://snomed.info/sct","code":"\#(code)"}"#)
                ),
            ])
        }
        let reading = try Self.read([("a.json", one(1, "94225005")), ("b.json", one(2, "94391008"))])
        #expect(reading.roster.patients.map(\.mrn) == ["M1", "M2"])
        #expect(try FHIRCases.events(reading, of: 0) == ["2026-03-01 metastasis confirmed brain"])
        #expect(try FHIRCases.events(reading, of: 1) == ["2026-03-01 metastasis confirmed lung"])
    }

    @Test(arguments: [
        "Patient/p", "https://example.org/fhir/Patient/p", "Patient/p/_history/3", "Patient?identifier=urn:h|M1",
    ])
    func `a reference finds its patient in each of its forms`(reference: String) throws {
        let condition = Samples.condition().replacing("Patient/p", with: reference)
        #expect(try FHIRCases.events([condition, Samples.patient]) == ["2026-03-01 metastasis confirmed brain"])
    }

    @Test func `a logical reference finds its patient too`() throws {
        let condition = Samples.condition().replacing(
            #"{"reference":"Patient/p"}"#, with: #"{"identifier":{"system":"urn:h","value":"M1"}}"#)
        #expect(try FHIRCases.events([condition, Samples.patient]) == ["2026-03-01 metastasis confirmed brain"])
    }

    @Test func `a newer version replaces an older one, in whatever order they come`() throws {
        let old = Samples.condition(more: #","meta":{"versionId":"1","lastUpdated":"2026-03-01T08:00:00Z"}"#)
        let moved = Samples.condition(
            coding: #"{"system":"http://snomed.info/sct","code":"94391008"}"#,
            more: #","meta":{"versionId":"2","lastUpdated":"2026-03-01T09:30:00+01:00"}"#)
        for lines in [[old, moved], [moved, old]] {
            #expect(try FHIRCases.events([Samples.patient] + lines) == ["2026-03-01 metastasis confirmed lung"])
        }
        let error = Samples.condition(
            more: #","verificationStatus":{"coding":[{"code":"entered-in-error"}]},"meta":{"versionId":"2"}"#)
        let first = Samples.condition(more: #","meta":{"versionId":"1"}"#)
        for lines in [[first, error], [error, first]] { #expect(try FHIRCases.events([Samples.patient] + lines) == []) }
    }

    @Test func `a person in two resources is one patient, and one number in two systems is two`() throws {
        let again = Samples.patient.replacing("\"id\":\"p\"", with: "\"id\":\"q\"")
        #expect(try FHIRCases.read(lines: [Samples.patient, again]).roster.patients.count == 1)
        let other = again.replacing("urn:h", with: "urn:other")
        let reading = try FHIRCases.read(lines: [Samples.patient, other])
        #expect(Set(reading.roster.patients.map(\.mrn)) == ["M1", "urn:other|M1"])
        #expect(reading.faults.map(\.kind) == [.sharedNumber])
    }

    @Test func `a patient merged into another is that other`() throws {
        let merged = Samples.patient.replacing("\"id\":\"p\"", with: "\"id\":\"q\"").replacing("M1", with: "M0")
            .replacing(
                "}],\"birthDate\"",
                with: "}],\"link\":[{\"type\":\"replaced-by\",\"other\":{\"reference\":\"Patient/p\"}}],\"birthDate\"")
        let condition = Samples.condition().replacing("Patient/p", with: "Patient/q")
        let reading = try FHIRCases.read(lines: [merged, condition, Samples.patient])
        #expect(reading.roster.patients.map(\.mrn) == ["M1"])
        #expect(try FHIRCases.events(reading) == ["2026-03-01 metastasis confirmed brain"])
    }

    @Test func `the record number is the one typed MR, never one of social security`() throws {
        let text =
            #"{"resourceType":"Patient","id":"p","identifier":[{"system":"http://hl7.org/fhir/sid/us-ssn","value":"999-1"},{"system":"urn:a","value":"A1"},{"type":{"coding":[{"code":"MR"}]},"system":"urn:h","value":"M7"}]}"#
        #expect(try FHIRCases.read(lines: [text]).roster.patients.map(\.mrn) == ["M7"])
        let none =
            #"{"resourceType":"Patient","id":"p9","identifier":[{"system":"http://hl7.org/fhir/sid/us-ssn","value":"999-1"}]}"#
        #expect(try FHIRCases.read(lines: [none]).roster.patients.map(\.mrn) == ["p9"])
    }

    @Test func `every event knows its file, line and resource`() throws {
        let reading = try Self.read([
            ("a.ndjson", "\n" + Samples.condition() + "\n"), ("b.json", Self.bundle([(nil, Samples.patient)])),
        ])
        let event = try #require(reading.roster.record(at: 0).events.first)
        let place = try #require(reading.roster.places.place(ofRow: Int(event.row)))
        #expect(place == EventPlace(file: "a.ndjson", line: 2, resource: "Condition/c"))
    }

    // MARK: Kinds of folders

    private func outcome(_ files: [String: String]) throws -> String {
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(name, text) }
        let reader = RosterFolderReader(codes: CodeTableLocator(named: FHIRCases.codes))
        do throws(RosterFolderError) {
            let reading = try reader.read(folder: folder.path)
            return
                "\(reading.totals.patients) patients, \(reading.files.count - (reading.roster.hasResources ? 1 : 0)) files"
        } catch {
            switch error {
            case .roster(let refusal): return refusal.faults.map(\.kind.rawValue).joined(separator: " ")
            case .codes(let refusal): return "\(refusal)"
            }
        }
    }

    @Test func `a folder is of tables or of FHIR and never of both`() throws {
        #expect(try outcome(["p.ndjson": Samples.patient + "\n"]) == "1 patients, 1 files")
        #expect(try outcome(["patients.csv": "mrn\nA\n", "events.csv": "mrn,date,event\n"]) == "1 patients, 2 files")
        #expect(try outcome(["p.ndjson": Samples.patient, "events.csv": "mrn,date,event\n"]) == "mixed-folder")
        #expect(try outcome(["p.ndjson.gz": "x"]) == "compressed")
        #expect(try outcome(["p.ndjson": Samples.patient, "c.ndjson.gz": "x"]) == "compressed")
        #expect(try outcome([:]) == "missing")
        #expect(
            try outcome([
                "p.ndjson": Samples.patient, "manifest.json": #"{"transactionTime":"x","output":[]}"#, ".x.json": "{",
            ])
                == "1 patients, 2 files")
    }

    @Test func `a file that was cut short refuses the folder whole`() throws {
        let whole = Samples.patient + "\n" + Samples.condition()
        #expect(try outcome(["p.ndjson": whole]) == "1 patients, 1 files")
        #expect(try outcome(["p.ndjson": String(whole.dropLast(5))]) == "cut-short")
        let bundle = Self.bundle([(nil, Samples.patient)])
        #expect(try outcome(["b.json": String(bundle.dropLast(2))]) == "cut-short")
        #expect(try outcome(["b.json": ""]) == "cut-short")
    }
}
