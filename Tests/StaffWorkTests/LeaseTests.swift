import CivilCalendar
import ClinicalModel
import StaffWork
import Surveillance
import Testing

/// What leases hold back and what passes them; the owed MRI's window is 2025-11-01 to 2025-12-13.
@Suite("Leases")
struct LeaseTests {
    private func snooze(_ until: String, _ ward: Ward) throws -> ActCommand<Event> {
        .lease(.snooze, .brainMRI, until: try ward.day(until), reason: "in hospital elsewhere")
    }

    @Test func `a snooze holds the item back up to its last day, and not the day after; no date of it moves`() throws {
        var ward = try Ward()
        let before = try ward.plan(on: "2025-11-25").plan.items
        let preview = try ward.act(try snooze("2025-12-05", ward), on: "2025-11-25")
        #expect(
            preview.changes.map(\.description) == [
                "brain-mri: open -> held back until 2025-12-05 (snooze by anna)"
            ])
        #expect(preview.wantsSecond == nil)
        #expect(try ward.plan(on: "2025-11-25").plan.items == before)
        #expect(
            try ward.stands(on: "2025-12-05")
                == "metastatic-baseline 2025-11-29: held back until 2025-12-05 (snooze by anna, act 1)")
        #expect(try ward.stands(on: "2025-12-06") == "metastatic-baseline 2025-11-29: open")
    }

    @Test func `past the latest date it holds only once another person has confirmed it`() throws {
        var ward = try Ward()
        let preview = try ward.act(try snooze("2026-01-31", ward), on: "2025-11-25")
        #expect(preview.wantsSecond?.contains("2025-12-13") == true)
        #expect(try ward.stands(on: "2025-12-13").contains("held back until 2025-12-13"))
        #expect(
            try ward.stands(on: "2025-12-14").hasSuffix(
                "open: no second person has confirmed it (snooze by anna, act 1)"))

        let confirm = ActCommand<Event>.second(.snooze, .brainMRI, until: try ward.day("2026-01-31"))
        #expect(try ward.refusal(confirm, on: "2025-11-26") == .samePerson(act: 1))
        let blind = ActCommand<Event>.second(.snooze, .brainMRI, until: nil)
        #expect(
            try ward.refusal(blind, on: "2025-11-26", by: Ward.berta) == .otherEnd(try ward.day("2026-01-31"), act: 1))
        let other = ActCommand<Event>.second(.snooze, .brainMRI, until: try ward.day("2026-03-01"))
        #expect(
            try ward.refusal(other, on: "2025-11-26", by: Ward.berta) == .otherEnd(try ward.day("2026-01-31"), act: 1))
        try ward.act(confirm, on: "2025-11-26", by: Ward.berta)
        #expect(
            try ward.stands(on: "2026-01-31")
                == "metastatic-baseline 2025-11-29: held back until 2026-01-31 (snooze by anna and berta, act 1)")
        #expect(try ward.stands(on: "2026-02-01").hasSuffix(": open"))
        #expect(try ward.refusal(confirm, on: "2025-11-27", by: Ward.berta) == .nothingToConfirm(.snooze))
    }

    @Test func `a snooze that ends by the latest date waits for nobody's word`() throws {
        var ward = try Ward()
        try ward.act(try snooze("2025-12-13", ward), on: "2025-11-25")
        let confirm = ActCommand<Event>.second(.snooze, .brainMRI, until: nil)
        #expect(try ward.refusal(confirm, on: "2025-11-26", by: Ward.berta) == .nothingToConfirm(.snooze))
    }

    @Test func `the same uid under another name is no second person`() throws {
        var ward = try Ward()
        try ward.act(try snooze("2026-01-31", ward), on: "2025-11-25")
        let alias = StaffMember(uid: Ward.anna.uid, name: "anna-admin")
        #expect(
            try ward.refusal(.second(.snooze, .brainMRI, until: nil), on: "2025-11-26", by: alias)
                == .samePerson(act: 1))
    }

    @Test func `an emergency passes every mask, two persons' and a closed patient's too`() throws {
        var ward = try Ward()
        try ward.act(try snooze("2026-01-31", ward), on: "2025-11-25")
        try ward.act(
            .second(.snooze, .brainMRI, until: try ward.day("2026-01-31")), on: "2025-11-25", by: Ward.berta)
        ward.rows.append("2025-12-01,symptom,seizure,onset")
        #expect(
            try ward.stands(on: "2025-12-01")
                == "neuro-emergency 2025-11-29: open: an emergency passes every mask (snooze by anna and berta, act 1)")
        var closed = try Ward(["2025-12-01,symptom,seizure,onset"])
        try closed.act(.lease(.close, nil, until: nil, reason: "moved abroad"), on: "2025-11-25")
        try closed.act(
            .second(.close, nil, until: try closed.day("2026-11-25")), on: "2025-11-25", by: Ward.berta)
        #expect(try closed.stands(on: "2025-12-01").contains("open: an emergency passes every mask"))
        #expect(
            try closed.stands(on: "2025-11-30").contains("held back until 2026-11-25 (close by anna and berta, act 1)"))
    }

    @Test func `what has become more urgent than when it was held back is open again`() throws {
        var ward = try Ward()
        try ward.act(try snooze("2025-12-12", ward), on: "2025-11-25")
        ward.rows.append("2025-12-01,symptom,headache,onset")
        #expect(
            try ward.stands(on: "2025-12-02").hasSuffix(
                "open: more urgent now than when it was held back (snooze by anna, act 1)"))
    }

    @Test func `a lease holds for its occasion only: the next scan is another`() throws {
        var ward = try Ward()
        let until = try ward.day("2026-10-31")
        try ward.act(.lease(.snooze, .brainMRI, until: until, reason: "r"), on: "2025-11-25")
        try ward.act(.second(.snooze, .brainMRI, until: until), on: "2025-11-25", by: Ward.berta)
        #expect(try ward.stands(on: "2026-05-01").contains("held back until 2026-10-31"))
        ward.rows.append("2025-12-08,imaging,mri-brain,negative")
        #expect(try ward.stands(on: "2026-06-20").contains("open: another occasion"))
    }

    @Test func `new findings pass the closing of a patient`() throws {
        var ward = try Ward()
        try ward.act(.lease(.close, nil, until: nil, reason: "moved abroad"), on: "2025-11-25")
        try ward.act(.second(.close, nil, until: try ward.day("2026-11-25")), on: "2025-11-25", by: Ward.berta)
        ward.rows.append("2026-01-10,imaging,mri-brain,new-lesions,cerebellum,1,35")
        #expect(try ward.stands(.treatmentDecision, on: "2026-01-10").contains("open: more urgent now"))
    }

    @Test func `an item whose latest date moves with the calendar is not held past the latest of the day of the act`()
        throws
    {
        var ward = try Ward()
        ward.rows = ["2025-11-01,diagnosis,breast-cancer,metastatic"]
        try ward.act(
            .lease(.snooze, .dataCorrection, until: try ward.day("2026-06-30"), reason: "r"), on: "2025-11-25")
        let plan = try ward.plan(on: "2025-11-25").plan
        let latest = try #require(plan.items.first { $0.item == .dataCorrection }).latest
        #expect(try ward.stands(.dataCorrection, on: "\(latest)").contains("held back until \(latest)"))
        #expect(try ward.stands(.dataCorrection, on: "\(latest + .days(1))").contains("no second person"))
    }

    @Test func `an emergency cannot be held back in the first place, and may be taken on`() throws {
        let ward = try Ward(["2025-11-25,symptom,seizure,onset"])
        let until = try ward.day("2025-11-26")
        #expect(
            try ward.refusal(.lease(.snooze, .brainMRI, until: until, reason: "r"), on: "2025-11-25")
                == .emergency(.brainMRI))
        #expect(try ward.refusal(.lease(.ack, .brainMRI, until: nil, reason: ""), on: "2025-11-25") == nil)
    }

    @Test func `close needs two people from its first day, and is of the patient`() throws {
        var ward = try Ward()
        let preview = try ward.act(.lease(.close, nil, until: nil, reason: "moved abroad"), on: "2025-11-25")
        #expect(preview.wantsSecond != nil)
        #expect(
            try ward.stands(on: "2025-11-25").hasSuffix(
                "open: no second person has confirmed it (close by anna, act 1)"))
        try ward.act(.second(.close, nil, until: try ward.day("2026-11-25")), on: "2025-11-26", by: Ward.berta)
        #expect(
            try ward.stands(on: "2025-11-26").hasSuffix("held back until 2026-11-25 (close by anna and berta, act 1)"))
        let wrong = ActCommand<Event>.lease(.close, .brainMRI, until: nil, reason: "r")
        #expect(try ward.refusal(wrong, on: "2025-11-26") == .wrongSubject(.close))
        let missing = ActCommand<Event>.lease(.snooze, nil, until: try ward.day("2025-12-01"), reason: "r")
        #expect(try ward.refusal(missing, on: "2025-11-26") == .wrongSubject(.snooze))
    }

    @Test func `ack owns and holds nothing back`() throws {
        var ward = try Ward()
        let preview = try ward.act(.lease(.ack, .brainMRI, until: nil, reason: ""), on: "2025-11-25")
        #expect(preview.changes.map(\.description) == ["brain-mri: owned by nobody -> owned by anna until 2025-12-09"])
        #expect(try ward.stands(on: "2025-11-26") == "metastatic-baseline 2025-11-29: open")
        #expect(ward.workflow.owner(of: .brainMRI, on: try ward.day("2025-12-09"))?.who == Ward.anna)
        #expect(ward.workflow.owner(of: .brainMRI, on: try ward.day("2025-12-10")) == nil)
        // A snooze beside it leaves the owner; another's ack takes over.
        try ward.act(try snooze("2025-12-05", ward), on: "2025-11-26")
        #expect(ward.workflow.owner(of: .brainMRI, on: try ward.day("2025-11-26"))?.who == Ward.anna)
        try ward.act(.lease(.ack, .brainMRI, until: nil, reason: ""), on: "2025-11-27", by: Ward.berta)
        #expect(ward.workflow.owner(of: .brainMRI, on: try ward.day("2025-11-27"))?.who == Ward.berta)
    }

    @Test func `a later mask takes the place of an earlier one`() throws {
        var ward = try Ward()
        try ward.act(try snooze("2025-12-12", ward), on: "2025-11-25")
        try ward.act(
            .lease(.defer, .brainMRI, until: try ward.day("2025-12-01"), reason: "authorisation"), on: "2025-11-26")
        #expect(ward.workflow.leases.map(\.terms.kind) == [.defer])
        #expect(try ward.stands(on: "2025-12-02").hasSuffix(": open"))
    }

    @Test func `what a lease lacks is said, with what to do`() throws {
        let ward = try Ward()
        let later = try ward.day("2025-12-01")
        #expect(
            try ward.refusal(.lease(.snooze, .brainMRI, until: later, reason: ""), on: "2025-11-25")
                == .noReason("snooze"))
        #expect(
            try ward.refusal(.lease(.snooze, .brainMRI, until: nil, reason: "r"), on: "2025-11-25") == .noEnd(.snooze))
        #expect(
            try ward.refusal(.lease(.defer, .visit, until: later, reason: "r"), on: "2025-11-25") == .notOwed(.visit))
        let past = try ward.day("2025-11-24")
        #expect(
            try ward.refusal(.lease(.snooze, .brainMRI, until: past, reason: "r"), on: "2025-11-25")
                == .endPassed(past, today: try ward.day("2025-11-25")))
        let far = try ward.day("2026-11-26")
        #expect(
            try ward.refusal(.lease(.decline, .brainMRI, until: far, reason: "r"), on: "2025-11-25")
                == .tooLong(far, atMost: try ward.day("2026-11-25")))
        #expect(
            try ward.refusal(
                .lease(.decline, .brainMRI, until: try ward.day("2026-11-25"), reason: "r"), on: "2025-11-25")
                == nil)
    }

    @Test func `the service wakes when a lease is over`() throws {
        var ward = try Ward()
        try ward.act(try snooze("2025-12-05", ward), on: "2025-12-01")
        #expect(try ward.plan(on: "2025-12-01").nextChange == (try ward.day("2025-12-06")))
        #expect(try ward.plan(on: "2025-12-06").nextChange == (try ward.day("2025-12-14")))
    }

    @Test func `an ended lease is told of on its occasion only`() throws {
        var ward = try Ward()
        try ward.act(try snooze("2025-12-05", ward), on: "2025-12-01")
        func ends(_ day: String) throws -> Set<CivilDate> {
            let worked = try ward.plan(on: day)
            return worked.ends(of: try #require(worked.plan.items.first { $0.item == .brainMRI }?.followUp))
        }
        #expect(try ends("2025-12-05").isEmpty)
        #expect(try ends("2025-12-06") == [try ward.day("2025-12-05")])
        // The scan is done; the next occasion knows nothing of the old lease.
        ward.rows.append("2025-12-08,imaging,mri-brain,negative")
        #expect(try ends("2026-06-01").isEmpty)
    }
}
