import ClinicalModel
import Testing

@Suite("Resources become events")
struct ResourceTests {
    private static let positive = Samples.coded("10828004")
    private static let negative = Samples.coded("260385009")

    // MARK: Conditions

    @Test func `breast cancer is a diagnosis, early or by its stage metastatic`() throws {
        let coding = #"{"system":"http://snomed.info/sct","code":"254837009"}"#
        let stage = #","stage":[{"summary":{"coding":[{"system":"http://cancerstaging.org","code":"c4"}]}}]"#
        #expect(
            try FHIRCases.events([Samples.patient, Samples.condition(coding: coding)])
                == ["2026-03-01 diagnosis breast-cancer early"])
        #expect(
            try FHIRCases.events([Samples.patient, Samples.condition(coding: coding, more: stage)])
                == ["2026-03-01 diagnosis breast-cancer metastatic"])
    }

    @Test func `of several codings any that a table knows counts`() throws {
        let coding =
            #"{"system":"urn:local","code":"77"},{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"C79.31"}"#
        #expect(
            try FHIRCases.events([Samples.patient, Samples.condition(coding: coding)])
                == ["2026-03-01 metastasis confirmed brain"])
    }

    @Test func `a code of another system, or a text alone, is not the code`() throws {
        for coding in [
            #"{"system":"urn:local","code":"94225005","display":"Secondary malignant neoplasm of brain"}"#,
            #"{"display":"Secondary malignant neoplasm of brain"}"#,
        ] {
            #expect(try FHIRCases.events([Samples.patient, Samples.condition(coding: coding)]) == [])
        }
    }

    @Test(arguments: [
        ("confirmed", ["2026-03-01 metastasis confirmed brain"]),
        ("provisional", ["2026-03-01 metastasis suspected brain"]),
        ("unconfirmed", ["2026-03-01 metastasis suspected brain"]), ("refuted", []), ("entered-in-error", []),
    ])
    func `the verification decides`(status: String, events: [String]) throws {
        let more = #","verificationStatus":{"coding":[{"code":"\#(status)"}]}"#
        #expect(try FHIRCases.events([Samples.patient, Samples.condition(more: more)]) == events)
    }

    @Test func `a generic secondary cancer is of its body site`() throws {
        let generic = #"{"system":"http://snomed.info/sct","code":"128462008"}"#
        func events(_ site: String) throws -> [String] {
            let more =
                site.isEmpty ? "" : #","bodySite":[{"coding":[{"system":"http://snomed.info/sct","code":"\#(site)"}]}]"#
            return try FHIRCases.events([Samples.patient, Samples.condition(coding: generic, more: more)])
        }
        #expect(try events("12738006") == ["2026-03-01 metastasis confirmed brain"])
        #expect(try events("15926001") == ["2026-03-01 metastasis confirmed brain"])
        #expect(try events("1231004") == ["2026-03-01 leptomeningeal confirmed"])
        #expect(try events("39607008") == ["2026-03-01 metastasis confirmed lung"])
        #expect(try events("") == ["2026-03-01 metastasis confirmed other"])
        #expect(
            try FHIRCases.questions([Samples.patient, Samples.condition(coding: generic)]) == [.metastasisSite])
    }

    @Test func `a brain metastasis of another cancer in the folder is asked about, and is none of the breast cancer`()
        throws
    {
        let related =
            #","extension":[{"url":"http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-related-primary-cancer-condition","valueReference":{"reference":"Condition/lung"}}]"#
        let profile =
            #","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition"]}"#
        let lines = [
            Samples.condition(more: related), Samples.patient,
            Samples.condition(
                id: "lung", coding: #"{"system":"http://snomed.info/sct","code":"254637007"}"#, more: profile),
        ]
        #expect(try FHIRCases.events(lines) == [])
        #expect(try FHIRCases.questions(lines) == [.otherPrimary])
        // Where the primary is not in the export, the metastasis counts.
        #expect(try FHIRCases.events(Array(lines.prefix(2))) == ["2026-03-01 metastasis confirmed brain"])
    }

    @Test func `onset outweighs the day of recording, and a partial date stays partial`() throws {
        let partial = Samples.condition().replacing("2026-03-01", with: "2026-03")
        #expect(try FHIRCases.events([Samples.patient, partial]) == ["2026-03 metastasis confirmed brain"])
        let recorded = Samples.condition().replacing("onsetDateTime", with: "recordedDate")
        #expect(try FHIRCases.events([Samples.patient, recorded]) == ["2026-03-01 metastasis confirmed brain"])
        let both = Samples.condition(more: #","recordedDate":"2026-05-05T00:30:00+02:00""#)
        #expect(try FHIRCases.events([Samples.patient, both]) == ["2026-03-01 metastasis confirmed brain"])
    }

    @Test func `a symptom opens and, once it is said to be over, closes`() throws {
        let seizure = #"{"system":"http://snomed.info/sct","code":"91175000"}"#
        #expect(
            try FHIRCases.events([
                Samples.patient, Samples.condition(coding: seizure, more: #","abatementDateTime":"2026-03-09""#),
            ]) == ["2026-03-01 symptom seizure onset", "2026-03-09 symptom seizure resolved"])
        let over = #","clinicalStatus":{"coding":[{"code":"resolved"}]}"#
        let lines = [Samples.patient, Samples.condition(coding: seizure, more: over)]
        #expect(try FHIRCases.events(lines) == ["2026-03-01 symptom seizure onset"])
        #expect(try FHIRCases.questions(lines) == [.symptomEnd])
    }

    // MARK: Biomarkers

    struct Marker: CustomTestStringConvertible, Sendable {
        let code: String
        let value: String
        let words: String?
        var testDescription: String { "\(code) \(words ?? "nothing")" }
    }

    private static let loinc = "http://loinc.org"

    @Test(arguments: [
        Marker(code: "48676-1", value: positive, words: "her2 positive"),
        Marker(code: "48676-1", value: Samples.coded("LA6577-6", system: loinc), words: "her2 negative"),
        Marker(code: "85319-2", value: Samples.coded("LA11843-2", system: loinc), words: "her2 3+"),
        Marker(code: "85319-2", value: Samples.coded("LA11841-6", system: loinc), words: "her2 1+"),
        Marker(code: "85319-2", value: #""valueInteger":0"#, words: "her2 0"),
        Marker(code: "85319-2", value: #""valueString":"3+""#, words: "her2 3+"),
        Marker(code: "85318-4", value: positive, words: "her2 ish+"),
        Marker(code: "85318-4", value: negative, words: "her2 ish-"),
        Marker(code: "85337-4", value: positive, words: "er positive"),
        Marker(code: "85339-0", value: negative, words: "pr negative"),
        Marker(code: "40556-3", value: #""valueQuantity":{"value":80,"code":"%"}"#, words: "er positive"),
        // Serum counts for nothing.
        Marker(code: "51981-9", value: positive, words: nil), Marker(code: "32996-1", value: positive, words: nil),
        Marker(code: "42914-2", value: positive, words: nil),
    ])
    func `a tumour marker becomes its result`(marker: Marker) throws {
        let lines = [Samples.patient, Samples.observation(marker.code, value: marker.value)]
        #expect(try FHIRCases.events(lines) == (marker.words.map { ["2026-03-02 biomarker \($0)"] } ?? []))
        #expect(try FHIRCases.questions(lines) == [])
    }

    @Test func `HER2 of a specimen of serum counts for nothing, wherever the specimen stands`() throws {
        let specimen =
            #"{"resourceType":"Specimen","id":"s","type":{"coding":[{"system":"http://snomed.info/sct","code":"119364003"}]}}"#
        let tested = Samples.observation(
            "48676-1", value: Self.positive, more: #","specimen":{"reference":"Specimen/s"}"#)
        #expect(try FHIRCases.events([Samples.patient, tested, specimen]) == [])
        #expect(try FHIRCases.events([specimen, tested, Samples.patient]) == [])
        let inside = Samples.observation(
            "48676-1", value: Self.positive,
            more: ##","specimen":{"reference":"#s"},"contained":[\##(specimen)]"##)
        #expect(try FHIRCases.events([Samples.patient, inside]) == [])
    }

    @Test func `2 plus without ISH is asked about, and settled by one`() throws {
        let ihc = Samples.observation("85319-2", value: Samples.coded("LA11842-4", system: Self.loinc))
        #expect(try FHIRCases.questions([Samples.patient, ihc]) == [.her2WithoutISH])
        let ish = Samples.observation("85318-4", value: Self.negative, id: "ish")
        #expect(
            try FHIRCases.events([Samples.patient, ish, ihc])
                == ["2026-03-02 biomarker her2 2+", "2026-03-02 biomarker her2 ish-"])
        #expect(try FHIRCases.questions([Samples.patient, ish, ihc]) == [])
    }

    @Test func `of one day the positive result stands last, whichever method gave it`() throws {
        let ihc = Samples.observation("85319-2", value: Self.negative, id: "z")
        let ish = Samples.observation("85318-4", value: Self.positive, id: "a")
        let lines = [Samples.patient, ish, ihc]
        #expect(
            try FHIRCases.events(lines) == ["2026-03-02 biomarker her2 negative", "2026-03-02 biomarker her2 ish+"])
        #expect(try FHIRCases.questions(lines) == [.her2Discordant])
    }

    @Test func `a HER2 result that cannot be read is asked about`() throws {
        let ratio = #""valueRatio":{"numerator":{"value":5},"denominator":{"value":2}}"#
        for value in [ratio, Samples.coded("12345"), #""dataAbsentReason":{"text":"x"}"#] {
            let lines = [Samples.patient, Samples.observation("85318-4", value: value)]
            #expect(try FHIRCases.events(lines) == [])
            #expect(try FHIRCases.questions(lines) == [.her2Unclear])
        }
    }

    @Test func `a panel says it in its components`() throws {
        let parts =
            #""component":[{"code":{"coding":[{"system":"http://loinc.org","code":"85319-2"}]},"valueCodeableConcept":{"coding":[{"system":"http://loinc.org","code":"LA11843-2"}]}}]"#
        #expect(
            try FHIRCases.events([Samples.patient, Samples.observation("74885-5", value: parts)])
                == ["2026-03-02 biomarker her2 3+"])
    }

    @Test func `scales, stages and disease status`() throws {
        func events(_ code: String, _ value: String) throws -> [String] {
            try FHIRCases.events([Samples.patient, Samples.observation(code, value: value)])
        }
        #expect(try events("89247-1", #""valueInteger":1"#) == ["2026-03-02 performance ecog 1"])
        #expect(
            try events("89247-1", Samples.coded("LA9624-3", system: Self.loinc)) == ["2026-03-02 performance ecog 2"])
        #expect(try events("89243-0", #""valueInteger":90"#) == ["2026-03-02 performance kps 90"])
        #expect(try events("89243-0", #""valueInteger":900"#) == [])
        #expect(try events("21907-1", Samples.coded("55440008")) == ["2026-03-02 diagnosis breast-cancer metastatic"])
        #expect(try events("21907-1", Samples.coded("30893008")) == [])
        #expect(try events("97509-4", Samples.coded("271299001")) == ["2026-03-02 systemic progression"])
        #expect(try events("97509-4", Samples.coded("359746009")) == [])
    }

    @Test func `CNS disease that is worse without a scan is asked about`() throws {
        let worse = Samples.observation(
            "97509-4", value: Samples.coded("271299001"), more: #","focus":[{"reference":"Condition/c"}]"#)
        let lines = [worse, Samples.patient, Samples.condition()]
        #expect(try FHIRCases.events(lines) == ["2026-03-01 metastasis confirmed brain"])
        #expect(try FHIRCases.questions(lines) == [.cnsDiseaseStatus])
    }

    // MARK: Death

    @Test func `a death has its day, or the day by which it was known`() throws {
        let dead = Samples.patient.replacing(
            "}],\"birthDate\"", with: "}],\"deceasedDateTime\":\"2026-02\",\"birthDate\"")
        #expect(try FHIRCases.events([dead]) == ["2026-02 status deceased"])
        let some = Samples.patient.replacing(
            "}],\"birthDate\"",
            with: "}],\"deceasedBoolean\":true,\"meta\":{\"lastUpdated\":\"2026-06-07T10:00:00Z\"},\"birthDate\"")
        #expect(try FHIRCases.events([some]) == ["2026-06-07 status deceased"])
        #expect(try FHIRCases.questions([some]) == [.deathDate])
        let alive = Samples.patient.replacing("}],\"birthDate\"", with: "}],\"deceasedBoolean\":false,\"birthDate\"")
        #expect(try FHIRCases.events([alive]) == [])
    }
}
