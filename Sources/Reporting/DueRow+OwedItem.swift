import CivilCalendar
import ClinicalModel
import ControlInterface
import StaffWork
import Surveillance

extension DueRow {
    /// The rows of the work-list that a patient's plan makes, one an item, with what staff laid on it.
    public static func rows(_ worked: WorkedPlan, of patient: Patient, absentSince: String? = nil) -> [DueRow] {
        let plan = worked.plan
        return plan.items.map { owed in
            let hold = worked.hold(of: owed)
            return DueRow(
                mrn: patient.mrn, familyName: patient.familyName, givenName: patient.givenName, clinic: patient.clinic,
                clinician: patient.clinician, phase: plan.phase.rawValue, incomplete: plan.isIncomplete,
                absentSince: absentSince, item: ItemReport(owed, asOf: worked.day),
                owner: worked.workflow.owner(of: owed.item, on: worked.day)?.who.name, mask: hold.mask?.kind,
                maskUntil: hold.mask?.until, highRisk: plan.risk.isHigh)
        }
    }
}

extension Hold {
    /// The lease that holds an item back, as rows of the work-list show it; nil where none does.
    public var mask: (kind: String, until: String)? {
        switch self {
        case .masked(let lease, let until): (lease.terms.kind.rawValue, until.description)
        case .open, .booked, .passed: nil
        }
    }
}
