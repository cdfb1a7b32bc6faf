import CivilCalendar
import ClinicalModel
import Surveillance

/// A patient's plan with what staff recorded counted in, and what they laid on its items beside it.
public struct WorkedPlan: Sendable {
    /// The plan.
    public let plan: PatientPlan
    /// What staff did.
    public let workflow: Workflow

    /// The plan on a day for what the export holds of a patient and what staff did.
    public init(for exported: PatientRecord, _ workflow: Workflow, rules: SurveillanceProtocol, asOf day: CivilDate) {
        plan = PatientPlan(for: MergedRecord(exported, workflow).record, rules: rules, asOf: day)
        self.workflow = workflow
    }

    /// A plan that was made from the merged record, with what staff did.
    public init(_ plan: PatientPlan, _ workflow: Workflow) {
        self.plan = plan
        self.workflow = workflow
    }

    /// The day it was made for.
    public var day: CivilDate { plan.assessment.facts.asOf }

    /// What holds an item back.
    public func hold(of owed: OwedItem) -> Hold { Hold(owed, workflow, on: day) }

    /// The last days of what was laid on an item and is over, leases and a missed appointment, of those that ended when its
    /// window was open or about to open: a lease of an earlier occasion says nothing of this one.
    public func ends(of owed: OwedItem) -> Set<CivilDate> {
        var ends = workflow.leases.filter { $0.terms.item == nil || $0.terms.item == owed.item }.map(\.terms.until)
        if case .missed(let date) = owed.appointment.state { ends.append(date.first) }
        return Set(ends.filter { $0 < day && $0 + .days(1) >= owed.earliest })
    }

    /// The first later day on which plan or holds may differ although nobody does anything; nil where none will.
    public var nextChange: CivilDate? {
        [plan.nextChange, workflow.nextChange(after: day)].compactMap { $0 }.min()
    }
}
