import CivilCalendar
import ClinicalModel
import ControlInterface
import StaffWork
import Surveillance

extension LeaseReport {
    /// What is laid on a patient and the items, oldest first, and where each stands on the day of the plan.
    public static func reports(_ worked: WorkedPlan) -> [LeaseReport] {
        worked.workflow.leases.map { LeaseReport($0, in: worked) }
    }

    private init(_ lease: Lease, in worked: WorkedPlan) {
        let owed = worked.plan.items.first { $0.item == lease.terms.item }
        self.init(
            act: Int(lease.act), kind: lease.terms.kind.rawValue, item: lease.terms.item?.rawValue, who: lease.who.name,
            second: lease.second?.name, since: lease.since.description, until: lease.terms.until.description,
            reason: lease.terms.reason, standing: LeaseReport.word(lease, owed, on: worked.day))
    }

    /// `owed` is nil for what is laid on the patient, and where the item is no longer owed.
    private static func word(_ lease: Lease, _ owed: OwedItem?, on day: CivilDate) -> String {
        if lease.terms.until < day { return "over" }
        if lease.terms.item != nil, owed == nil { return "item-vanished" }
        // Of the patient as a whole: what its items make of it is said with each of them.
        guard let owed else {
            return lease.terms.kind.isOfPatient && lease.second == nil
                ? LeaseStanding.Passage.wantsSecond.rawValue : "in-force"
        }
        let standing = lease.standing(on: day, for: HeldItem(owed))
        return switch standing {
        case .inForce: "in-force"
        case .passed(let passage): passage.rawValue
        case .over: "over"
        }
    }
}
