import ClinicalModel
import RosterModel
import Testing

@Suite("A history of metastatic cancer")
struct HistoryTests {
    private static func history(_ value: String, code: String = "1287652008", more: String = "") -> [String] {
        [
            Samples.patient,
            Samples.observation(code, system: "http://snomed.info/sct", value: value, more: more),
        ]
    }

    @Test(arguments: [
        #""valueBoolean":true"#, #""note":[]"#, Samples.coded("373066001"),
        Samples.coded("LA33-6", system: "http://loinc.org"), Samples.coded("52101004"), Samples.coded("10828004"),
        Samples.coded("94225005"), Samples.coded("12345"), #""valueString":"liver, 2019""#,
    ])
    func `is asked about, whatever says it`(value: String) throws {
        #expect(try FHIRCases.questions(Self.history(value)) == [.historyOfMetastasis])
        #expect(try FHIRCases.read(lines: Self.history(value)).roster.record(at: 0).isIncomplete)
    }

    @Test(arguments: [
        #""valueBoolean":false"#, Samples.coded("373067005"), Samples.coded("LA32-8", system: "http://loinc.org"),
        Samples.coded("2667000"), Samples.coded("260385009"), #""valueString":"Negative""#,
        #""dataAbsentReason":{"coding":[{"code":"unknown"}]}"#,
    ])
    func `is none where the answer is a clear no, or nobody knows`(value: String) throws {
        #expect(try FHIRCases.questions(Self.history(value)) == [])
    }

    @Test func `the codes that name a site say it too, and so does the profile alone`() throws {
        for code in ["1098951000119108", "88701000119109", "1098931000119102"] {
            #expect(
                try FHIRCases.questions(Self.history(#""valueBoolean":true"#, code: code)) == [.historyOfMetastasis])
        }
        let profile =
            #","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-history-of-metastatic-cancer|4.0.0"]}"#
        let question = try FHIRCases.read(lines: Self.history(#""valueBoolean":true"#, code: "1", more: profile))
            .questions
        #expect(question.map(\.kind) == [.historyOfMetastasis])
        #expect(question.map(\.detail) == ["http://snomed.info/sct|1"])
    }
}
