import CivilCalendar
import ClinicalModel
import Surveillance
import Testing

/// How what was owed was kept; windows are reckoned by hand from protocol.md sections 5 and 6.
@Suite("Adherence")
struct AdherenceTests {
    private static let treated =
        Histories.metastatic + ["2024-01-01,imaging,mri-brain,new-lesions", "2024-01-10,radiotherapy,srs,"]

    private func adherence(_ rows: [String], since: String = "2024-01-02", asOf: String) throws -> PatientAdherence {
        PatientAdherence(
            of: try Histories.record(rows), try ShippedProtocol.set(), since: try #require(CivilDate(since)),
            asOf: try #require(CivilDate(asOf)))
    }

    private func lines(_ adherence: PatientAdherence) -> [String] {
        adherence.occasions.map { "\($0.owed.rule.rawValue) \($0.owed.earliest)..\($0.owed.latest) \($0.outcome)" }
    }

    @Test func `each scan is judged by the window that was owed before it`() throws {
        let rows = [
            "2024-03-20,imaging,mri-brain,stable", "2024-07-10,imaging,mri-brain,stable",
            "2024-09-01,imaging,mri-brain,stable",
        ]
        #expect(
            lines(try adherence(AdherenceTests.treated + rows, asOf: "2025-01-01")) == [
                "untreated-finding 2024-01-01..2024-01-29 inside(2024-01-10)",
                "first-after-local-therapy 2024-02-25..2024-03-24 inside(2024-03-20)",
                "after-local-therapy 2024-06-06..2024-07-04 late(2024-07-10)",
                "after-local-therapy 2024-09-26..2024-10-24 early(2024-09-01)",
                "after-local-therapy 2024-11-17..2024-12-15 overdue",
            ])
    }

    @Test func `what was never done, and is owed no more, was missed`() throws {
        let rows = [
            "2024-01-01,imaging,mri-brain,new-lesions", "2024-01-10,surgery,brain-resection,",
            "2024-03-12,imaging,mri-brain,stable",
        ]
        let lines = lines(try adherence(Histories.metastatic + rows, since: "2024-01-11", asOf: "2024-04-01"))
        #expect(
            lines == [
                "post-operative 2024-01-10..2024-01-13 missed",
                "first-after-local-therapy 2024-02-25..2024-03-24 inside(2024-03-12)",
                "resection-without-radiotherapy 2024-01-10..2024-02-07 overdue",
            ])
    }

    @Test func `a scan that answers a symptom of its own day is judged by the symptom's window`() throws {
        let rows = [
            "2024-03-20,imaging,mri-brain,stable", "2024-04-15,symptom,seizure,onset",
            "2024-04-15,imaging,mri-brain,stable",
        ]
        let lines = lines(
            try adherence(AdherenceTests.treated + rows, since: "2024-04-01", asOf: "2024-05-01"))
        #expect(
            lines == [
                "neuro-emergency 2024-04-15..2024-04-15 inside(2024-04-15)",
                "unexplained-symptom 2024-04-15..2024-04-29 overdue",
            ])
    }

    @Test func `a scan that could not be read keeps nothing`() throws {
        let rows = ["2024-03-20,imaging,mri-brain,non-diagnostic"]
        let lines = lines(
            try adherence(AdherenceTests.treated + rows, since: "2024-03-01", asOf: "2024-04-10"))
        #expect(lines == ["repeat-non-diagnostic 2024-02-25..2024-03-24 overdue"])
    }

    @Test func `a scan whose day is not recorded is not judged, and counted`() throws {
        let found = try adherence(
            AdherenceTests.treated + ["2024-03,imaging,mri-brain,stable"], since: "2024-02-01", asOf: "2024-04-10")
        #expect(found.occasions.isEmpty && found.undated == 1)
    }

    @Test func `what was put away in time was no occasion`() throws {
        let rows = ["2024-02-01,status,,hospice"]
        #expect(
            lines(try adherence(AdherenceTests.treated + rows, since: "2024-01-11", asOf: "2024-06-01")) == [])
    }
}
