import ClinicalModel
import Foundation
import RosterModel
import TestSupport
import Testing

@testable import FHIRReading

@Suite("Hostile text")
struct HostileTextTests {
    private static func read(_ name: String, _ bytes: [UInt8], _ limits: FHIRLimits = FHIRLimits()) throws -> String {
        let reader = FHIRReader(tables: try FHIRCases.tables(), limits: limits)
        do throws(RosterRefusal) {
            let reading = try reader.read([(name, bytes)])
            return ([("\(reading.totals.patients)")] + reading.faults.map(\.kind.rawValue)).joined(separator: " ")
        } catch {
            return error.faults.map(\.kind.rawValue).joined(separator: " ")
        }
    }

    private static func lines(_ lines: String...) -> [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }

    @Test func `a bad line is set aside, and the lines around it are read`() throws {
        #expect(try Self.read("a.ndjson", Self.lines("{", Samples.patient)) == "1 bad-resource")
        #expect(
            try Self.read("a.ndjson", Self.lines(Samples.patient, "[]", "7", "{}"))
                == "1 bad-resource bad-resource bad-resource")
        #expect(try Self.read("a.ndjson", Self.lines(Samples.patient, #"{"a":1,"a":2}"#)) == "1 bad-resource")
    }

    @Test func `a deep, a huge and a binary line are set aside`() throws {
        let deep = String(repeating: "[", count: 500_000) + String(repeating: "]", count: 500_000)
        #expect(try Self.read("a.ndjson", Self.lines(deep, Samples.patient)) == "1 bad-resource")
        var limits = FHIRLimits()
        limits.resource = 1_000
        let huge = #"{"resourceType":"Patient","id":"\#(String(repeating: "x", count: 2_000))"}"#
        #expect(try Self.read("a.ndjson", Self.lines(huge, Samples.patient), limits) == "1 resource-too-large")
        #expect(try Self.read("a.ndjson", [0xFF, 0x00, 0x0A] + Self.lines(Samples.patient)) == "1 bad-resource")
    }

    @Test func `a bad entry of a bundle is set aside, and the entries around it are read`() throws {
        func bundle(_ entry: String) -> [UInt8] {
            Array(
                #"{"resourceType":"Bundle","entry":[{"resource":{,}},\#(entry),{"resource":\#(Samples.patient)}]}"#.utf8
            )
        }
        #expect(try Self.read("b.json", bundle("{}")) == "1 bad-resource")
        #expect(try Self.read("b.json", bundle(#"{"resource":"a ] } \" { ["}"#)) == "1 bad-resource bad-resource")
        let deep = String(repeating: #"{"a":"#, count: 200) + "1" + String(repeating: "}", count: 200)
        #expect(try Self.read("b.json", bundle(deep)) == "1 bad-resource bad-resource")
        var limits = FHIRLimits()
        limits.resource = 1_000
        let huge = #"{"resource":{"resourceType":"Observation","id":"\#(String(repeating: "x", count: 2_000))"}}"#
        #expect(try Self.read("b.json", bundle(huge), limits) == "1 bad-resource resource-too-large")
    }

    @Test func `a patient of whom a part cannot be read stays, incomplete`() throws {
        for wrong in [#""birthDate":"12/5/1970""#, #""birthDate":7"#, #""name":"Ann""#, #""deceasedDateTime":{}"#] {
            let text = Samples.patient.replacing(#""birthDate":"1970-05""#, with: wrong)
            let reading = try FHIRCases.read(lines: [text])
            #expect(reading.roster.patients.map(\.mrn) == ["M1"])
            #expect(reading.faults.map(\.kind) == [.badElement])
            #expect(reading.roster.record(at: 0).isIncomplete)
        }
    }

    @Test func `a resource of whom a part cannot be read makes its patient incomplete`() throws {
        for wrong in [
            Samples.condition().replacing("2026-03-01", with: "03/01/2026"),
            Samples.condition().replacing(#""code":{"#, with: #""code":{"text":7,"#).replacing(
                "coding", with: "codings"),
            Samples.condition().replacing(#","onsetDateTime":"2026-03-01""#, with: ""),
        ] {
            let reading = try FHIRCases.read(lines: [Samples.patient, wrong])
            #expect(reading.totals.rejectedRows == 1)
            #expect(reading.roster.record(at: 0).isIncomplete)
        }
    }

    @Test func `no fault names a person`() throws {
        let names = ["Sentinelname", "Sentinelnumber"]
        let patient =
            #"{"resourceType":"Patient","id":"Sentinelnumber","identifier":[{"value":"Sentinelnumber"}],"name":[{"family":"Sentinelname"}],"birthDate":"x"}"#
        let reading = try FHIRCases.read(lines: [
            patient, patient.replacing("\"x\"", with: "{}"), #"{"resourceType":"Sentinelname 1"}"#,
            #"{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/Sentinelname"},"code":{"coding":[{"system":"http://snomed.info/sct","code":"94225005"}]}}"#,
            #"{"resourceType":"Observation","status":"Sentinelname","code":{"coding":[{"system":"http://loinc.org","code":"48676-1"}]}}"#,
            "{\"Sentinelname\":",
        ])
        #expect(reading.faults.count >= 4)
        let told = reading.faults.map(\.description) + reading.coverage.lines.map { "\($0.type) \($0.reason)" }
        for text in told { for name in names { #expect(!text.contains(name), "\(text)") } }
    }

    // MARK: Mutations

    /// Mutations of real bundles and of lines: whatever they come to, it is a reading or a refusal, with nobody doubled.
    @Test(arguments: 0..<8)
    func `mutated files give a reading or a refusal, and never an end`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let folder = FHIRCases.folder
        let small = "\(folder)/negatives/Carolina179_Rosenbaum794_2f57c5ba-0105-7efc-7bbd-cfd7e44f20f3.json"
        let bundle = try [UInt8](Data(contentsOf: URL(fileURLWithPath: small)))
        let lines = Self.lines(
            Samples.patient, Samples.condition(), Samples.report("24587-8", conclusion: "17621005"),
            Samples.observation("85319-2", value: Samples.coded("10828004")),
            Samples.order(Samples.medication("2361285")))
        let reader = FHIRReader(tables: try FHIRCases.tables(), limits: FHIRLimits())
        for round in 0..<150 {
            let original = round % 2 == 0 ? lines : bundle
            let bytes = Self.mutated(original, &random)
            do throws(RosterRefusal) {
                let reading = try reader.read([(round % 2 == 0 ? "a.ndjson" : "b.json", bytes)])
                let roster = reading.roster
                #expect(Set(roster.patients.map(\.mrn)).count == roster.patients.count)
                #expect(roster.eventStarts.last == roster.events.count)
                for event in roster.events { #expect(roster.places.place(ofRow: Int(event.row)) != nil) }
                for fault in reading.faults { #expect(!fault.remedy.isEmpty) }
            } catch {
                #expect(!error.faults.isEmpty)
            }
        }
    }

    private static func mutated(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int.random(in: 0...6, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<7, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(Array("{}[]\",:\\\n0".utf8).randomElement(using: &random) ?? 0, at: place)
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...200, using: &random)))
            case 4: bytes.removeLast(Int.random(in: 0...bytes.count / 2, using: &random))
            case 5:
                let end = min(bytes.count, place + Int.random(in: 1...300, using: &random))
                bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
            default:
                let words = ["null", "true", "-1e9", "\"\\ud800\"", "[[[[", "{\"a\":{}}", "\"2026-13-45\"", "\u{0}"]
                bytes.insert(contentsOf: Array((words.randomElement(using: &random) ?? "").utf8), at: place)
            }
        }
        return bytes
    }

    // MARK: Cutting

    @Test(arguments: [1, 2, 3, 7, 64, 4_096])
    func `whatever pieces a file comes in, it is cut alike`(block: Int) throws {
        var limits = FHIRLimits()
        limits.block = block
        let reader = FHIRReader(tables: try FHIRCases.tables(), limits: limits)
        let path = "\(FHIRCases.folder)/cns-overlay/00-brain-met-no-MRI.json"
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        let reading = try reader.read([("00.json", bytes)])
        #expect(reading.totals.patients == 1 && reading.faults == [])
        let last = try #require(reading.roster.record(at: 0).events.last)
        // The line on which the entry begins, as an editor counts it.
        #expect(reading.roster.places.place(ofRow: Int(last.row))?.line == 1_594)
    }
}
