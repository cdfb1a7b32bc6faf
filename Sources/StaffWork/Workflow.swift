import CivilCalendar
import ClinicalModel
import Surveillance

/// What stands of all that staff did for a patient.
public struct Workflow: Hashable, Sendable {
    /// All acts, oldest first, undone ones among them.
    public let acts: [Act]
    /// The numbers of the acts that do not stand, each with the act that undid it.
    public let undone: [Int64: Int64]
    /// The recorded events that stand, each with its act.
    public let recorded: [(act: Act, fact: RecordedFact)]
    /// The leases that were not undone or replaced: of an item the last *ack* and the last of the others, of the patient
    /// the last *close*. Their time may be over.
    public let leases: [Lease]

    /// Nothing was done.
    public static let none = Workflow([])

    /// What stands of these acts, which are all of one patient, oldest first.
    public init(_ acts: [Act]) {
        self.acts = acts
        var undone: [Int64: Int64] = [:]
        // Backwards, so that an undoing that was itself undone has no effect.
        for act in acts.reversed() where undone[act.id] == nil {
            if case .undo(let other, _) = act.content { undone[other] = act.id }
        }
        self.undone = undone
        // The last word against each act, whether or not it stands: a confirmation does not outlive it, not even where it
        // was taken back, since whoever confirmed would not know.
        var lastUndoing: [Int64: Int64] = [:]
        for act in acts { if case .undo(let other, _) = act.content { lastUndoing[other] = act.id } }
        var recorded: [(act: Act, fact: RecordedFact)] = []
        var leases: [Lease] = []
        for act in acts where undone[act.id] == nil {
            switch act.content {
            case .record(let fact): recorded.append((act: act, fact: fact))
            case .lease(let terms):
                // A later one takes the place of what was laid on the same item for the same end.
                leases.removeAll { $0.terms.item == terms.item && $0.terms.kind.masks == terms.kind.masks }
                leases.append(Lease(act: act.id, who: act.who, since: act.day, terms: terms, second: nil))
            case .second(let other):
                guard lastUndoing[act.id] == nil, act.id > lastUndoing[other] ?? 0,
                    let place = leases.firstIndex(where: { $0.act == other })
                else { continue }
                leases[place] = leases[place].confirmed(by: act.who)
            case .undo: break
            }
        }
        self.recorded = recorded
        self.leases = leases
    }

    /// Who owns an item on a day; nil where nobody does.
    public func owner(of item: Item, on day: CivilDate) -> Lease? {
        leases.last { !$0.terms.kind.masks && $0.terms.item == item && day <= $0.terms.until }
    }

    /// What is laid on an item, or on the patient, to hold it back, the patient's first; their time may be over.
    public func masks(of item: Item) -> [Lease] {
        leases.filter { $0.terms.kind.isOfPatient } + leases.filter { $0.terms.kind.masks && $0.terms.item == item }
    }

    /// The item that an act is about; nil where it is about none in particular.
    public func item(of act: Act) -> Item? {
        switch act.content {
        case .record(let fact): fact.event.content.item
        case .lease(let terms): terms.item
        case .second(let other), .undo(let other, _): acts.first { $0.id == other }.flatMap { item(of: $0) }
        }
    }

    /// The first day after this one on which a lease is over; nil where none ends.
    public func nextChange(after day: CivilDate) -> CivilDate? {
        leases.map { $0.terms.until + .days(1) }.filter { $0 > day }.min()
    }

    /// Whether the same acts stand.
    public static func == (first: Workflow, second: Workflow) -> Bool { first.acts == second.acts }

    /// Feeds the acts.
    public func hash(into hasher: inout Hasher) { hasher.combine(acts) }
}

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
    public func hold(of owed: FollowUp) -> Hold { Hold(owed, workflow, on: day) }

    /// The last days of the leases on an item that are over, of those that ended when its window was open or about to open: a
    /// lease of an earlier occasion says nothing of this one.
    public func ends(of owed: FollowUp) -> Set<CivilDate> {
        let ends = workflow.leases.filter { $0.terms.item == nil || $0.terms.item == owed.item }.map(\.terms.until)
        return Set(ends.filter { $0 < day && $0 + .days(1) >= owed.earliest })
    }

    /// The first later day on which plan or holds may differ although nobody does anything; nil where none will.
    public var nextChange: CivilDate? {
        [plan.nextChange, workflow.nextChange(after: day)].compactMap { $0 }.min()
    }
}
