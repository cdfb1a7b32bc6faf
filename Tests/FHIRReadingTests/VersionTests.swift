import CivilCalendar
import ClinicalModel
import RosterModel
import Testing

@testable import FHIRReading

@Suite("Versions of one resource")
struct VersionTests {
    private static func meta(_ lastUpdated: String?, _ versionId: Int?) -> String {
        let parts = [
            versionId.map { "\"versionId\":\"\($0)\"" }, lastUpdated.map { "\"lastUpdated\":\"\($0)\"" },
        ].compactMap(\.self)
        return ",\"meta\":{\(parts.joined(separator: ","))}"
    }

    /// Older, newer.
    private static let pairs: [(String, String)] = [
        (meta("2026-03-01T08:00:00Z", nil), meta("2026-03-02T08:00:00Z", nil)),
        (meta("2025-03-01T08:00:00Z", nil), meta("2026-03-02T08:00:00Z", 1)),
        (meta("2026-03-01T08:00:00Z", 1), meta("2026-03-01T08:00:00Z", 2)),
        (meta("2026-03-01T08:00:00.100Z", 1), meta("2026-03-01T08:00:00.900Z", 2)),
        (meta(nil, 1), meta(nil, 2)),
    ]

    private static func events(_ older: String, _ newer: String) throws -> [[String]] {
        try [[older, newer], [newer, older]].map { try FHIRCases.events([Samples.patient] + $0) }
    }

    @Test(arguments: pairs)
    func `a later version that takes back holds, in whatever order they come`(pair: (older: String, newer: String))
        throws
    {
        let condition = Samples.condition(more: pair.older)
        for takenBack in [
            Samples.condition(more: pair.newer + #","verificationStatus":{"coding":[{"code":"entered-in-error"}]}"#),
            Samples.condition(more: pair.newer + #","verificationStatus":{"coding":[{"code":"refuted"}]}"#),
        ] {
            #expect(try Self.events(condition, takenBack) == [[], []])
        }
        let moved = Samples.condition(
            coding: #"{"system":"http://snomed.info/sct","code":"94391008"}"#, more: pair.newer)
        let lung = ["2026-03-01 metastasis confirmed lung"]
        #expect(try Self.events(condition, moved) == [lung, lung])
        let result = Samples.observation("48676-1", value: Samples.coded("10828004"), more: pair.older)
        let changed = Samples.observation("48676-1", value: Samples.coded("260385009"), more: pair.newer)
        let negative = ["2026-03-02 biomarker her2 negative"]
        #expect(try Self.events(result, changed) == [negative, negative])
    }

    @Test func `a later version whose code no rule reads holds too`() throws {
        let condition = Samples.condition(more: Self.meta("2026-03-01T08:00:00Z", 1))
        let other = Samples.condition(
            coding: #"{"system":"http://snomed.info/sct","code":"38341003"}"#,
            more: Self.meta("2026-03-02T08:00:00Z", 2))
        #expect(try Self.events(condition, other) == [[], []])
    }

    @Test func `a later version of a test that says nothing any more holds, in every order`() throws {
        func version(_ code: String, _ value: String, _ number: Int, _ status: String = "final") -> String {
            Samples.observation(
                code, value: Samples.coded(value), status: status,
                more: Self.meta("2026-03-0\(number)T08:00:00Z", number))
        }
        let worse = version("97509-4", "271299001", 1)
        for order in Orders.of([worse, version("97509-4", "359746009", 2), Samples.patient]) {
            #expect(try FHIRCases.events(order) == [])
        }
        let metastatic = version("21907-1", "55440008", 1)
        for order in Orders.of([metastatic, version("21907-1", "30893008", 2), Samples.patient]) {
            #expect(try FHIRCases.events(order) == [])
        }
        // Of what no table knows only the taking back is remembered.
        let positive = version("48676-1", "10828004", 1)
        for order in Orders.of([positive, version("85354-9", "1", 2, "entered-in-error"), Samples.patient]) {
            #expect(try FHIRCases.events(order) == [])
        }
        #expect(try FHIRCases.events([Samples.patient, positive, version("85354-9", "1", 2)]) == [])
    }

    @Test func `a death that a later version takes back is none`() throws {
        let alive = Samples.patient.replacing(
            "}],\"birthDate\"", with: "}]\(Self.meta("2026-03-02T08:00:00Z", nil)),\"birthDate\"")
        let dead = Samples.patient.replacing(
            "}],\"birthDate\"",
            with: "}]\(Self.meta("2026-03-01T08:00:00Z", nil)),\"deceasedDateTime\":\"2026-02-01\",\"birthDate\"")
        for lines in [[alive, dead], [dead, alive]] { #expect(try FHIRCases.events(lines) == []) }
    }

    @Test func `of versions of a patient the latest gives the number, and the others are nobody`() throws {
        let old = Samples.patient.replacing("M1", with: "OLD").replacing(
            "}],\"birthDate\"", with: "}]\(Self.meta("2026-01-01T08:00:00Z", 1)),\"birthDate\"")
        let new = Samples.patient.replacing("M1", with: "NEW").replacing(
            "}],\"birthDate\"", with: "}]\(Self.meta("2026-02-01T08:00:00Z", 2)),\"birthDate\"")
        for lines in [[old, new], [new, old]] {
            let reading = try FHIRCases.read(lines: lines + [Samples.condition()])
            #expect(reading.roster.patients.map(\.mrn) == ["NEW"] && reading.faults == [])
            #expect(try FHIRCases.events(reading) == ["2026-03-01 metastasis confirmed brain"])
        }
        // Whose number the old one is meanwhile, another resource may say.
        let other = Samples.patient.replacing("\"id\":\"p\"", with: "\"id\":\"q\"").replacing("M1", with: "OLD")
        for lines in [[old, new, other], [other, new, old], [new, other, old], [old, other, new]] {
            let reading = try FHIRCases.read(lines: lines + [Samples.condition()])
            #expect(Set(reading.roster.patients.map(\.mrn)) == ["NEW", "OLD"])
            let owner = try #require(reading.roster.patients.firstIndex { $0.mrn == "NEW" })
            #expect(try FHIRCases.events(reading, of: owner) == ["2026-03-01 metastasis confirmed brain"])
        }
    }

    // MARK: Persons that contradict each other

    @Test func `two persons of one id keep apart, and what names the id is of neither`() throws {
        let other = Samples.patient.replacing("M1", with: "M2").replacing("1970-05", with: "1950")
        for lines in [[Samples.patient, other], [other, Samples.patient]] {
            let reading = try FHIRCases.read(lines: lines + [Samples.condition()])
            #expect(Set(reading.roster.patients.map(\.mrn)) == ["M1", "M2"])
            #expect(Set(reading.faults.map(\.kind)) == [.conflictingPatient, .unknownSubject])
            #expect(reading.roster.events.count == 0)
            for index in 0..<2 { #expect(reading.roster.record(at: index).isIncomplete) }
        }
    }

    @Test func `two persons of one record number are told, and the patient is incomplete`() throws {
        let other = Samples.patient.replacing("\"id\":\"p\"", with: "\"id\":\"q\"").replacing("1970-05", with: "1950")
        let reading = try FHIRCases.read(lines: [Samples.patient, other])
        #expect(reading.faults.map(\.kind) == [.conflictingPatient])
        #expect(reading.roster.record(at: 0).isIncomplete)
    }

    @Test(arguments: ["M\\u0000A", "M\\u001b[2JA", "M\\tA", "M\\r\\nA"])
    func `a record number with control characters is written out, and told`(number: String) throws {
        let reading = try FHIRCases.read(lines: [Samples.patient.replacing("M1", with: number)])
        let shown = try #require(reading.roster.patients.first?.mrn)
        #expect(shown.hasPrefix("M\\u{") && shown.utf8.allSatisfy { $0 >= 0x20 })
        #expect(reading.faults.map(\.kind) == [.conflictingPatient] && reading.roster.record(at: 0).isIncomplete)
    }
}
