import CivilCalendar
import ClinicalModel
import Testing

@testable import FHIRReading

/// Resources in the shapes that the examples of mCODE's guide and of its users have, of invented patients.
@Suite("Shapes of mCODE")
struct GuideShapesTests {
    private static func profile(_ name: String) -> String {
        #","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-\#(name)"]}"#
    }

    private static func stage(_ code: String, _ value: String, system: String = "http://snomed.info/sct") -> String {
        Samples.observation(
            code, system: "http://snomed.info/sct", value: Samples.coded(value, system: system), id: "s\(code)",
            more: profile("tnm-stage-group"))
    }

    private static func primary(_ code: String, stage: String? = nil) -> String {
        let summary = stage.map {
            #","stage":[{"summary":{"coding":[{"system":"http://snomed.info/sct","code":"\#($0)"}]}}]"#
        }
        return Samples.condition(
            coding: #"{"system":"http://snomed.info/sct","code":"\#(code)"}"#,
            more: profile("primary-cancer-condition") + (summary ?? ""))
    }

    @Test(arguments: ["353431000119107", "353511000119101", "372137005", "408643008", "254838004"])
    func `breast cancer is known by its more exact codes`(code: String) throws {
        #expect(
            try FHIRCases.events([Samples.patient, Self.primary(code)]) == ["2026-03-01 diagnosis breast-cancer early"])
        #expect(try FHIRCases.questions([Samples.patient, Self.primary(code)]) == [])
    }

    @Test func `a diagnosis that names HER2 is one, and its HER2 is asked about`() throws {
        let lines = [Samples.patient, Self.primary("427685000")]
        #expect(try FHIRCases.events(lines) == ["2026-03-01 diagnosis breast-cancer early"])
        #expect(try FHIRCases.questions(lines) == [.codeDoubt])
    }

    @Test(arguments: [
        ("399387003", "1229903009", true), ("371497001", "1229916009", true), ("399537006", "1222837003", true),
        ("399387003", "1229901006", false), ("399588009", "1222769001", false), ("399537006", "1222806003", false),
    ])
    func `stages of AJCC's eighth edition are read`(code: String, value: String, isMetastatic: Bool) throws {
        let lines = [Samples.patient, Self.stage(code, value)]
        #expect(try FHIRCases.events(lines) == (isMetastatic ? ["2026-03-02 diagnosis breast-cancer metastatic"] : []))
        #expect(try FHIRCases.questions(lines) == [])
    }

    @Test func `the stage of a diagnosis makes it metastatic`() throws {
        let lines = [Samples.patient, Self.primary("353431000119107", stage: "1222837003")]
        #expect(try FHIRCases.events(lines) == ["2026-03-01 diagnosis breast-cancer metastatic"])
    }

    @Test func `a category that is not applicable is no open question, and one that nobody knows is`() throws {
        let absent = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
        #expect(
            try FHIRCases.questions([Samples.patient, Self.stage("371497001", "not-applicable", system: absent)]) == [])
        #expect(try FHIRCases.questions([Samples.patient, Self.stage("371497001", "999")]) == [.stageUnclear])
    }

    private static func course(_ site: String, sessions: Int, centigray: Int, volume: String? = nil) -> String {
        let volumePart =
            volume.map { #"{"url":"volume","valueReference":{"reference":"BodyStructure/\#($0)"}},"# } ?? ""
        return #"{"resourceType":"Procedure","id":"rt","status":"completed","subject":{"reference":"Patient/p"}"#
            + profile("radiotherapy-course-summary")
            + #","code":{"coding":[{"system":"http://snomed.info/sct","code":"1217123003"}]},"#
            + #""performedPeriod":{"start":"2026-05-01","end":"2026-05-30"},"#
            + (site.isEmpty ? "" : #""bodySite":[{"coding":[{"system":"http://snomed.info/sct","code":"\#(site)"}]}],"#)
            + #""extension":[{"url":"http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-radiotherapy-modality-and-technique","#
            + #""extension":[{"url":"modality","valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"1156506007"}]}}]},"#
            + #"{"url":"http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-radiotherapy-sessions","valueUnsignedInt":\#(sessions)},"#
            + #"{"url":"http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-radiotherapy-dose-delivered-to-volume","#
            + #""extension":[\#(volumePart){"url":"totalDoseDelivered","valueQuantity":{"value":\#(centigray),"code":"cGy","system":"http://unitsofmeasure.org"}},"#
            + #"{"url":"fractionsDelivered","valueUnsignedInt":\#(sessions)}]}]}"#
    }

    @Test(arguments: [
        ("78904004", 31, 6_000, "radiotherapy breast"), ("12738006", 1, 2_000, "radiotherapy srs"),
        ("12738006", 5, 3_000, "radiotherapy fsrt"), ("12738006", 10, 3_000, "radiotherapy wbrt"),
        ("6566002", 3, 2_700, "radiotherapy fsrt"),
    ])
    func `a course summary is read by site, sessions and dose`(site: String, sessions: Int, dose: Int, words: String)
        throws
    {
        let lines = [Samples.patient, Self.course(site, sessions: sessions, centigray: dose)]
        #expect(try FHIRCases.events(lines) == ["2026-05-30 \(words)"])
    }

    @Test(arguments: [("12738006", 5, 2_000), ("12738006", 15, 4_000), ("12738006", 0, 0), ("", 10, 3_000)])
    func `a course whose technique or site cannot be told is asked about`(site: String, sessions: Int, dose: Int) throws
    {
        let lines = [Samples.patient, Self.course(site, sessions: sessions, centigray: dose)]
        #expect(try FHIRCases.events(lines) == [])
        #expect(try FHIRCases.questions(lines) == [site.isEmpty ? .radiotherapySite : .radiotherapyTechnique])
    }

    @Test func `the volume that was treated tells the site`() throws {
        let body =
            #"{"resourceType":"BodyStructure","id":"v","patient":{"reference":"Patient/p"},"location":{"coding":[{"system":"http://snomed.info/sct","code":"12738006"}]}}"#
        let lines = [Samples.patient, Self.course("", sessions: 1, centigray: 2_000, volume: "v"), body]
        #expect(try FHIRCases.events(lines) == ["2026-05-30 radiotherapy srs"])
    }

    @Test func `a disease that is worse in the brain is asked about, be its focus a diagnosis or a tumour`() throws {
        func worse(_ focus: String) -> String {
            Samples.observation(
                "97509-4", value: Samples.coded("271299001"), more: #","focus":[{"reference":"\#(focus)"}]"#)
        }
        let tumour =
            #"{"resourceType":"BodyStructure","id":"t","patient":{"reference":"Patient/p"},"location":{"coding":[{"system":"http://snomed.info/sct","code":"12738006"}]}}"#
        #expect(try FHIRCases.questions([Samples.patient, worse("BodyStructure/t"), tumour]) == [.cnsDiseaseStatus])
        #expect(
            try FHIRCases.questions([Samples.patient, worse("Condition/c"), Samples.condition()]) == [.cnsDiseaseStatus]
        )
        #expect(
            try FHIRCases.events([Samples.patient, worse("Condition/other")]) == ["2026-03-02 systemic progression"])
    }

    @Test func `a ratio or a number of copies of HER2 is asked about and not guessed`() throws {
        let ratio = Samples.observation("49683-6", value: #""valueQuantity":{"value":3.1}"#)
        #expect(try FHIRCases.events([Samples.patient, ratio]) == [])
        #expect(try FHIRCases.questions([Samples.patient, ratio]) == [.her2Unclear])
    }
}
