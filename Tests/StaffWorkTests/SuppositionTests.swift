import CivilCalendar
import ClinicalModel
import StaffWork
import Surveillance
import Testing

/// What would be different if events were recorded.
@Suite("What if")
struct SuppositionTests {
    private static let treated = [
        "2026-01-10,imaging,mri-brain,new-lesions", "2026-02-01,radiotherapy,srs,",
        "2026-04-10,imaging,mri-brain,stable",
    ]

    private func said(_ rows: [String], of ward: Ward, asOf day: String? = nil, today: String) throws -> [String] {
        let supposition = try ward.suppose(rows, asOf: day, today: today)
        return ["as of \(supposition.day)"] + supposition.changes.map(\.description)
    }

    @Test func `what is to happen on a day to come is shown as of that day, on both sides`() throws {
        let ward = try Ward(["2026-01-10,imaging,mri-brain,new-lesions"])
        let supposition = try ward.suppose(["2026-03-03,radiotherapy,srs"], today: "2026-01-20")
        #expect(supposition.day.description == "2026-03-03")
        #expect(supposition.changes.first?.description == "phase: undecided -> after-local-therapy")
        // The decision, not overdue today, is so on that day.
        let decision = try #require(supposition.changes.first { $0.subject == "treatment-decision" })
        #expect(decision.before.hasPrefix("overdue since ") && decision.after == "not owed")
        // A month begins on its first day.
        #expect(try ward.suppose(["2026-03,radiotherapy,srs"], today: "2026-01-20").day.description == "2026-03-01")
    }

    @Test func `an earlier day that was asked for leads to the first one on which something differs`() throws {
        let ward = try Ward(SuppositionTests.treated)
        let asked = try ward.suppose(
            ["2026-06-10,imaging,mri-brain,new-lesions"], asOf: "2026-06-01", today: "2026-05-01")
        #expect(asked.day.description == "2026-06-10" && !asked.changes.isEmpty)
    }

    @Test func `a booking shows at once, and one that matters only later on the day on which it does`() throws {
        let ward = try Ward()
        #expect(
            try said(["2025-12-10,appointment,brain-mri,booked"], of: ward, today: "2025-11-25")
                == ["as of 2025-11-25", "brain-mri: not booked -> booked for 2025-12-10"])
        // Of several bookings the latest counts: an earlier one shows when it was missed.
        let booked = try Ward(["2025-12-10,appointment,brain-mri,booked"])
        let earlier = try booked.suppose(["2025-12-01,appointment,brain-mri,booked"], today: "2025-11-25")
        #expect(earlier.day > (try booked.day("2025-11-25")) && !earlier.changes.isEmpty, "\(earlier)")
        // A cancellation takes the booking back.
        #expect(
            try said(["2025-12-10,appointment,brain-mri,cancelled"], of: booked, today: "2025-11-25")
                == ["as of 2025-11-25", "brain-mri: booked for 2025-12-10 -> not booked"])
    }

    @Test func `a flag, an urgency or a last day that differs is a change`() throws {
        let ward = try Ward()
        let gadolinium = try said(["2025-11-20,contraindication,gadolinium,start"], of: ward, today: "2025-11-25")
        #expect(
            gadolinium == [
                "as of 2025-11-25",
                "brain-mri: due 2025-11-29 (metastatic-baseline), no flags -> "
                    + "due 2025-11-29 (metastatic-baseline), gadolinium-contraindicated",
            ])
        let headache = try said(["2026-02-10,symptom,headache,onset"], of: ward, today: "2026-02-11")
        #expect(
            headache.last
                == "brain-mri: overdue since 2025-12-14 (due 2025-11-29, metastatic-baseline), advisory -> "
                + "overdue since 2025-12-14 (due 2025-11-29, neuro-symptom), urgent")
    }

    @Test func `what the export has already changes nothing, on any day up to three years later`() throws {
        let ward = try Ward(SuppositionTests.treated)
        let same = try ward.suppose(["2026-04-10,imaging,mri-brain,stable"], today: "2026-05-01")
        #expect(same.changes.isEmpty && same.day.description == "2026-05-01" && same.until.description == "2029-05-01")
    }
}

extension Ward {
    func suppose(_ rows: [String], asOf day: String? = nil, today: String) throws -> Supposition {
        let events = try rows.map { try event($0) }
        return Supposition(
            events, of: try exported(), workflow, protocols: protocols,
            asOf: try day.map { try self.day($0) } ?? Supposition.day(of: events, today: try self.day(today)))
    }
}
