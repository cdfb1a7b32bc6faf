import ClinicalModel
import RosterModel
import Testing

@Suite("Scans")
struct ScanTests {
    private static let metastasis = Samples.condition()

    @Test func `a scan of which nobody says what it showed makes a question and no event`() throws {
        let lines = [Samples.patient, Samples.procedure("816077007", when: #""performedDateTime":"2026-04-01""#)]
        #expect(try FHIRCases.events(lines) == [])
        #expect(try FHIRCases.questions(lines) == [.brainScanWithoutConclusion])
        #expect(try FHIRCases.read(lines: lines).roster.record(at: 0).isIncomplete)
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let conclusion: String
        let event: String
        var testDescription: String { event }
    }

    @Test(arguments: [
        Case(conclusion: "17621005", event: "negative"), Case(conclusion: "359746009", event: "stable"),
        Case(conclusion: "268910001", event: "response"), Case(conclusion: "271299001", event: "progression"),
        Case(conclusion: "42425007", event: "equivocal"), Case(conclusion: "94225005", event: "new-lesions"),
    ])
    func `a coded conclusion becomes the result`(one: Case) throws {
        let lines = [Samples.patient, Samples.report("24587-8", conclusion: one.conclusion)]
        #expect(try FHIRCases.events(lines) == ["2026-04-01 imaging mri-brain \(one.event)"])
        #expect(try FHIRCases.questions(lines) == [])
    }

    @Test func `study, procedure and report of one day are one scan, in any order`() throws {
        let study =
            #"{"resourceType":"ImagingStudy","id":"s","status":"available","subject":{"reference":"Patient/p"},"started":"2026-04-01T10:00:00+02:00","series":[{"modality":{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"MR"},"bodySite":{"system":"http://snomed.info/sct","code":"12738006"}}]}"#
        let lines = [
            Samples.patient, study, Samples.procedure("816077007", when: #""performedDateTime":"2026-04-01""#),
            Samples.report("24587-8", conclusion: "17621005"),
        ]
        for order in [lines, lines.reversed(), [lines[3], lines[0], lines[2], lines[1]]] {
            #expect(try FHIRCases.events(order) == ["2026-04-01 imaging mri-brain negative"])
            #expect(try FHIRCases.questions(order) == [])
        }
    }

    @Test func `reports of one scan that disagree count as the more alarming one, and are asked about`() throws {
        let lines = [
            Samples.patient, Samples.report("24587-8", conclusion: "359746009"),
            Samples.report("24587-8", conclusion: "271299001", id: "r2"),
        ]
        #expect(try FHIRCases.events(lines) == ["2026-04-01 imaging mri-brain progression"])
        #expect(try FHIRCases.questions(lines) == [.conflictingConclusions])
    }

    @Test func `lesions that were known, and are not said to have changed, are asked about`() throws {
        let lines = [Samples.patient, Self.metastasis, Samples.report("24587-8", conclusion: "94225005")]
        #expect(try FHIRCases.events(lines) == ["2026-03-01 metastasis confirmed brain"])
        #expect(try FHIRCases.questions(lines) == [.lesionsUnchanged])
    }

    @Test func `without contrast nothing is ruled out, and a lesion is a lesion`() throws {
        #expect(
            try FHIRCases.events([Samples.patient, Samples.report("30657-1", conclusion: "17621005")])
                == ["2026-04-01 imaging mri-brain non-diagnostic"])
        #expect(
            try FHIRCases.events([Samples.patient, Samples.report("30657-1", conclusion: "94225005")])
                == ["2026-04-01 imaging mri-brain new-lesions"])
    }

    @Test func `a plain brain MRI counts, and is asked about`() throws {
        let lines = [Samples.patient, Samples.report("24590-2", conclusion: "17621005")]
        #expect(try FHIRCases.events(lines) == ["2026-04-01 imaging mri-brain negative"])
        #expect(try FHIRCases.questions(lines) == [.contrastUnknown])
    }

    @Test(arguments: ["preliminary", "registered", "partial", "cancelled", "entered-in-error"])
    func `a report that is not final counts for nothing`(status: String) throws {
        let lines = [Samples.patient, Samples.report("24587-8", conclusion: "17621005", status: status)]
        #expect(try FHIRCases.events(lines) == [])
        #expect(try FHIRCases.questions(lines) == [])
    }

    @Test(arguments: ["not-done", "entered-in-error", "preparation", "stopped", "in-progress"])
    func `a procedure that was not completed counts for nothing`(status: String) throws {
        let scan = Samples.procedure("816077007", when: #""performedDateTime":"2026-04-01""#, status: status)
        #expect(try FHIRCases.questions([Samples.patient, scan]) == [])
    }

    @Test func `a breast MRI is no brain MRI, whatever its text says`() throws {
        let lines = [
            Samples.patient,
            Samples.procedure("241615005", when: #""performedDateTime":"2026-04-01""#).replacing(
                "\"code\":\"241615005\"", with: "\"code\":\"241615005\",\"display\":\"MRI of brain\""),
        ]
        #expect(try FHIRCases.events(lines) == [])
        #expect(try FHIRCases.questions(lines) == [])
    }

    // MARK: Appointments

    private static func appointment(_ status: String, code: String = "816077007") -> String {
        #"{"resourceType":"Appointment","id":"a","status":"\#(status)","serviceType":[{"coding":[{"system":"http://snomed.info/sct","code":"\#(code)"}]}],"start":"2026-12-01T08:00:00Z","participant":[{"actor":{"reference":"Practitioner/x"}},{"actor":{"reference":"Patient/p"}}]}"#
    }

    @Test(arguments: [
        ("booked", ["2026-12-01 appointment brain-mri booked"]),
        ("cancelled", ["2026-12-01 appointment brain-mri cancelled"]),
        ("noshow", ["2026-12-01 appointment brain-mri missed"]), ("proposed", []), ("entered-in-error", []),
        ("fulfilled", []),
    ])
    func `an appointment for a brain MRI becomes what its status says`(status: String, events: [String]) throws {
        #expect(try FHIRCases.events([Samples.patient, Self.appointment(status)]) == events)
    }

    @Test func `a kept appointment without a scan is asked about`() throws {
        #expect(try FHIRCases.questions([Samples.patient, Self.appointment("fulfilled")]) == [.appointmentKept])
    }

    @Test func `an appointment for a CT of the head is none for a brain MRI`() throws {
        #expect(try FHIRCases.events([Samples.patient, Self.appointment("booked", code: "34227000")]) == [])
    }
}
