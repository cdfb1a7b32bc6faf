import CivilCalendar
import ClinicalModel
import ControlInterface
import Surveillance

extension PatientReport {
    /// The report of a patient's plan.
    public init(_ plan: borrowing PatientPlan, mrn: String) {
        self.init(
            mrn: mrn, phase: plan.phase.rawValue, incomplete: plan.isIncomplete,
            items: plan.items.map { ItemReport($0, asOf: plan.assessment.facts.asOf) })
    }
}
