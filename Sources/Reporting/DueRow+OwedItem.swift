import CivilCalendar
import ClinicalModel
import ControlInterface
import Surveillance

extension DueRow {
    /// The rows of the work-list that a patient's plan makes, one an item, that nobody owns and nothing holds back.
    public static func rows(
        _ plan: PatientPlan, of patient: Patient, absentSince: String? = nil, highRisk: Bool
    ) -> [DueRow] {
        plan.items.map { owed in
            DueRow(
                mrn: patient.mrn, familyName: patient.familyName, givenName: patient.givenName, clinic: patient.clinic,
                clinician: patient.clinician, phase: plan.phase.rawValue, incomplete: plan.isIncomplete,
                absentSince: absentSince, item: ItemReport(owed, asOf: plan.assessment.facts.asOf), owner: nil,
                mask: nil, maskUntil: nil, highRisk: highRisk)
        }
    }
}
