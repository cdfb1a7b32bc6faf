import CivilCalendar
import ClinicalModel
import RosterModel
import StaffWork
import Surveillance
import Testing

/// Recorded events, their merger with the export, and undoing.
@Suite("Recorded events and undoing")
struct WorkflowTests {
    @Test func `a recorded scan counts as one of the export does`() throws {
        var ward = try Ward()
        let preview = try ward.record("2025-11-20,imaging,mri-brain,negative", on: "2025-11-25")
        #expect(preview.standing == .counted)
        #expect(
            preview.changes.map(\.description) == [
                "brain-mri: due 2025-11-29 (metastatic-baseline) -> due 2026-05-20 (metastatic-screening)"
            ])
        let recorded = try ward.plan(on: "2025-11-25").plan.items
        var exported = try Ward(["2025-11-20,imaging,mri-brain,negative"])
        #expect(try exported.plan(on: "2025-11-25").plan.items.map(\.due) == recorded.map(\.due))
        // The export brings it later: one scan, the export's row.
        exported.acts = ward.acts
        let merged = MergedRecord(try exported.exported(), exported.workflow)
        #expect(merged.record.events.count == 3)
        #expect(merged.standings.map(\.standing) == [.merged(row: 4)])
        #expect(try exported.plan(on: "2025-11-25").plan.items.map(\.due) == recorded.map(\.due))
    }

    @Test func `a recorded symptom says how urgent what is, why and by when; a good scan makes nothing more pressing`()
        throws
    {
        var ward = try Ward()
        let headache = try ward.record("2026-02-10,symptom,headache,onset", on: "2026-02-11")
        let risen = try #require(headache.pressure?.risen)
        #expect(risen.map(\.reason) == ["headache since 2026-02-10"])
        // By the rule that leads, though the first scan was owed in 2025.
        #expect(
            risen.map(\.words)
                == ["brain-mri is urgent, due by 2026-02-17; by another rule it is overdue since 2025-12-14"])
        #expect(risen.map(\.change) == headache.changes)
        // A second one of the same urgency changes nothing of that.
        let ataxia = try ward.record("2026-02-11,symptom,ataxia,onset", on: "2026-02-11")
        #expect(ataxia.pressure?.risen == [] && ataxia.changes.isEmpty)
        #expect(ataxia.pressure?.next?.reason == "headache since 2026-02-10")
        let seizure = try ward.record("2026-02-11,symptom,seizure,onset", on: "2026-02-11")
        #expect(
            seizure.pressure?.risen.map(\.words)
                == ["brain-mri is an emergency, due by 2026-02-11; by another rule it is overdue since 2025-12-14"])
        // A scan answers them all; undoing it makes the scan pressing again.
        let scan = try ward.record("2026-02-11,imaging,mri-brain,negative", on: "2026-02-11")
        #expect(scan.pressure?.risen.contains { $0.item == .brainMRI } == false)
        let undone = try ward.act(.undo(of: 4, reason: "another patient's"), on: "2026-02-11")
        #expect(undone.pressure?.risen.map(\.urgency) == [.emergency])
        #expect(try ward.record("2026-02-20,appointment,brain-mri,booked", on: "2026-02-11").pressure == nil)
    }

    @Test func `a contradiction is named, and both rows count`() throws {
        var ward = try Ward(["2025-11-20,imaging,mri-brain,negative"])
        let preview = try ward.record("2025-11-20,imaging,mri-brain,new-lesions", on: "2025-11-25")
        #expect(preview.standing == .contradicted(row: 4))
        let merged = MergedRecord(try ward.exported(), ward.workflow)
        #expect(
            merged.record.events.map(\.source) == [
                .export(row: 2), .export(row: 3), .export(row: 4), .recorded(act: 1),
            ])
        #expect(try ward.plan(on: "2025-11-25").plan.phase == .undecided)
    }

    @Test func `the same recorded twice is refused, and what has not happened yet too`() throws {
        var ward = try Ward()
        try ward.record("2025-11-20,imaging,mri-brain,negative", on: "2025-11-25")
        let again = ActCommand<Event>.record(try ward.event("2025-11-20,imaging,mri-brain,negative"), note: "")
        #expect(try ward.refusal(again, on: "2025-11-25", by: Ward.berta) == .recordedAlready(act: 1))
        let future = ActCommand<Event>.record(try ward.event("2025-11-26,imaging,mri-brain,negative"), note: "")
        #expect(
            try ward.refusal(future, on: "2025-11-25")
                == .futureEvent(PartialDate(try ward.day("2025-11-26")), today: try ward.day("2025-11-25")))
        let today = ActCommand<Event>.record(try ward.event("2025-11-25,imaging,mri-brain,negative"), note: "")
        #expect(try ward.refusal(today, on: "2025-11-25") == nil)
    }

    @Test func `a booking in time holds back; one after the latest date stays a problem; a missed one counts`() throws {
        var ward = try Ward()
        let preview = try ward.record("2025-12-10,appointment,brain-mri,booked", on: "2025-11-25")
        #expect(preview.item == .brainMRI)
        #expect(preview.changes.map(\.description) == ["brain-mri: not booked -> booked for 2025-12-10"])
        #expect(try ward.stands(on: "2025-12-10").hasSuffix(": booked for 2025-12-10"))
        try ward.record("2025-12-10,appointment,brain-mri,missed", on: "2025-12-11")
        #expect(try ward.stands(on: "2025-12-11").hasSuffix(": open"))
        let owed = try #require(try ward.plan(on: "2025-12-20").plan.items.first)
        #expect(owed.appointment.misses == 1 && owed.status == .overdue && owed.flags.contains(.missed))
        let lateBooking = try ward.record("2026-01-15,appointment,brain-mri,booked", on: "2025-12-20")
        #expect(
            lateBooking.changes.map(\.description) == [
                "brain-mri: not booked, missed once -> booked for 2026-01-15, after the latest date, 2025-12-13, missed once"
            ])
        let late = try #require(try ward.plan(on: "2025-12-20").plan.items.first)
        #expect(late.flags.contains(.bookedLate) && late.appointment.misses == 1)
        #expect(try ward.stands(on: "2025-12-20").hasSuffix(": open"))
        let notYet = ActCommand<Event>.record(try ward.event("2026-01-15,appointment,brain-mri,missed"), note: "")
        #expect(
            try ward.refusal(notYet, on: "2025-12-20")
                == .futureEvent(PartialDate(try ward.day("2026-01-15")), today: try ward.day("2025-12-20")))
        let past = ActCommand<Event>.record(try ward.event("2025-12-01,appointment,brain-mri,booked"), note: "")
        #expect(
            try ward.refusal(past, on: "2025-12-20")
                == .pastBooking(PartialDate(try ward.day("2025-12-01")), today: try ward.day("2025-12-20")))
    }

    @Test func `a cancelled booking may be made again for the same day`() throws {
        var ward = try Ward()
        try ward.record("2025-12-10,appointment,brain-mri,booked", on: "2025-11-25")
        try ward.record("2025-12-10,appointment,brain-mri,cancelled", on: "2025-11-26")
        #expect(try ward.stands(on: "2025-11-26").hasSuffix(": open"))
        try ward.record("2025-12-10,appointment,brain-mri,booked", on: "2025-11-27")
        #expect(try ward.stands(on: "2025-11-27").hasSuffix(": booked for 2025-12-10"))
    }

    @Test func `a recorded row stands after the export's of the same day, later acts after earlier ones`() throws {
        var ward = try Ward(["2025-12-10,appointment,brain-mri,booked"])
        try ward.record("2025-12-10,appointment,brain-mri,cancelled", on: "2025-11-25")
        #expect(try ward.stands(on: "2025-11-25").hasSuffix(": open"))
        try ward.record("2025-12-10,appointment,brain-mri,booked", on: "2025-11-26")
        #expect(try ward.stands(on: "2025-11-26").hasSuffix(": booked for 2025-12-10"))
    }

    @Test func `an earlier day is booked only once the later one is cancelled; a later one leaves a warning`() throws {
        var ward = try Ward(["2025-12-10,appointment,brain-mri,booked"])
        let earlier = ActCommand<Event>.record(try ward.event("2025-12-05,appointment,brain-mri,booked"), note: "")
        let standing = PartialDate(try ward.day("2025-12-10"))
        #expect(try ward.refusal(earlier, on: "2025-11-25") == .laterBooking(.brainMRI, standing))
        let later = try ward.record("2025-12-12,appointment,brain-mri,booked", on: "2025-11-25")
        #expect(later.warnings.count == 1 && later.warnings[0].contains("2025-12-10"))
        try ward.record("2025-12-10,appointment,brain-mri,cancelled", on: "2025-11-25")
        try ward.record("2025-12-12,appointment,brain-mri,cancelled", on: "2025-11-25")
        #expect(try ward.stands(on: "2025-11-25").hasSuffix(": open"))
        #expect(try ward.record("2025-12-05,appointment,brain-mri,booked", on: "2025-11-25").warnings == [])
        #expect(try ward.stands(on: "2025-11-25").hasSuffix(": booked for 2025-12-05"))
        // So it stays when the export brings the cancellation too.
        ward.rows.append("2025-12-10,appointment,brain-mri,cancelled")
        #expect(try ward.stands(on: "2025-11-25").hasSuffix(": booked for 2025-12-05"))
    }

    @Test func `what the export takes back after a recorded booking is taken back`() throws {
        var ward = try Ward()
        try ward.record("2025-12-10,appointment,brain-mri,booked", on: "2025-11-25")
        ward.rows += ["2025-12-10,appointment,brain-mri,booked", "2025-12-10,appointment,brain-mri,cancelled"]
        #expect(try ward.stands(on: "2025-11-26").hasSuffix(": open"))
        let standings = MergedRecord(try ward.exported(), ward.workflow).standings
        #expect(standings.map(\.standing) == [.merged(row: 4)])
        // Nor can the same be booked again over it, for the two could not be told apart.
        ward.acts = []
        let again = ActCommand<Event>.record(try ward.event("2025-12-10,appointment,brain-mri,booked"), note: "")
        #expect(
            try ward.refusal(again, on: "2025-11-26")
                == .takenBack(EventPlace(file: "events.csv", line: 4), by: EventPlace(file: "events.csv", line: 5)))
    }

    @Test func `the export catches up with a sequence step by step, and each step ends as staff left it`() throws {
        var ward = try Ward()
        let steps = ["booked", "cancelled", "booked"].map { "2025-12-10,appointment,brain-mri,\($0)" }
        for step in steps { try ward.record(step, on: "2025-11-25") }
        for count in 0...3 {
            ward.rows = Ward.metastatic + steps.prefix(count)
            #expect(try ward.stands(on: "2025-11-26").hasSuffix(": booked for 2025-12-10"), "\(count)")
            #expect(MergedRecord(try ward.exported(), ward.workflow).record.events.count == 5, "\(count)")
        }
    }

    @Test func `undoing takes an act back, undoing that brings it back, and all of it stays on record`() throws {
        var ward = try Ward()
        try ward.record("2025-11-20,imaging,mri-brain,negative", on: "2025-11-25")
        let preview = try ward.act(.undo(of: 1, reason: "wrong patient"), on: "2025-11-25", by: Ward.berta)
        #expect(
            preview.changes.map(\.description) == [
                "brain-mri: due 2026-05-20 (metastatic-screening) -> due 2025-11-29 (metastatic-baseline)"
            ])
        #expect(ward.workflow.recorded.isEmpty && ward.workflow.undone == [1: 2])
        #expect(try ward.refusal(.undo(of: 1, reason: "r"), on: "2025-11-25") == .undoneAlready(1, by: 2))
        try ward.act(.undo(of: 2, reason: "it was hers after all"), on: "2025-11-26")
        #expect(ward.workflow.recorded.map(\.act.id) == [1] && ward.workflow.acts.count == 3)
        #expect(try ward.refusal(.undo(of: 9, reason: "r"), on: "2025-11-25") == .noSuchAct(9))
        #expect(try ward.refusal(.undo(of: 3, reason: ""), on: "2025-11-25") == .noReason("undo"))
        // After an undoing the same may be recorded anew.
        try ward.act(.undo(of: 3, reason: "no"), on: "2025-11-26")
        try ward.record("2025-11-20,imaging,mri-brain,negative", on: "2025-11-26")
        #expect(ward.workflow.recorded.map(\.act.id) == [5])
    }

    @Test func `undoing a lease, or a colleague's word, opens what it held`() throws {
        var ward = try Ward()
        let until = try ward.day("2026-01-31")
        try ward.act(.lease(.decline, .brainMRI, until: until, reason: "afraid of the tube"), on: "2025-11-25")
        try ward.act(.second(.decline, .brainMRI, until: until), on: "2025-11-25", by: Ward.berta)
        #expect(try ward.stands(on: "2026-01-15").contains("held back"))
        try ward.act(.undo(of: 2, reason: "not mine to confirm"), on: "2025-11-26")
        #expect(try ward.stands(on: "2026-01-15").contains("no second person"))
        try ward.act(.undo(of: 1, reason: "she comes after all"), on: "2025-11-26")
        #expect(try ward.stands(on: "2025-11-26").hasSuffix(": open"))
        #expect(ward.workflow.leases.isEmpty)
    }

    @Test(arguments: [1, 2])
    func `a confirmation that was taken back is not brought back by undoing that`(withdrawn: Int64) throws {
        var ward = try Ward()
        let until = try ward.day("2026-01-31")
        try ward.act(.lease(.snooze, .brainMRI, until: until, reason: "r"), on: "2025-11-25")
        try ward.act(.second(.snooze, .brainMRI, until: until), on: "2025-11-25", by: Ward.berta)
        try ward.act(.undo(of: withdrawn, reason: "no"), on: "2025-11-26", by: Ward.berta)
        try ward.act(.undo(of: 3, reason: "yes"), on: "2025-11-26")
        #expect(try ward.stands(on: "2026-01-15").contains("no second person"))
        // It can be confirmed anew.
        try ward.act(.second(.snooze, .brainMRI, until: until), on: "2025-11-27", by: Ward.berta)
        #expect(try ward.stands(on: "2026-01-15").contains("held back"))
    }

    @Test func `a booking of an emergency for a later day says that an earlier one is to be found`() throws {
        var ward = try Ward(["2025-11-24,symptom,seizure,onset"])
        let late = try ward.record("2025-12-14,appointment,brain-mri,booked", on: "2025-11-25").warnings
        #expect(late.contains { $0.hasPrefix("brain-mri is an emergency and this is 20 days after") }, "\(late)")
        var calm = try Ward()
        let routine = try calm.record("2026-10-14,appointment,brain-mri,booked", on: "2025-11-25").warnings
        #expect(!routine.contains { $0.contains("earlier day") })
    }

    @Test func `what would take an item off the lists by a slip is refused, or needs a reason`() throws {
        let ward = try Ward()
        func refusal(_ row: String, note: String = "r") throws -> ActRefusal? {
            try ward.refusal(.record(try ward.event(row), note: note), on: "2025-11-25")
        }
        #expect(try refusal("2025-11-25,interval,visit,24m") == .longInterval(.months(24), .months(12)))
        #expect(try refusal("2025-11-25,interval,brain-mri,12m") == nil)
        #expect(try refusal("2025-11-25,interval,brain-mri,3m", note: "") == .noReason("interval"))
        #expect(try refusal("2025-11-25,status,,deceased", note: "") == .noReason("status"))
        #expect(
            try refusal("2025-12,appointment,brain-mri,booked")
                == .vagueBooking(PartialDate("2025-12") ?? .init(.earliest)))
        #expect(
            try refusal("2035-12-01,appointment,brain-mri,booked")
                == .farBooking(PartialDate(try ward.day("2035-12-01")), atMost: try ward.day("2026-11-25")))
        #expect(
            try refusal("2025-12-01,appointment,brain-mri,cancelled")
                == .notBooked(.brainMRI, PartialDate(try ward.day("2025-12-01")), booked: []))
    }

    @Test func `what is doubtful is said`() throws {
        var ward = try Ward()
        #expect(try ward.record("2025-11-20,appointment,brain-mri,missed", on: "2025-11-25").warnings.count == 1)
        #expect(
            try ward.record("2025-12-01,appointment,visit,booked", on: "2025-11-25").warnings == [
                "visit is not owed now; the booking is kept for when it is"
            ])
        try ward.record("2025-12-05,appointment,brain-mri,booked", on: "2025-11-25")
        let scanned = try ward.record("2025-11-24,imaging,mri-brain,negative", on: "2025-11-25")
        #expect(scanned.warnings.count == 1 && scanned.warnings[0].contains("the appointment of 2025-12-05"))
        ward.rows.append("2025-11-24,imaging,mri-brain,negative")
        let undone = try ward.act(.undo(of: 4, reason: "r"), on: "2025-11-25")
        #expect(undone.warnings == ["the export says the same at events.csv:4, and that stays"])
    }

    @Test func `an onset that staff recorded stays open beside one that the export opens and closes that day`() throws {
        var ward = try Ward()
        try ward.record("2025-11-25,symptom,seizure,onset", on: "2025-11-25")
        ward.rows += ["2025-11-25,symptom,seizure,onset", "2025-11-25,symptom,seizure,resolved"]
        #expect(try ward.stands(on: "2025-11-25").contains("neuro-emergency"))
    }

    @Test func `a booking of staff is taken back by a cancellation that is all the export has of it`() throws {
        var ward = try Ward()
        try ward.record("2025-12-10,appointment,brain-mri,booked", on: "2025-11-25")
        ward.rows.append("2025-12-10,appointment,brain-mri,cancelled")
        #expect(try ward.stands(on: "2025-11-26").hasSuffix(": open"))
    }

    @Test func `the clinician's own interval is recorded as the export would bring it`() throws {
        var ward = try Ward(["2025-11-20,imaging,mri-brain,negative"])
        let preview = try ward.act(
            .record(try ward.event("2025-11-25,interval,brain-mri,3m"), note: "triple therapy"), on: "2025-11-25")
        #expect(
            preview.changes.map(\.description) == [
                "brain-mri: due 2026-05-20 (metastatic-screening) -> due 2026-02-20 (metastatic-screening)"
            ])
    }
}
