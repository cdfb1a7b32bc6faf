import CivilCalendar
import ClinicalModel
import Surveillance

/// What is in force of all that staff did for a patient.
public struct Workflow: Hashable, Sendable {
    /// All acts, oldest first, including undone ones.
    public let acts: [Act]
    /// The numbers of the acts no longer in force, each with the act that undid it.
    public let undone: [Int64: Int64]
    /// The recorded events in force, each with its act.
    public let recorded: [(act: Act, fact: RecordedFact)]
    /// The leases that were not undone or replaced: for an item the last *ack* and the last of the other kinds, for the
    /// patient the last *close*. Their time may be over.
    public let leases: [Lease]

    /// A workflow without acts.
    public static let none = Workflow([])

    /// Determines what is in force of these acts, all of one patient, oldest first.
    public init(_ acts: [Act]) {
        self.acts = acts
        var undone: [Int64: Int64] = [:]
        // Iterates backwards, so that an undo that was itself undone has no effect.
        for act in acts.reversed() where undone[act.id] == nil {
            if case .undo(let other, _) = act.content { undone[other] = act.id }
        }
        self.undone = undone
        // The latest undo of each act, whether or not it is in force. A confirmation does not survive an undo, even one
        // that was taken back, since the second person would not know of it.
        var lastUndoing: [Int64: Int64] = [:]
        for act in acts { if case .undo(let other, _) = act.content { lastUndoing[other] = act.id } }
        var recorded: [(act: Act, fact: RecordedFact)] = []
        var leases: [Lease] = []
        for act in acts where undone[act.id] == nil {
            switch act.content {
            case .record(let fact): recorded.append((act: act, fact: fact))
            case .lease(let terms):
                // A later lease replaces an earlier one with the same item and purpose.
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

    /// Returns the lease of an item's owner on a day; nil without an owner.
    public func owner(of item: Item, on day: CivilDate) -> Lease? {
        leases.last { !$0.terms.kind.masks && $0.terms.item == item && day <= $0.terms.until }
    }

    /// Returns the leases that hold back an item, those on the patient first; their time may be over.
    public func masks(of item: Item) -> [Lease] {
        leases.filter { $0.terms.kind.isOfPatient } + leases.filter { $0.terms.kind.masks && $0.terms.item == item }
    }

    /// Returns the item that an act concerns; nil if it concerns no particular item.
    public func item(of act: Act) -> Item? {
        switch act.content {
        case .record(let fact): fact.event.content.item
        case .lease(let terms): terms.item
        case .second(let other), .undo(let other, _): acts.first { $0.id == other }.flatMap { item(of: $0) }
        }
    }

    /// Returns the first day after this one on which a lease is over; nil if none ends.
    public func nextChange(after day: CivilDate) -> CivilDate? {
        leases.map { $0.terms.until + .days(1) }.filter { $0 > day }.min()
    }

    /// Returns whether both have the same acts.
    public static func == (first: Workflow, second: Workflow) -> Bool { first.acts == second.acts }

    /// Hashes the acts.
    public func hash(into hasher: inout Hasher) { hasher.combine(acts) }
}

/// A patient's plan, including the events that staff recorded, together with the leases on its items.
public struct WorkedPlan: Sendable {
    /// The plan.
    public let plan: PatientPlan
    /// What staff did.
    public let workflow: Workflow

    /// Makes the plan for a day from what the export holds of a patient and what staff did.
    public init(for exported: PatientRecord, _ workflow: Workflow, protocols: ProtocolSet, asOf day: CivilDate) {
        plan = PatientPlan(for: MergedRecord(exported, workflow).record, protocols, asOf: day)
        self.workflow = workflow
    }

    /// Creates a worked plan from a plan that was made from the merged record.
    public init(_ plan: PatientPlan, _ workflow: Workflow) {
        self.plan = plan
        self.workflow = workflow
    }

    /// The day it was made for.
    public var day: CivilDate { plan.assessment.facts.asOf }

    /// Returns what holds an item back.
    public func hold(of owed: FollowUp) -> Hold { Hold(owed, workflow, on: day) }

    /// Returns the last days of the leases on an item that are over, for those that ended when its window was open or
    /// about to open: a lease of an earlier occasion does not concern this one.
    public func ends(of owed: FollowUp) -> Set<CivilDate> {
        let ends = workflow.leases.filter { $0.terms.item == nil || $0.terms.item == owed.item }.map(\.terms.until)
        return Set(ends.filter { $0 < day && $0 + .days(1) >= owed.earliest })
    }

    /// The first later day on which plan or holds may differ without any act; nil if there is none.
    public var nextChange: CivilDate? {
        [plan.nextChange, workflow.nextChange(after: day)].compactMap { $0 }.min()
    }
}
