import CivilCalendar
import ClinicalModel
import Surveillance

/// Judges what a person asks to do for a patient, and says what it would change; it does nothing.
///
/// The one place where it is decided what staff may do: acting, trying out (`--dry-run`) and asking (`what-if`) go through it.
public struct ActJudge: Sendable {
    /// What the export holds of the patient.
    public let exported: PatientRecord
    /// Where the export's records stand.
    public let places: EventPlaces
    /// What staff did so far.
    public let workflow: Workflow
    /// The protocol in force.
    public let rules: SurveillanceProtocol
    /// The civil day at the clinic.
    public let today: CivilDate
    /// How long leases may hold.
    public let limits: LeaseLimits

    let plan: PatientPlan

    /// A judge of acts for this patient on this day.
    public init(
        exported: PatientRecord, places: EventPlaces, workflow: Workflow, rules: SurveillanceProtocol,
        today: CivilDate, limits: LeaseLimits
    ) {
        self.exported = exported
        self.places = places
        self.workflow = workflow
        self.rules = rules
        self.today = today
        self.limits = limits
        plan = PatientPlan(for: MergedRecord(exported, workflow).record, rules: rules, asOf: today)
    }

    /// The verdict on a wish of a person. Throws where it may not be.
    public func verdict(on wish: ActWish, by who: StaffMember) throws(ActRefusal) -> ActVerdict {
        switch wish {
        case .record(let event, let note): try record(event, note, who)
        case .lease(let kind, let item, let until, let reason): try lease(kind, item, until, reason, who)
        case .second(let kind, let item, let until): try second(kind, item, until, who)
        case .undo(let act, let reason): try undo(act, reason, who)
        }
    }

    private func lease(
        _ kind: LeaseKind, _ item: Item?, _ until: CivilDate?, _ reason: String, _ who: StaffMember
    ) throws(ActRefusal) -> ActVerdict {
        guard kind.isOfPatient == (item == nil) else { throw .wrongSubject(kind) }
        let owed = plan.items.first { $0.item == item }
        if let item, owed == nil { throw .notOwed(item) }
        if reason.isEmpty, kind != .ack { throw .noReason(kind.rawValue) }
        if kind.masks, let item, owed?.urgency == .emergency { throw .emergency(item) }
        guard let end = until ?? limits.standard(kind).map({ today + $0 }) else { throw .noEnd(kind) }
        if end < today { throw .endPassed(end, today: today) }
        if end > today + limits.atMost { throw .tooLong(end, atMost: today + limits.atMost) }
        let terms = LeaseTerms(
            kind: kind, item: item, until: end, reason: reason,
            occasion: owed.map { LeaseTerms.Occasion($0, on: today) })
        let lease = Lease(act: Act.supposed, who: who, since: today, terms: terms, second: nil)
        var wantsSecond: String?
        if lease.wantsSecond {
            wantsSecond =
                owed.map { "past its latest date, \($0.latest), it holds once a second person confirms it" }
                ?? "it holds once a second person confirms it"
        }
        let deed = Deed.lease(terms)
        return ActVerdict(
            deed: deed, item: item, changes: outcome(of: deed, by: who).changes, wantsSecond: wantsSecond,
            until: end)
    }

    private func second(
        _ kind: LeaseKind, _ item: Item?, _ until: CivilDate?, _ who: StaffMember
    ) throws(ActRefusal) -> ActVerdict {
        guard kind.isOfPatient == (item == nil) else { throw .wrongSubject(kind) }
        guard
            let lease = workflow.leases.last(where: { $0.terms.kind == kind && $0.terms.item == item }),
            lease.terms.until >= today, lease.wantsSecond
        else { throw .nothingToConfirm(kind) }
        if lease.who.uid == who.uid { throw .samePerson(act: lease.act) }
        // Whoever confirms says what: it may have been replaced since it was looked at.
        if until != lease.terms.until { throw .otherEnd(lease.terms.until, act: lease.act) }
        let deed = Deed.second(of: lease.act)
        return ActVerdict(
            deed: deed, item: item, changes: outcome(of: deed, by: who).changes, until: lease.terms.until)
    }

    private func undo(_ number: Int64, _ reason: String, _ who: StaffMember) throws(ActRefusal) -> ActVerdict {
        guard let act = workflow.acts.first(where: { $0.id == number }) else { throw .noSuchAct(number) }
        if let by = workflow.undone[number] { throw .undoneAlready(number, by: by) }
        if reason.isEmpty { throw .noReason("undo") }
        var warnings: [String] = []
        let standings = MergedRecord(exported, workflow).standings
        if case .merged(let row)? = standings.first(where: { $0.act == number })?.standing {
            warnings.append("the export says the same at \(place(ofRow: row)), and that stays")
        }
        let deed = Deed.undo(of: number, reason: reason)
        return ActVerdict(
            deed: deed, item: workflow.item(of: act), changes: outcome(of: deed, by: who).changes, warnings: warnings)
    }

    /// Where a row of the export stands.
    func place(ofRow row: Int32) -> EventPlace {
        places.place(ofRow: Int(row)) ?? EventPlace(file: "the export", line: Int(row))
    }

    /// What an act would come to: the plan then, and what is different in the plan and in what holds the items back.
    func outcome(of deed: Deed, by who: StaffMember) -> (plan: PatientPlan, changes: [Change]) {
        let act = Act(id: Act.supposed, at: 0, day: today, who: who, deed: deed)
        let then = Workflow(workflow.acts + [act])
        let planThen = PatientPlan(for: MergedRecord(exported, then).record, rules: rules, asOf: today)
        return (
            planThen,
            PlanDifference.changes(from: plan, to: planThen)
                + HoldDifference.changes(from: (workflow, plan), to: (then, planThen), on: today)
        )
    }
}
