import CivilCalendar
import ClinicalModel
import ControlInterface
import RosterModel
import StaffWork
import Surveillance

extension DueRow {
    /// The rows of the work-list that a patient's plan makes, one an item, with what staff laid on it.
    public static func rows(_ worked: WorkedPlan, of patient: Patient, absentSince: CivilDate?) -> [DueRow] {
        let plan = worked.plan
        return plan.items.map { owed in
            DueRow(
                owed.followUp, of: patient, phase: plan.phase, protocolID: plan.assessment.protocolID,
                isIncomplete: plan.isIncomplete,
                absentSince: absentSince, isHighRisk: plan.risk.isHigh, worked.workflow, asOf: worked.day)
        }
    }

    /// The row of an owed item on a day, with what staff laid on it.
    public init(
        _ owed: FollowUp, of patient: Patient, phase: Phase, protocolID: String, isIncomplete: Bool,
        absentSince: CivilDate?,
        isHighRisk: Bool, _ workflow: Workflow, asOf day: CivilDate
    ) {
        let mask = Hold(owed, workflow, on: day).mask
        self.init(
            mrn: patient.mrn, familyName: patient.familyName, givenName: patient.givenName, clinic: patient.clinic,
            clinician: patient.clinician, phase: phase.rawValue, protocol: protocolID, incomplete: isIncomplete,
            absentSince: absentSince?.description, item: ItemReport(owed, asOf: day),
            owner: workflow.owner(of: owed.item, on: day)?.who.name, mask: mask?.kind, maskUntil: mask?.until,
            highRisk: isHighRisk, why: owed.reason(on: day))
    }
}

extension Hold {
    /// The lease that holds an item back, as rows of the work-list show it; nil where none does.
    fileprivate var mask: (kind: String, until: String)? {
        switch self {
        case .masked(let lease, let until): (lease.terms.kind.rawValue, until.description)
        case .open, .booked, .passed: nil
        }
    }
}

extension LeaseReport {
    /// What is laid on a patient and the items, oldest first, and where each stands on the day of the plan.
    public static func reports(_ worked: WorkedPlan) -> [LeaseReport] {
        worked.workflow.leases.map { LeaseReport($0, in: worked) }
    }

    private init(_ lease: Lease, in worked: WorkedPlan) {
        let owed = worked.plan.items.first { $0.item == lease.terms.item }?.followUp
        self.init(
            act: Int(lease.act), kind: lease.terms.kind.rawValue, item: lease.terms.item?.rawValue, who: lease.who.name,
            second: lease.second?.name, since: lease.since.description, until: lease.terms.until.description,
            reason: lease.terms.reason, standing: LeaseReport.word(lease, owed, on: worked.day))
    }

    /// `owed` is nil for what is laid on the patient, and where the item is no longer owed.
    private static func word(_ lease: Lease, _ owed: FollowUp?, on day: CivilDate) -> String {
        if lease.terms.until < day { return "over" }
        if lease.terms.item != nil, owed == nil { return "item-vanished" }
        // Of the patient as a whole: what its items make of it is said with each of them.
        guard let owed else {
            return lease.terms.kind.isOfPatient && lease.second == nil
                ? LeaseStanding.Passage.wantsSecond.rawValue : "in-force"
        }
        let standing = lease.standing(on: day, for: owed)
        return switch standing {
        case .inForce: "in-force"
        case .passed(let passage): passage.rawValue
        case .over: "over"
        }
    }
}

extension ActReport {
    /// What staff did for a patient, oldest first; `places` says where the export's records stand,
    public static func reports(
        _ workflow: Workflow, _ merged: MergedRecord, places: EventPlaces
    ) -> [ActReport] {
        let standings = Dictionary(
            merged.standings.map { ($0.act, $0.standing) }, uniquingKeysWith: { first, _ in first })
        return workflow.acts.map { act in
            let standing = standings[act.id]
            let place = standing?.place(places)
            return ActReport(
                act: Int(act.id), at: act.at, day: act.day.description, who: act.who.name, verb: act.content.verb,
                item: workflow.item(of: act)?.rawValue, words: act.content.words,
                undoneBy: workflow.undone[act.id].map { Int($0) }, standing: standing?.word,
                row: place?.line, file: place?.file, resource: place?.resource)
        }
    }
}

extension MergedRecord.Standing {
    /// The word for it on the wire.
    public var word: String {
        switch self {
        case .counted: "counted"
        case .merged: "merged"
        case .contradicted: "contradicted"
        }
    }
}
