import CivilCalendar
import ClinicalModel
import Surveillance
import Testing

/// Rules that the worked cases do not reach; the dates are reckoned by hand from protocol.md sections 5 and 6.
@Suite("Single rules")
struct RuleTests {
    @Test func `an open cord symptom is an emergency of the spine until a spine MRI answers it`() throws {
        let rows = Histories.metastatic + ["2025-11-20,symptom,cord,onset"]
        #expect(
            Histories.line(.spineMRI, of: try Histories.plan(rows, on: "2025-11-25"))
                == "cord-symptom 2025-11-20 2025-11-20 2025-11-20 2025-11-20 emergency")
        let brain = rows + ["2025-11-21,imaging,mri-brain,negative"]
        #expect(Histories.line(.spineMRI, of: try Histories.plan(brain, on: "2025-11-25")) != nil)
        let spine = rows + ["2025-11-20,imaging,mri-spine,negative"]
        #expect(Histories.line(.spineMRI, of: try Histories.plan(spine, on: "2025-11-25")) == nil)
        let unreadable = rows + ["2025-11-21,imaging,mri-spine,non-diagnostic"]
        #expect(Histories.line(.spineMRI, of: try Histories.plan(unreadable, on: "2025-11-25")) != nil)
        let hospice = rows + ["2025-11-22,status,,hospice"]
        #expect(try Histories.plan(hospice, on: "2025-11-25").items.first?.flags == [.suspended])
    }

    @Test func `a second sample is owed after one that is not positive, and waits for a wound to heal`() throws {
        let rows = Histories.metastatic + ["2025-11-01,leptomeningeal,,suspected", "2025-11-05,csf,cytology,negative"]
        #expect(
            Histories.line(.csf, of: try Histories.plan(rows, on: "2025-11-25"))
                == "repeat-lumbar-puncture 2025-11-05 2025-11-12 2025-11-12 2025-11-19 soon")
        let operated = rows + ["2025-11-04,surgery,brain-resection,"]
        #expect(
            Histories.line(.csf, of: try Histories.plan(operated, on: "2025-11-25"))
                == "repeat-lumbar-puncture 2025-11-05 2025-11-18 2025-11-18 2025-11-25 soon")
        let twice = rows + ["2025-11-12,csf,cytology,equivocal"]
        #expect(Histories.line(.csf, of: try Histories.plan(twice, on: "2025-11-25")) == nil)
    }

    @Test func `the high-risk rule shortens screening where a site turns it on`() throws {
        var rules = try ShippedProtocol.load()
        let rows =
            Histories.metastatic + [
                "2023-01-01,biomarker,er,negative", "2023-01-01,biomarker,pr,negative",
                "2023-01-01,metastasis,,confirmed,liver", "2023-03-01,imaging,mri-brain,negative",
            ]
        #expect(
            Histories.line(.brainMRI, of: try Histories.plan(rows, on: "2023-04-01", rules: rules))
                == "metastatic-screening 2023-03-01 2023-08-04 2023-09-01 2023-09-29 advisory")
        rules[.metastaticScreeningHighRisk].isEnabled = true
        #expect(
            Histories.line(.brainMRI, of: try Histories.plan(rows, on: "2023-04-01", rules: rules))
                == "metastatic-screening-high-risk 2023-03-01 2023-06-10 2023-07-01 2023-07-22 advisory")
        let later = rows + ["2024-01-01,imaging,mri-brain,negative"]
        #expect(
            Histories.line(.brainMRI, of: try Histories.plan(later, on: "2024-02-01", rules: rules))?
                .hasPrefix("metastatic-screening 2024-01-01") == true)
    }

    @Test func `heart function is owed under a HER2-directed drug where a site turns it on`() throws {
        var rules = try ShippedProtocol.load()
        let rows = Histories.metastatic + ["2025-01-10,drug,trastuzumab,start"]
        #expect(Histories.line(.cardiacFunction, of: try Histories.plan(rows, on: "2025-02-01", rules: rules)) == nil)
        rules[.cardiacFunction].isEnabled = true
        #expect(
            Histories.line(.cardiacFunction, of: try Histories.plan(rows, on: "2025-02-01", rules: rules))
                == "cardiac-function 2025-01-10 2025-03-27 2025-04-10 2025-04-24 routine")
        let measured = rows + ["2025-03-31,performance,lvef,,,,,60"]
        #expect(
            Histories.line(.cardiacFunction, of: try Histories.plan(measured, on: "2025-05-01", rules: rules))
                == "cardiac-function 2025-03-31 2025-06-16 2025-06-30 2025-07-14 routine")
    }

    @Test func `a lumbar puncture waits for imaging where the brain may herniate`() throws {
        let suspected = Histories.metastatic + ["2025-11-01,leptomeningeal,,suspected"]
        func flags(_ rows: [String]) throws -> [FollowUp.Flag]? {
            try Histories.plan(suspected + rows, on: "2025-11-25").items.first { $0.item == .csf }?.flags
        }
        #expect(try flags([]) == [])
        #expect(try flags(["2025-11-20,symptom,raised-icp,onset"]) == [.herniationRisk])
        #expect(try flags(["2025-11-20,symptom,raised-icp,onset", "2025-11-21,imaging,mri-brain,negative"]) == [])
        #expect(try flags(["2025-11-20,imaging,mri-brain,new-lesions,,1,31"]) == [.herniationRisk])
        #expect(try flags(["2025-11-20,imaging,mri-brain,new-lesions,,1,30"]) == [])
        #expect(try flags(["2025-11-20,imaging,mri-brain,new-lesions,cerebellum,1,5"]) == [.herniationRisk])
        let treated = ["2025-11-20,imaging,mri-brain,new-lesions,,1,31", "2025-11-22,radiotherapy,srs,"]
        #expect(try flags(treated) == [])
    }

    @Test func `known brain disease is followed whatever the receptors say, and is flagged`() throws {
        let rows = [
            "2024-01-01,diagnosis,breast-cancer,metastatic", "2024-01-01,biomarker,her2,0",
            "2025-11-01,imaging,mri-brain,new-lesions",
        ]
        let plan = try Histories.plan(rows, on: "2025-11-25")
        #expect(plan.phase == .undecided && plan.assessment.protocolID == "her2-cns")
        #expect(!plan.items.isEmpty && plan.items.allSatisfy { $0.flags.contains(.outsidePopulation) })
        let without = try Histories.plan(Array(rows.prefix(2)), on: "2025-11-25")
        #expect(without.phase == .notCovered && without.assessment.protocolID.isEmpty && without.items.isEmpty)
    }

    @Test func `an advisory scan of a patient in poor condition asks whether it helps`() throws {
        func flags(_ row: String) throws -> [FollowUp.Flag]? {
            try Histories.plan(Histories.metastatic + [row], on: "2025-11-25").items.first { $0.item == .brainMRI }?
                .flags
        }
        #expect(try flags("2025-11-01,performance,kps,,,,,50") == [.reviewBenefit])
        #expect(try flags("2025-11-01,performance,kps,,,,,60") == [])
        #expect(try flags("2025-11-01,performance,ecog,,,,,3") == [.reviewBenefit])
        #expect(try flags("2025-11-01,performance,ecog,,,,,2") == [])
    }

    @Test func `a man is owed no mammogram unless his breast was kept`() throws {
        let rows = [
            "2024-01-01,diagnosis,breast-cancer,early", "2024-01-01,biomarker,her2,3+",
            "2024-02-01,surgery,mastectomy,",
        ]
        func isOwed(_ rows: [String], sex: String) throws -> Bool {
            try Histories.plan(rows, on: "2025-11-25", sex: sex).items.contains { $0.item == .mammogram }
        }
        #expect(try isOwed(rows, sex: "female"))
        for sex in ["male", "M", "Male"] { #expect(try !isOwed(rows, sex: sex)) }
        #expect(try isOwed(rows + ["2024-02-01,surgery,lumpectomy,"], sex: "male"))
    }

    @Test func `a row set aside is owed a correction on every day, one week from it`() throws {
        let record = PatientRecord(
            patient: try Histories.record([]).patient, events: try Histories.record(Histories.metastatic).events,
            rejectedRows: 1)
        for day in ["2025-11-25", "2026-11-25"] {
            let asOf = try #require(CivilDate(day))
            let owed = try #require(
                PatientPlan(for: record, try ShippedProtocol.set(), asOf: asOf).items.first {
                    $0.item == .dataCorrection
                })
            #expect(owed.rule == .rejectedRow && owed.due == asOf && owed.latest == asOf + .days(7))
            #expect(owed.isDueEveryDay)
        }
    }

    @Test func `every rule is defined once, in the order of the names`() {
        #expect(RuleDefinition.all.map(\.id) == RuleID.allCases)
        for id in RuleID.allCases { #expect(id.definition.id == id) }
    }

    @Test func `no rule applies to the dead, and only symptoms, re-offer and data-correction where routine is off`() {
        let always: [RuleID] = [
            .neuroEmergency, .neuroSymptom, .cordSymptom, .reOffer, .rejectedRow, .noRecord, .statusContradicted,
        ]
        for rule in RuleDefinition.all {
            #expect(!rule.phases.contains(.deceased), "\(rule.id)")
            #expect(rule.phases.contains(.suspended) == always.contains(rule.id), "\(rule.id)")
        }
    }

    @Test func `the ranks of urgencies, which are stored, never change`() {
        let ranked: [Urgency] = [.emergency, .inpatient, .urgent, .soon, .routine, .advisory]
        for (rank, urgency) in ranked.enumerated() {
            #expect(urgency.rank == rank)
            #expect(Urgency(rank: rank) == urgency)
        }
        #expect(Urgency(rank: 6) == nil)
        #expect(Urgency(rank: -1) == nil)
    }

    @Test func `who declined is offered surveillance again, and an appointment books it without moving a date`() throws
    {
        let rows = Histories.metastatic + ["2025-08-31,status,,declined"]
        let plan = try Histories.plan(rows, on: "2025-11-25")
        #expect(Histories.line(.reOffer, of: plan) == "re-offer 2025-08-31 2026-02-28 2026-02-28 2026-03-28 routine")
        #expect(plan.phase == .suspended)
    }

    @Test(arguments: [
        (["2025-12-01,appointment,brain-mri,booked"], "booked(2025-12-01)", 0),
        (["2026-03-01,appointment,brain-mri,booked"], "bookedLate(2026-03-01)", 0),
        (["2025-11-20,appointment,brain-mri,booked"], "missed(2025-11-20)", 1),
        (["2025-11-25,appointment,brain-mri,booked"], "booked(2025-11-25)", 0),
        (
            ["2025-11-10,appointment,brain-mri,missed", "2025-11-17,appointment,brain-mri,missed"],
            "missed(2025-11-17)", 2
        ),
        (["2025-12-01,appointment,brain-mri,booked", "2025-12-01,appointment,brain-mri,cancelled"], "none", 0),
        (["2025-11-20,appointment,brain-mri,booked", "2025-11-22,imaging,mri-brain,non-diagnostic"], "none", 0),
        (["2025-11-20,appointment,visit,booked"], "none", 0),
        (["2023-06-01,appointment,brain-mri,missed"], "none", 0),
    ])
    func `appointments are read as section 7 says`(extra: [String], state: String, misses: Int) throws {
        let rows = Histories.metastatic + ["2025-06-25,imaging,mri-brain,negative"] + extra
        let plan = try Histories.plan(rows, on: "2025-11-25")
        let owed = try #require(plan.items.first { $0.item == .brainMRI })
        #expect("\(owed.appointment.state)" == state)
        #expect(owed.appointment.misses == misses)
        #expect(owed.latest <= CivilDate("2026-01-22") ?? .earliest)
    }
}
