import CivilCalendar
import ClinicalModel
import RosterFolders
import RosterModel
import Surveillance
import Testing

/// The synthetic patients, as of 2026-11-20. What is expected is worked out from protocol.md and the dates in the files:
/// breast surgery, the last fraction, the day of the brain metastasis.
@Suite("The worked folders of FHIR")
struct SharedDataTests {
    private struct Expected: CustomTestStringConvertible, Sendable {
        let name: String
        let phase: Phase
        let isIncomplete: Bool
        let items: [String]
        var testDescription: String { name }

        init(_ name: String, _ phase: Phase, incomplete: Bool = false, _ items: [String]) {
            (self.name, self.phase, self.items) = (name, phase, items)
            isIncomplete = incomplete
        }
    }

    private static func check(_ expected: Expected, in folder: String) throws {
        let reading = try FHIRCases.read(folder)
        #expect(reading.faults.allSatisfy { $0.kind == .unreadFile })
        let index = try #require(reading.roster.patients.firstIndex { $0.givenName == expected.name })
        let record = reading.roster.record(at: index)
        let plan = PatientPlan(
            for: record, try FHIRCases.protocols(), asOf: try #require(CivilDate("2026-11-20")))
        #expect(plan.phase == expected.phase)
        #expect(record.isIncomplete == expected.isIncomplete)
        #expect(plan.items.map { FHIRCases.shown($0) } == expected.items)
    }

    /// Early disease: a visit four months after the end of treatment, a mammogram twelve months after surgery.
    private static let positive = [
        Expected(
            "Charlsie105", .earlyDisease,
            ["visit visit 2020-06-10 2020-07-10 routine", "mammogram mammogram 2021-02-10 2021-04-11 routine"]),
        Expected(
            "Clarice719", .earlyDisease,
            ["visit visit 2021-11-10 2021-12-10 routine", "mammogram mammogram 2022-07-10 2022-09-08 routine"]),
        Expected(
            "Earline566", .earlyDisease,
            ["visit visit 2013-01-08 2013-02-07 routine", "mammogram mammogram 2013-09-08 2013-11-07 routine"]),
        // Radiotherapy of the breast until 2022-02-02.
        Expected(
            "Jani266", .earlyDisease,
            ["visit visit 2022-06-02 2022-07-02 routine", "mammogram mammogram 2022-12-12 2023-02-10 routine"]),
        // Died in 2003.
        Expected("Lasonya941", .deceased, []),
        Expected(
            "María Teresa440", .earlyDisease,
            ["visit visit 2017-12-16 2018-01-15 routine", "mammogram mammogram 2018-06-23 2018-08-22 routine"]),
        Expected(
            "Nadine465", .earlyDisease,
            ["visit visit 2005-04-08 2005-05-08 routine", "mammogram mammogram 2005-12-08 2006-02-06 routine"]),
        Expected(
            "Nannette779", .earlyDisease,
            ["visit visit 2022-11-01 2022-12-01 routine", "mammogram mammogram 2023-05-13 2023-07-12 routine"]),
        Expected(
            "Noelia656", .earlyDisease,
            ["visit visit 2007-02-21 2007-03-23 routine", "mammogram mammogram 2007-08-27 2007-10-26 routine"]),
        Expected(
            "Santos184", .earlyDisease,
            ["visit visit 2020-10-20 2020-11-19 routine", "mammogram mammogram 2021-06-08 2021-08-07 routine"]),
    ]

    @Test(arguments: positive)
    private func `the ten HER2-positive patients owe what early disease owes`(expected: Expected) throws {
        try Self.check(expected, in: "her2-positive")
    }

    private static let dataCorrection = "data-correction rejected-row 2026-11-20 2026-11-27 routine"

    private static let overlays = [
        // Brain metastasis on 2026-08-01 and nothing since: scan within a week, a decision within four.
        Expected(
            "Charlsie105", .undecided,
            [
                "brain-mri finding-without-scan 2026-08-08 2026-08-15 urgent",
                "treatment-decision untreated-finding 2026-08-29 2026-08-29 soon",
                "trial-evaluation trial-evaluation 2026-08-29 2026-09-26 routine",
            ]),
        // Metastasis 2026-01-05, one session to the brain on 2026-09-10, a scan on 2026-10-20 of which nobody says what it showed.
        Expected(
            "Clarice719", .afterLocalTherapy, incomplete: true,
            ["brain-mri finding-without-scan 2026-01-12 2026-01-19 urgent", dataCorrection]),
        Expected(
            "Earline566", .afterLocalTherapy, incomplete: true,
            ["brain-mri finding-without-scan 2026-01-12 2026-01-19 urgent", dataCorrection]),
        // Leptomeningeal disease on 2026-10-01.
        Expected(
            "Jani266", .leptomeningeal,
            [
                "brain-mri leptomeningeal-baseline 2026-10-08 2026-10-15 urgent",
                "spine-mri leptomeningeal-baseline 2026-10-08 2026-10-15 urgent",
                "treatment-decision untreated-leptomeningeal 2026-10-08 2026-10-08 urgent",
            ]),
        Expected("Lasonya941", .deceased, []),
        // An MRI of the breast is none of the brain.
        Expected(
            "María Teresa440", .earlyDisease,
            ["visit visit 2017-12-16 2018-01-15 routine", "mammogram mammogram 2018-06-23 2018-08-22 routine"]),
        // A CT of the head without a result answers nothing.
        Expected(
            "Nadine465", .undecided, incomplete: true,
            [
                "brain-mri finding-without-scan 2026-06-08 2026-06-15 urgent",
                "treatment-decision untreated-finding 2026-06-29 2026-06-29 soon",
                "trial-evaluation trial-evaluation 2026-06-29 2026-07-27 routine", dataCorrection,
            ]),
        // HER2 negative at last, and positive before: she stays.
        Expected(
            "Nannette779", .earlyDisease,
            ["visit visit 2022-11-01 2022-12-01 routine", "mammogram mammogram 2023-05-13 2023-07-12 routine"]),
        Expected(
            "Noelia656", .undecided, incomplete: true,
            [
                "brain-mri finding-without-scan 2026-03-08 2026-03-15 urgent",
                "treatment-decision untreated-finding 2026-03-29 2026-03-29 soon",
                "trial-evaluation trial-evaluation 2026-03-29 2026-04-26 routine", dataCorrection,
            ]),
        Expected(
            "Santos184", .earlyDisease,
            ["visit visit 2020-10-20 2020-11-19 routine", "mammogram mammogram 2021-06-08 2021-08-07 routine"]),
    ]

    @Test(arguments: overlays)
    private func `each overlay is in the phase that its name says`(expected: Expected) throws {
        try Self.check(expected, in: "cns-overlay")
    }

    @Test func `the appointment of 2027 is booked late`() throws {
        let reading = try FHIRCases.read("cns-overlay")
        let index = try #require(reading.roster.patients.firstIndex { $0.givenName == "Noelia656" })
        let plan = PatientPlan(
            for: reading.roster.record(at: index), try FHIRCases.protocols(),
            asOf: try #require(CivilDate("2026-11-20")))
        let scan = try #require(plan.items.first { $0.item == .brainMRI })
        #expect(scan.appointment.state == .bookedLate(try #require(PartialDate("2027-02-01"))))
    }

    @Test func `what the overlays leave open is asked and nothing else`() throws {
        let reading = try FHIRCases.read("cns-overlay")
        let asked = reading.questions.map { question in
            "\(reading.roster.patients[Int(question.patient)].givenName) \(question.kind.rawValue)"
        }
        #expect(
            asked == [
                "Charlsie105 drug-end", "Clarice719 brain-scan-without-conclusion",
                "Earline566 brain-scan-without-conclusion", "Nadine465 brain-scan-without-conclusion",
                "Nannette779 her2-discordant", "Noelia656 brain-scan-without-conclusion",
            ])
        #expect(try FHIRCases.read("her2-positive").questions == [])
    }

    @Test func `of the fourteen negatives none is screened and none disappears`() throws {
        let reading = try FHIRCases.read("negatives")
        #expect(reading.totals.patients == 14 && reading.faults == [] && reading.questions == [])
        let protocols = try FHIRCases.protocols()
        let day = try #require(CivilDate("2026-11-20"))
        var phases: [Phase: Int] = [:]
        for index in reading.roster.patients.indices {
            let plan = PatientPlan(for: reading.roster.record(at: index), protocols, asOf: day)
            phases[plan.phase, default: 0] += 1
            #expect(plan.items.allSatisfy { $0.item == .dataCorrection })
        }
        // Four HER2-negative, of whom three have died; of ten nobody tested HER2.
        #expect(phases == [.deceased: 3, .notCovered: 1, .needsData: 10])
    }

    @Test func `the official examples count for nobody, since their patients are missing`() throws {
        let error = #expect(throws: RosterFolderError.self) { try FHIRCases.read("mcode-examples") }
        guard case .roster(let refusal)? = error else { throw try #require(error) }
        #expect(refusal.faults.map(\.kind) == [.withoutPatients])
        let coverage = try FHIRCases.coverage("mcode-examples").lines.map {
            "\($0.type) \($0.outcome.rawValue) \($0.count)"
        }
        #expect(coverage == ["Condition used 1", "Observation ignored 1", "Observation used 2"])
    }
}
