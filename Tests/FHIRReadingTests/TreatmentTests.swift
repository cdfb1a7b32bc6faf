import ClinicalModel
import Testing

@Suite("Treatment")
struct TreatmentTests {
    private static func sessions(_ number: Int) -> String {
        #"{"url":"http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-radiotherapy-sessions","valueUnsignedInt":\#(number)}"#
    }

    private static func dose(_ centigray: Int) -> String {
        #"{"url":"http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-radiotherapy-dose-delivered-to-volume","extension":[{"url":"totalDoseDelivered","valueQuantity":{"value":\#(centigray),"code":"cGy"}}]}"#
    }

    private static func course(_ extensions: [String], _ more: String = Samples.ofBrain) -> [String] {
        [
            Samples.patient,
            Samples.procedure(
                "1217123003", when: #""performedPeriod":{"start":"2026-05-01","end":"2026-05-12"}"#,
                more: more + Samples.radiotherapyProfile + #","extension":[\#(extensions.joined(separator: ","))]"#),
        ]
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let sessions: Int
        let centigray: Int
        let kind: String?
        var testDescription: String { "\(sessions) sessions, \(centigray) cGy" }
    }

    @Test(arguments: [
        Case(sessions: 1, centigray: 2_000, kind: "srs"), Case(sessions: 1, centigray: 0, kind: "srs"),
        // 8 Gy once is palliation of a whole brain, or something else.
        Case(sessions: 1, centigray: 800, kind: nil), Case(sessions: 5, centigray: 2_500, kind: "fsrt"),
        Case(sessions: 3, centigray: 2_700, kind: "fsrt"),
        // 20 Gy in 5 is either.
        Case(sessions: 5, centigray: 2_000, kind: nil), Case(sessions: 5, centigray: 0, kind: nil),
        Case(sessions: 10, centigray: 3_000, kind: "wbrt"), Case(sessions: 10, centigray: 0, kind: nil),
        Case(sessions: 0, centigray: 0, kind: nil),
    ])
    func `sessions and dose tell the technique, or a person is asked`(one: Case) throws {
        let lines = Self.course(
            (one.sessions > 0 ? [Self.sessions(one.sessions)] : [])
                + (one.centigray > 0 ? [Self.dose(one.centigray)] : []))
        #expect(try FHIRCases.events(lines) == (one.kind.map { ["2026-05-12 radiotherapy \($0)"] } ?? []))
        #expect(try FHIRCases.questions(lines) == (one.kind == nil ? [.radiotherapyTechnique] : []))
    }

    @Test func `a volume in another resource, or inside, tells the site`() throws {
        let volume =
            #"{"resourceType":"BodyStructure","id":"v","patient":{"reference":"Patient/p"},"location":{"coding":[{"system":"http://snomed.info/sct","code":"12738006"}]}}"#
        func dose(_ reference: String) -> String {
            #"{"url":"http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-radiotherapy-dose-delivered-to-volume","extension":[{"url":"volume","valueReference":{"reference":"\#(reference)"}},{"url":"totalDoseDelivered","valueQuantity":{"value":20,"code":"Gy"}},{"url":"fractionsDelivered","valueUnsignedInt":1}]}"#
        }
        #expect(
            try FHIRCases.events([volume] + Self.course([dose("BodyStructure/v")], "")) == [
                "2026-05-12 radiotherapy srs"
            ])
        #expect(
            try FHIRCases.events(Self.course([dose("#v")], #","contained":[\#(volume)]"#)) == [
                "2026-05-12 radiotherapy srs"
            ])
    }

    @Test
    func `radiotherapy without a site is of the breast where the breast cancer is the reason, and else asked about`()
        throws
    {
        let primary = Samples.condition(coding: #"{"system":"http://snomed.info/sct","code":"254837009"}"#)
        let reason = #","reasonReference":[{"reference":"Condition/c"}]"#
        #expect(
            try FHIRCases.events(Self.course([], reason) + [primary]).contains("2026-05-12 radiotherapy breast"))
        #expect(try FHIRCases.questions(Self.course([], "") + [primary]) == [.radiotherapySite])
        // With a brain metastasis already there it may have been that.
        let brain = Samples.condition(id: "b")
        #expect(try FHIRCases.questions(Self.course([], reason) + [primary, brain]) == [.radiotherapySite])
        #expect(
            try FHIRCases.questions(
                Self.course([Self.sessions(1)], #","reasonReference":[{"reference":"Condition/b"}]"#) + [brain])
                == [])
    }

    @Test func `sessions recorded one by one are one course`() throws {
        let days = (1...9).map { day in
            Samples.procedure(
                "108290001", id: "s\(day)",
                when: #""performedPeriod":{"start":"2026-05-0\#(day)T10:00:00Z","end":"2026-05-0\#(day)T10:20:00Z"}"#,
                more: #","bodySite":[{"coding":[{"system":"http://snomed.info/sct","code":"76752008"}]}]"#)
        }
        #expect(
            try FHIRCases.events([Samples.patient] + days.reversed())
                == (1...9).map { "2026-05-0\($0) radiotherapy breast" }.suffix(1))
    }

    @Test func `operations`() throws {
        func events(_ code: String, _ system: String = "http://snomed.info/sct") throws -> [String] {
            try FHIRCases.events([
                Samples.patient, Samples.procedure(code, system: system, when: #""performedDateTime":"2026-05-01""#),
            ])
        }
        #expect(try events("392021009") == ["2026-05-01 surgery lumpectomy"])
        #expect(try events("172043006") == ["2026-05-01 surgery mastectomy"])
        #expect(try events("61510", "http://www.ama-assn.org/go/cpt") == ["2026-05-01 surgery brain-resection"])
        // A craniotomy may have been anything.
        #expect(try events("25353009") == [])
    }

    // MARK: Drugs

    private static func order(
        _ code: String, _ more: String = "", status: String = "active", date: String = "2026-05-01"
    ) -> String {
        Samples.order(Samples.medication(code), id: "m\(date)", status: status, date: date, more: more)
    }

    @Test func `orders of a running course begin nothing, and an end ends it`() throws {
        let lines = [
            Samples.patient, Self.order("2361285"), Self.order("2361285", date: "2026-06-01"),
            Self.order(
                "2361285", #","dispenseRequest":{"validityPeriod":{"end":"2026-08-01"}}"#, status: "completed",
                date: "2026-07-01"), Self.order("2361285", date: "2026-10-01"),
        ]
        #expect(
            try FHIRCases.events(lines) == [
                "2026-05-01 drug tucatinib start", "2026-08-01 drug tucatinib stop", "2026-10-01 drug tucatinib start",
            ])
    }

    @Test func `a drug is found in a resource of its own, before or after, or inside`() throws {
        let drug =
            #"{"resourceType":"Medication","id":"x","code":{"coding":[{"system":"http://www.whocc.no/atc","code":"L01FD04"}]}}"#
        let by = Samples.order(#""medicationReference":{"reference":"Medication/x"}"#)
        let expected = ["2026-05-01 drug trastuzumab-deruxtecan start"]
        #expect(try FHIRCases.events([Samples.patient, by, drug]) == expected)
        #expect(try FHIRCases.events([drug, by, Samples.patient]) == expected)
        let inside = Samples.order(##""medicationReference":{"reference":"#x"},"contained":[\##(drug)]"##)
        #expect(try FHIRCases.events([Samples.patient, inside]) == expected)
    }

    @Test func `a route into the cerebrospinal fluid makes the drug an intrathecal one`() throws {
        let route =
            #","dosageInstruction":[{"route":{"coding":[{"system":"http://snomed.info/sct","code":"72607000"}]}}]"#
        #expect(
            try FHIRCases.events([Samples.patient, Self.order("224905", route)])
                == ["2026-05-01 drug intrathecal-trastuzumab start"])
    }

    @Test func `an unknown drug is asked about where a record says that it is against cancer`() throws {
        #expect(try FHIRCases.questions([Samples.patient, Self.order("999999")]) == [])
        let profile =
            #","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-related-medication-request"]}"#
        #expect(try FHIRCases.questions([Samples.patient, Self.order("999999", profile)]) == [.unknownDrug])
        let by = Samples.order(#""medicationReference":{"reference":"Medication/none"}"#, more: profile)
        #expect(try FHIRCases.questions([Samples.patient, by]) == [.unknownDrug])
    }

    @Test(arguments: ["cancelled", "entered-in-error", "draft", "unknown"])
    func `an order that was not to be carried out begins nothing`(status: String) throws {
        #expect(try FHIRCases.events([Samples.patient, Self.order("224905", status: status)]) == [])
    }

    @Test func `what was not given was not given`() throws {
        #expect(try FHIRCases.events([Samples.patient, Self.order("224905", #","doNotPerform":true"#)]) == [])
        let given =
            #"{"resourceType":"MedicationAdministration","id":"g","status":"not-done","subject":{"reference":"Patient/p"},"effectiveDateTime":"2026-05-01",\#(Samples.medication("224905"))}"#
        #expect(try FHIRCases.events([Samples.patient, given]) == [])
        #expect(
            try FHIRCases.events([Samples.patient, given.replacing("not-done", with: "completed")])
                == ["2026-05-01 drug trastuzumab start"])
    }

    @Test func `the end of a CNS-active course that nobody dates is asked about once there is CNS disease`() throws {
        let lines = [Samples.patient, Self.order("1940643", status: "completed")]
        #expect(try FHIRCases.questions(lines) == [])
        #expect(try FHIRCases.questions(lines + [Samples.condition()]) == [.drugEnd])
    }
}
