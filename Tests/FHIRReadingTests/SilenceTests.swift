import CivilCalendar
import ClinicalModel
import Foundation
import RosterFolders
import RosterModel
import TestSupport
import Testing

@testable import FHIRReading

@Suite("Nothing that could matter passes in silence")
struct SilenceTests {
    private static func sct(_ code: String, _ display: String = "") -> String {
        #"{"system":"http://snomed.info/sct","code":"\#(code)","display":"\#(display)"}"#
    }
    private static func icd(_ code: String) -> String {
        #"{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"\#(code)"}"#
    }

    @Test(arguments: [
        ([sct("128462008"), icd("C79.31")], ["2026-03-01 metastasis confirmed brain"], []),
        ([icd("C79.9"), sct("94225005")], ["2026-03-01 metastasis confirmed brain"], []),
        ([icd("C79.3"), icd("C79.31")], ["2026-03-01 metastasis confirmed brain"], []),
        ([icd("C50.911"), sct("94225005")], ["2026-03-01 metastasis confirmed brain"], [QuestionKind.codeDoubt]),
        ([sct("94222008"), sct("94225005")], ["2026-03-01 metastasis confirmed brain"], [.codeDoubt]),
        ([sct("94225005"), icd("C79.32")], ["2026-03-01 leptomeningeal confirmed"], [.codeDoubt]),
    ])
    func `the order of codings has no meaning`(codings: [String], events: [String], questions: [QuestionKind]) throws {
        for order in [codings, codings.reversed()] {
            let lines = [Samples.patient, Samples.condition(coding: order.joined(separator: ","))]
            #expect(try FHIRCases.events(lines) == events)
            #expect(try FHIRCases.questions(lines) == questions)
        }
    }

    @Test func `a drug whose codes name two is asked about`() throws {
        let two =
            #""medicationCodeableConcept":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"224905"},{"system":"http://www.whocc.no/atc","code":"L01FD04"}]}"#
        let lines = [Samples.patient, Samples.order(two)]
        #expect(try FHIRCases.events(lines) == [] && FHIRCases.questions(lines) == [.unclearCode])
    }

    @Test func `a scan that concludes leptomeningeal disease makes it probable, and asks`() throws {
        let report = Samples.report("24587-8", conclusion: "1155991005")
        #expect(
            try FHIRCases.events([Samples.patient, report]) == [
                "2026-04-01 leptomeningeal probable", "2026-04-01 imaging mri-brain new-lesions",
            ])
        #expect(try FHIRCases.questions([Samples.patient, report]) == [.leptomeningealOnScan])
        // Brain metastases that were known make it no less new.
        let known = [Samples.patient, Samples.condition(), report]
        #expect(try FHIRCases.questions(known) == [.leptomeningealOnScan])
        // What was known already is compared by nobody.
        let again = known + [Samples.report("24587-8", conclusion: "1155991005", id: "r2", date: "2026-06-01")]
        #expect(try FHIRCases.questions(again) == [.leptomeningealOnScan, .lesionsUnchanged])
    }

    @Test(arguments: ["preliminary", "partial", "registered", "unknown", "odd", ""])
    func `a report with disease that is not final is asked about`(status: String) throws {
        let report = Samples.report("24587-8", conclusion: "94225005", status: status)
        let lines = [Samples.patient, report]
        #expect(try FHIRCases.events(lines) == [] && FHIRCases.questions(lines) == [.notFinal])
        #expect(try FHIRCases.read(lines: lines).roster.record(at: 0).isIncomplete)
    }

    @Test(arguments: ["cancelled", "entered-in-error"])
    func `one that is taken back is not`(status: String) throws {
        let report = Samples.report("24587-8", conclusion: "94225005", status: status)
        #expect(try FHIRCases.questions([Samples.patient, report]) == [])
    }

    @Test(arguments: ["stopped", "unknown", "on-hold", "odd"])
    func `local therapy whose status leaves open whether it took place is asked about`(status: String) throws {
        let when = #""performedDateTime":"2026-05-01""#
        let course = Samples.procedure("1217123003", when: when, status: status, more: Samples.ofBrain)
        let resection = Samples.procedure(
            "61510", system: "http://www.ama-assn.org/go/cpt", when: when, status: status)
        for line in [course, resection] { #expect(try FHIRCases.questions([Samples.patient, line]) == [.statusOpen]) }
        let breast = Samples.procedure("64368001", when: when, status: status)
        #expect(try FHIRCases.questions([Samples.patient, breast]) == [])
    }

    @Test(arguments: [
        (
            Samples.condition(coding: sct("999001", "Metastatic malignant neoplasm to cerebellum")),
            QuestionKind.unknownDiagnosis
        ),
        (Samples.condition(coding: sct("999002", "Carcinomatous meningitis")), .unknownDiagnosis),
        (Samples.condition(coding: sct("999003", "Carcinoma of upper-outer quadrant of breast")), .unknownDiagnosis),
        (
            Samples.procedure("999004", when: #""performedDateTime":"2026-05-01""#).replacing(
                #""code":"999004""#, with: #""code":"999004","display":"Gamma Knife radiosurgery""#),
            .radiotherapyTechnique
        ),
        (
            Samples.procedure("999005", when: #""performedDateTime":"2026-05-01""#).replacing(
                #""code":"999005""#, with: #""code":"999005","display":"Craniotomy for tumour""#), .unknownOperation
        ),
        (
            Samples.procedure("999006", when: #""performedDateTime":"2026-05-01""#).replacing(
                #""code":"999006""#, with: #""code":"999006","display":"MRI of head with contrast""#), .headScan
        ),
        (
            Samples.observation("99999-9", value: Samples.coded("10828004")).replacing(
                #""code":"99999-9""#, with: #""code":"99999-9","display":"ERBB2 status in tumour""#), .her2Unclear
        ),
        (
            Samples.observation("99998-9", value: Samples.coded("10828004")).replacing(
                #""code":"99998-9""#, with: #""code":"99998-9","display":"Cytology of cerebrospinal fluid""#),
            .cytologyUnclear
        ),
        (Samples.report("99997-9", conclusion: "94225005"), .headScan),
    ])
    func `an unknown code whose text could matter becomes a question`(line: String, question: QuestionKind) throws {
        let reading = try FHIRCases.read(lines: [Samples.patient, line])
        #expect(reading.roster.events.count == 0)
        #expect(reading.questions.map(\.kind) == [question])
        #expect(reading.roster.record(at: 0).isIncomplete)
    }

    @Test(arguments: [
        Samples.condition(coding: sct("999010", "Benign neoplasm of breast")),
        Samples.condition(coding: sct("999011", "Carcinoma in situ of breast")),
        Samples.condition(coding: sct("999012", "Essential hypertension")),
        Samples.observation("99996-9", value: Samples.coded("10828004")).replacing(
            #""code":"99996-9""#, with: #""code":"99996-9","display":"HER2 Ag in Serum""#),
        Samples.procedure("999013", when: #""performedDateTime":"2026-05-01""#).replacing(
            #""code":"999013""#, with: #""code":"999013","display":"MRI of breast""#),
    ])
    func `an unknown code whose text does not matter is passed over`(line: String) throws {
        #expect(try FHIRCases.questions([Samples.patient, line]) == [])
    }

    @Test func `the coverage names the codes that no table knows`() throws {
        let lines = [
            Samples.patient, Samples.condition(coding: Self.sct("38341003")),
            Samples.order(Samples.medication("2361292")), Samples.order(Samples.medication("2361292"), id: "m2"),
        ]
        let coverage = try FHIRCases.read(lines: lines).coverage.lines.filter { $0.outcome == .ignored }
        #expect(
            coverage.map { "\($0.type) \($0.count) \($0.reason)" } == [
                "Condition 1 a diagnosis that no rule reads: http://snomed.info/sct|38341003",
                "MedicationRequest 2 a drug that no table knows, and no record says is against cancer: "
                    + "http://www.nlm.nih.gov/research/umls/rxnorm|2361292",
            ])
    }

    @Test func `a scan after a hospice is asked about, and one before is not`() throws {
        let hospice =
            #"{"resourceType":"Encounter","id":"e","status":"finished","subject":{"reference":"Patient/p"},"type":[{"coding":[{"system":"http://snomed.info/sct","code":"305336008"}]}],"period":{"start":"2026-05-01"}}"#
        func questions(_ date: String) throws -> [QuestionKind] {
            try FHIRCases.questions([
                Samples.patient, hospice, Samples.report("24587-8", conclusion: "17621005", date: date),
            ])
        }
        #expect(try questions("2026-04-01") == [])
        #expect(try questions("2026-06-01") == [.codeDoubt])
    }

    // MARK: The cytology of cerebrospinal fluid

    @Test(arguments: [("10828004", "positive"), ("260385009", "negative"), ("42425007", "equivocal")])
    func `cytology of cerebrospinal fluid is read`(answer: String, result: String) throws {
        let text =
            #"{"resourceType":"Observation","id":"o","status":"final","subject":{"reference":"Patient/p"},"effectiveDateTime":"2026-03-02","code":{"text":"CSF cytology"},\#(Samples.coded(answer))}"#
        #expect(try FHIRCases.events([Samples.patient, text]) == ["2026-03-02 csf cytology \(result)"])
        let report = text.replacing("Observation", with: "DiagnosticReport").replacing(
            "\"valueCodeableConcept\":{", with: "\"conclusionCode\":[{"
        ).replacing("\(answer)\"}]}}", with: "\(answer)\"}]}]}")
        #expect(try FHIRCases.events([Samples.patient, report]) == ["2026-03-02 csf cytology \(result)"])
        let open = text.replacing(answer, with: "999")
        #expect(try FHIRCases.questions([Samples.patient, open]) == [.cytologyUnclear])
    }

    // MARK: Files

    private func outcome(_ files: [String]) throws -> String {
        let folder = try TemporaryFolder()
        try folder.write("a.ndjson", Samples.patient + "\n")
        for file in files { try folder.write(file, Samples.condition() + "\n") }
        do throws(RosterFolderError) {
            let reading = try RosterFolderReader(codes: CodeTableLocator(named: FHIRCases.codes)).read(
                folder: folder.path)
            return (["\(reading.roster.events.count)"] + reading.faults.map(\.kind.rawValue)).joined(separator: " ")
        } catch {
            guard case .roster(let refusal) = error else { return "codes" }
            return refusal.faults.map(\.kind.rawValue).joined(separator: " ")
        }
    }

    @Test(arguments: [
        ("Condition.NDJSON", "1"), ("Condition.JSON", "1"), ("Condition.jsonl", "1"),
        ("Condition.ndjson.1", "misnamed"), ("Condition.ndjson.txt", "misnamed"), ("Condition.json~", "misnamed"),
        ("Condition.zip", "compressed"), ("Condition.ndjson.gz", "compressed"), ("sub/Condition.ndjson", "nested"),
        ("README.txt", "0 unread-file"), (".hidden.ndjson", "0"),
    ])
    func `no file of FHIR is passed over in silence`(file: String, expected: String) throws {
        #expect(try outcome([file]) == expected)
    }
}
