import CivilCalendar
import ClinicalModel
import StaffWork
import Surveillance
import Testing

@Suite("Answers to questions")
struct AnsweredQuestionsTests {
    private static func isAnswered(_ kind: QuestionKind, _ date: String?, _ detail: String, by row: String) throws
        -> Bool
    {
        var ward = try Ward()
        try ward.record(row, on: "2026-11-20")
        let question = OpenQuestion(kind: kind, date: date.flatMap { PartialDate($0) }, detail: detail)
        return AnsweredQuestions([question], ward.workflow).acts == [1]
    }

    @Test(arguments: [
        (
            QuestionKind.brainScanWithoutConclusion, "2026-10-20" as String?, "mri-brain",
            "2026-10-20,imaging,mri-brain,negative",
            true
        ),
        (.brainScanWithoutConclusion, "2026-10-20", "mri-brain", "2026-10,imaging,mri-brain,negative", true),
        (.brainScanWithoutConclusion, "2026-10-20", "mri-brain", "2026-10-21,imaging,mri-brain,negative", false),
        (.brainScanWithoutConclusion, "2026-10-20", "mri-brain", "2026-10-20,visit", false),
        (.scanWithoutConclusion, "2026-10-20", "mammogram", "2026-10-20,imaging,mammogram,negative", true),
        (.scanWithoutConclusion, "2026-10-20", "mammogram", "2026-10-20,imaging,mri-spine,negative", false),
        (.appointmentKept, "2026-10-20", "brain-mri", "2026-10-22,imaging,mri-brain,stable", true),
        (.appointmentKept, "2026-10-20", "brain-mri", "2026-10-24,imaging,mri-brain,stable", false),
        (.her2WithoutISH, "2026-10-20", "", "2026-11-02,biomarker,her2,ish+", true),
        (.her2Discordant, "2026-10-20", "", "2026-10-01,biomarker,her2,3+", false),
        (.radiotherapyTechnique, "2026-09-01", "", "2026-09-12,radiotherapy,srs", true),
        (.radiotherapyTechnique, "2026-03-01", "", "2026-09-12,radiotherapy,srs", false),
        (.drugEnd, "2026-05-01", "tucatinib", "2026-09-12,drug,tucatinib,stop", true),
        (.drugEnd, "2026-05-01", "tucatinib", "2026-09-12,drug,trastuzumab,stop", false),
        (.unknownDrug, "2026-09-01", "x", "2026-09-12,drug,tucatinib,start", true),
        (.symptomEnd, nil, "seizure", "2026-09-12,symptom,seizure,resolved", true),
        (.symptomEnd, nil, "seizure", "2026-09-12,symptom,headache,resolved", false),
        (.metastasisSite, "2026-09-01", "", "2026-09-01,metastasis,,confirmed,liver", true),
        (.leptomeningealOnScan, "2026-09-01", "", "2026-09-12,leptomeningeal,,excluded", true),
        (.cytologyUnclear, "2026-09-01", "", "2026-09-01,csf,cytology,negative", true),
        (.stageUnclear, "2026-09-01", "", "2025-01-01,diagnosis,breast-cancer,metastatic", true),
        (.unclearCode, "2026-09-01", "", "2026-09-01,surgery,brain-resection", true),
        (.unclearCode, "2026-09-01", "", "2026-09-02,surgery,brain-resection", false),
    ])
    func `what staff record answers what it tells, and nothing else`(
        kind: QuestionKind, date: String?, detail: String, row: String, expected: Bool
    ) throws {
        #expect(try Self.isAnswered(kind, date, detail, by: row) == expected)
    }

    @Test func `an answered record is no longer set aside, and undoing the answer sets it aside again`() throws {
        var ward = try Ward()
        let scan = OpenQuestion(
            kind: .brainScanWithoutConclusion, date: PartialDate("2026-10-20"), detail: "mri-brain")
        let her2 = OpenQuestion(kind: .her2WithoutISH, date: PartialDate("2026-10-20"), detail: "")
        func rejected() throws -> Int32 {
            let exported = try ward.exported()
            let asking = PatientRecord(
                patient: exported.patient, events: exported.events, rejectedRows: 2, questions: [scan, her2])
            return MergedRecord(asking, ward.workflow).record.rejectedRows
        }
        #expect(try rejected() == 2)
        try ward.record("2026-10-20,imaging,mri-brain,negative", on: "2026-11-20")
        #expect(try rejected() == 1)
        try ward.act(.undo(of: 1, reason: "another patient"), on: "2026-11-20")
        #expect(try rejected() == 2)
    }
}
