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
            let old = before.plan.items.first { $0.item == item }.map { Hold($0, before.workflow, on: day).words }
            let new = Hold(owed, after.workflow, on: day).words
            if let old, old != new { changes.append(Change(item.rawValue, from: old, to: new)) }
        }
        return changes
    }

    private static func ownership(_ lease: Lease?) -> String {
        lease.map { "owned by \($0.who.name) until \($0.terms.until)" } ?? "owned by nobody"
    }
}
