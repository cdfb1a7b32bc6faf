import CivilCalendar
import ClinicalModel
import Surveillance
import Testing

@Suite("Why and by when, in a line")
struct FollowUpReasonTests {
    private static let treated =
        Histories.metastatic + [
            "2025-01-20,imaging,mri-brain,new-lesions,,1,8", "2025-02-01,radiotherapy,srs,",
            "2025-04-15,imaging,mri-brain,stable",
        ]

    private func reason(_ item: Item, _ rows: [String], on day: String) throws -> String? {
        let plan = try Histories.plan(rows, on: day)
        return plan.items.first { $0.item == item }?.followUp.reason(on: plan.assessment.facts.asOf)
    }

    private func reason(_ rows: [String], on day: String) throws -> String? { try reason(.brainMRI, rows, on: day) }

    @Test func `a single rule says what it reckons from and when it is due, the year only where it is another`() throws
    {
        let row = "2025-04-15,imaging,mri-brain,stable"
        #expect(Self.treated.last == row)
        #expect(try reason(Self.treated, on: "2025-07-01") == "routine: mri-brain stable on 15 Apr, due 15 Jul")
        #expect(
            try reason(Self.treated, on: "2026-01-02") == "routine: mri-brain stable on 15 Apr 2025, due 15 Jul 2025")
        let vague = Self.treated.dropLast() + ["2025-04,imaging,mri-brain,stable"]
        #expect(try reason(Array(vague), on: "2025-07-01") == "routine: mri-brain stable in Apr 2025, due 1 Jul")
    }

    @Test func `a symptom leads with its own due date, and what another rule has asked for longer stands behind`()
        throws
    {
        let headache = Self.treated + ["2025-11-26,symptom,headache,onset"]
        #expect(
            try reason(headache, on: "2025-12-01")
                == "urgent: headache since 26 Nov, due 3 Dec; also overdue since 30 Jul by after-local-therapy")
        let seizure = Self.treated + ["2025-07-20,symptom,seizure,onset"]
        #expect(
            try reason(seizure, on: "2025-07-20")
                == "emergency: seizure since 20 Jul, due 20 Jul; also due since 15 Jul by after-local-therapy")
        // What is not asked for sooner adds nothing.
        let early = Self.treated + ["2025-05-20,symptom,seizure,onset"]
        #expect(try reason(early, on: "2025-05-20") == "emergency: seizure since 20 May, due 20 May")
    }

    @Test func `where the row does not say what is asked, the rule does`() throws {
        let unexplained =
            Histories.metastatic + ["2025-11-01,symptom,headache,onset", "2025-11-10,imaging,mri-brain,negative"]
        #expect(
            try reason(.visit, unexplained, on: "2025-11-25")
                == "soon: a symptom goes on that the scan did not explain: mri-brain negative on 10 Nov, due 17 Nov")
        let back = Histories.metastatic + ["2025-10-01,status,,transferred", "2025-11-10,imaging,mri-brain,negative"]
        #expect(
            try reason(.dataCorrection, back, on: "2025-11-25")
                == "soon: the record goes on after the status: mri-brain negative on 10 Nov, due 17 Nov")
        #expect(
            try reason(.dataCorrection, [], on: "2025-11-25") == "routine: the record has no row, due 25 Nov")
    }

    @Test func `the leading rule's own dates are kept beside the merged ones`() throws {
        let rows = Self.treated + ["2025-11-26,symptom,seizure,onset"]
        let plan = try Histories.plan(rows, on: "2025-11-26")
        let owed = try #require(plan.items.first { $0.item == .brainMRI }).followUp
        let day = try #require(CivilDate("2025-11-26"))
        #expect(owed.window.status(on: day) == .overdue && owed.window.daysLate(on: day) == 120)
        #expect(owed.leadingDates == FollowUp.LeadingDates(due: day, latest: day) && owed.ownLeadingDates != nil)
        #expect(owed.leadingWindow.status(on: day) == .due && owed.leadingWindow.daysLate(on: day + .days(2)) == 2)
        let alone = try #require(
            try Histories.plan(Self.treated, on: "2025-11-26").items.first { $0.item == .brainMRI })
        #expect(alone.followUp.ownLeadingDates == nil)
    }

    @Test(
        arguments: [
            (
                Item.treatmentDecision, ["2025-11-20,metastasis,,confirmed,brain"],
                "soon: metastasis confirmed brain on 20 Nov, due 18 Dec"
            ),
            (
                .treatmentDecision, ["2025-11-20,leptomeningeal,,confirmed"],
                "urgent: leptomeningeal confirmed on 20 Nov, due 27 Nov"
            ),
            (
                .csf, ["2025-11-20,drug,intrathecal-trastuzumab,start"],
                "routine: intrathecal-trastuzumab since 20 Nov, due 18 Dec"
            ),
            (
                .treatmentDecision,
                [
                    "2025-06-01,imaging,mri-brain,new-lesions", "2025-06-03,drug,tucatinib,start",
                    "2025-11-20,drug,tucatinib,stop",
                ], "soon: tucatinib stopped on 20 Nov, due 18 Dec"
            ),
        ])
    func `each kind of row is named by its words`(item: Item, rows: [String], text: String) throws {
        #expect(try reason(item, Histories.metastatic + rows, on: "2025-11-25") == text)
    }

    @Test func `a decision rests on the newest result, be it a finding after the one that the rule reckons from`()
        throws
    {
        func newest(_ rows: [String]) throws -> PartialDate? {
            try Histories.plan(Histories.metastatic + rows, on: "2025-11-25").items
                .first { $0.item == .treatmentDecision }?.newestResult
        }
        let first = ["2025-09-01,imaging,mri-brain,new-lesions"]
        #expect(try newest(first) == PartialDate("2025-09-01"))
        #expect(try newest(first + ["2025-11-20,imaging,mri-brain,progression"]) == PartialDate("2025-11-20"))
        #expect(try newest(first + ["2025-11-21,symptom,headache,onset"]) == PartialDate("2025-11-21"))
        let plan = try Histories.plan(Histories.metastatic + first, on: "2025-11-25")
        #expect(plan.items.filter { $0.item != .treatmentDecision }.allSatisfy { $0.newestResult == nil })
    }
}
