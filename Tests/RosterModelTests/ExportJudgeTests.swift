import CivilCalendar
import ClinicalModel
import RosterModel
import Testing

@Suite("What an export may lose or change at once")
struct ExportJudgeTests {
    private let judge = ExportJudge(vanishedShareAtMost: 0.2, changedShareAtMost: 0.1)

    @Test(arguments: [
        (1, 0.5, true), (0, 0.25, true), (3, 0, false), (2, 1, true), (0, -1, true), (0, .nan, true), (2, 0.5, false),
    ])
    func `a share of the patients may vanish`(vanished: Int, share: Double, isLet: Bool) {
        let judge = ExportJudge(vanishedShareAtMost: share, changedShareAtMost: 0)
        #expect(judge.doubts(vanished: vanished, of: 3).isEmpty == isLet)
        #expect(judge.doubts(vanished: 0, of: 0).isEmpty)
    }

    private func tally(_ counts: String) -> RosterTally { RosterTally(description: counts.replacing(", ", with: "\n")) }

    @Test(arguments: [
        // Everything of a kind: no floor for all events, two for the others.
        ("30 events", "", "30 of 30 events are missing"), ("1 events", "", "1 of 1 event is missing"),
        ("90 events, 2 kind symptom", "88 events", "2 of 2 events `symptom` are missing"),
        ("90 events, 1 kind symptom", "89 events", ""),
        (
            "400 events, 40 type DiagnosticReport", "360 events, 9 type Observation",
            "40 of 40 DiagnosticReport resources are missing"
        ),
        ("400 events, 40 type DiagnosticReport, 40 file a.ndjson", "400 events", ""),
        (
            "400 events, 5 file scans.csv, 9 file visits.csv", "395 events, 9 file visits.csv",
            "5 of 5 records of scans.csv are missing"
        ),
        ("400 events, 5 file scans.csv", "395 events", ""),
        // A part of a kind: more than a few, and more than the share.
        (
            "400 events, 40 kind imaging mri-brain", "390 events, 30 kind imaging mri-brain",
            "10 of 40 events `imaging mri-brain` are missing; at most 20 % may vanish at once"
        ),
        ("400 events, 40 kind imaging mri-brain", "391 events, 31 kind imaging mri-brain", ""),
        ("400 events, 400 kind visit", "320 events, 320 kind visit", ""),
        // A file is missed where its records are; files cut anew hold what they held.
        (
            "9 file Observation.2.ndjson, 900 type Observation", "891 file Observation.1.ndjson, 891 type Observation",
            "9 of 9 records of Observation.2.ndjson are missing"
        ),
        ("9 file Observation.2.ndjson, 900 type Observation", "9 file b.ndjson, 900 type Observation", ""),
        ("9 file a.ndjson, 900 type Observation", "1 file a.ndjson, 892 type Observation", ""),
        // More is never doubted, and a store of an older version tells nothing.
        ("3 events", "400 events, 2 kind csf", ""), ("", "400 events", ""),
    ])
    func `a part of an export may not vanish`(before: String, now: String, doubt: String) {
        #expect(judge.doubts(tally(now), after: tally(before)) == (doubt.isEmpty ? [] : [doubt]))
    }

    @Test(arguments: [
        (PatientChange.deceased, 10, 10, "10 of 10 patients are said to have died; at most 10 % may at once"),
        (.suspended, 3, 20, "3 of 20 patients are suspended now; at most 10 % may at once"),
        (.needsData, 2, 2, "2 of 2 patients lack data now that were there; at most 10 % may at once"),
        (.lostFinding, 11, 100, "11 of 100 patients have lost their CNS disease; at most 10 % may at once"),
        (.notCovered, 4, 30, "4 of 30 patients are covered by no protocol now; at most 10 % may at once"),
        (.deceased, 2, 10, ""), (.deceased, 1, 1, ""), (.lostFinding, 10, 100, ""), (.suspended, 0, 0, ""),
    ])
    func `many may not change for the worse at once`(change: PatientChange, count: Int, of: Int, doubt: String) {
        #expect(judge.doubts([change: count], of: of) == (doubt.isEmpty ? [] : [doubt]))
    }

    @Test func `a roster is counted by part, without appointments, and the count is kept as text`() {
        let day = PartialDate("2026-01-02")!
        let events = [
            EventContent.visit, .visit, .her2(.positive), .hormoneReceptor(.er, .negative),
            .brainImaging(.mri, .newLesions, LesionDescription()), .brainImaging(.mri, .negative, LesionDescription()),
            .appointment(.brainMRI, .booked),
        ].enumerated().map { Event(date: day, content: $1, row: Int32($0 + 2)) }
        let roster = Roster(records: [
            PatientRecord(patient: Patient(mrn: "A", row: 2), events: events[...], rejectedRows: 0)
        ])
        let tally = RosterTally(of: roster)
        let text = """
            6 events
            1 kind biomarker er
            1 kind biomarker her2
            2 kind imaging mri-brain
            1 kind imaging finding
            2 kind visit
            """
        #expect(Set(tally.description.split(separator: "\n")) == Set(text.split(separator: "\n")))
        #expect(RosterTally(description: tally.description) == tally)
        #expect(
            RosterTally(description: "x\n-3 events\n99999999999999999999 events\n4 else a b\n\n3 file a b.ndjson")
                .counts
                == [.file("a b.ndjson"): 3])
    }
}
