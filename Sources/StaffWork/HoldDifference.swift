import CivilCalendar
import ClinicalModel
import Surveillance

/// The difference that an act makes to who owns what and what is held back, in words.
enum HoldDifference {
    /// The items that are owned by another, or held back otherwise, than before.
    static func changes(
        from before: (workflow: Workflow, plan: PatientPlan), to after: (workflow: Workflow, plan: PatientPlan),
        on day: CivilDate
    ) -> [Change] {
        var changes: [Change] = []
        for owed in after.plan.items {
            let item = owed.item
            let (owner, newOwner) = (before.workflow.owner(of: item, on: day), after.workflow.owner(of: item, on: day))
            if owner?.who != newOwner?.who || owner?.terms.until != newOwner?.terms.until {
                changes.append(Change(item.rawValue, from: ownership(owner), to: ownership(newOwner)))
            }
            guard let old = before.plan.items.first(where: { $0.item == item }) else { continue }
            if appointment(old) != appointment(owed) {
                changes.append(Change(item.rawValue, from: appointment(old), to: appointment(owed)))
            }
            let (mask, newMask) = (masking(old, before.workflow, day), masking(owed, after.workflow, day))
            if mask != newMask { changes.append(Change(item.rawValue, from: mask, to: newMask)) }
        }
        return changes
    }

    private static func ownership(_ lease: Lease?) -> String {
        lease.map { "owned by \($0.who.name) until \($0.terms.until)" } ?? "owned by nobody"
    }

    private static func appointment(_ owed: OwedItem) -> String {
        let misses = owed.appointment.misses
        let missed = misses == 0 ? "" : misses == 1 ? ", missed once" : ", missed \(misses) times"
        return switch owed.appointment.state {
        case .none, .missed: "not booked" + missed
        case .booked(let date): "booked for \(date)" + missed
        case .bookedLate(let date): "booked for \(date), after the latest date, \(owed.latest)" + missed
        }
    }

    /// What holds it back beside an appointment.
    private static func masking(_ owed: OwedItem, _ workflow: Workflow, _ day: CivilDate) -> String {
        Hold(HeldItem(owed).unbooked, workflow, on: day).words
    }
}
