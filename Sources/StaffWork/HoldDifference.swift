import CivilCalendar
import ClinicalModel
import Surveillance

/// The difference that an act makes to who owns what and what is held back, in words.
enum HoldDifference {
    /// A line for each item that is owned by another, or held back otherwise, than before.
    static func lines(
        from before: (workflow: Workflow, plan: PatientPlan), to after: (workflow: Workflow, plan: PatientPlan),
        on day: CivilDate
    ) -> [String] {
        var lines: [String] = []
        for owed in after.plan.items {
            let item = owed.item
            let (owner, newOwner) = (before.workflow.owner(of: item, on: day), after.workflow.owner(of: item, on: day))
            if owner?.who != newOwner?.who || owner?.terms.until != newOwner?.terms.until {
                lines.append("\(item.rawValue): \(ownership(owner)) -> \(ownership(newOwner))")
            }
            let old = before.plan.items.first { $0.item == item }.map { Hold($0, before.workflow, on: day).words }
            let new = Hold(owed, after.workflow, on: day).words
            if let old, old != new { lines.append("\(item.rawValue): \(old) -> \(new)") }
        }
        return lines
    }

    private static func ownership(_ lease: Lease?) -> String {
        lease.map { "owned by \($0.who.name) until \($0.terms.until)" } ?? "owned by nobody"
    }
}
