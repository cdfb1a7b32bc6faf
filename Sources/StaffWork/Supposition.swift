import CivilCalendar
import ClinicalModel
import Surveillance

/// What would be different for a patient if events were recorded; nothing is.
///
/// Both sides are of one day. Where nothing differs on the day asked about, later days are looked at: what is supposed
/// may show only when its date comes, when a booked day passes, or when an item falls due.
public struct Supposition: Hashable, Sendable {
    /// How long after the day and the events it looks for a difference.
    private static let horizon = Interval.months(36)

    /// The day of both sides: the one asked about, or the first later one on which something differs.
    public let day: CivilDate
    /// What differs on it; empty where nothing does, up to `until`.
    public let changes: [Change]
    /// The last day that was looked at where nothing differs.
    public let until: CivilDate

    /// Supposes events, from a day on.
    public init(
        _ events: [Event], of exported: PatientRecord, _ workflow: Workflow, protocols: ProtocolSet,
        asOf asked: CivilDate
    ) {
        let number = (workflow.acts.last?.id ?? 0) + 1
        let supposed = Workflow(
            workflow.acts
                + events.enumerated().map { place, event in
                    let act = number + Int64(place)
                    let numbered = Event(date: event.date, content: event.content, row: Event.row(ofAct: act))
                    return Act(
                        id: act, at: 0, day: asked, who: StaffMember(uid: 0, name: ""),
                        content: .record(RecordedFact(numbered)))
                })
        let sides = [workflow, supposed].map { (record: MergedRecord(exported, $0).record, workflow: $0) }
        until = events.reduce(asked) { max($0, $1.date.last) } + Supposition.horizon
        var day = asked
        while true {
            let plans = sides.map { WorkedPlan(PatientPlan(for: $0.record, protocols, asOf: day), $0.workflow) }
            let changes = WorkedPlan.changes(from: plans[0], to: plans[1])
            guard changes.isEmpty, let next = plans.compactMap(\.nextChange).min(), next <= until else {
                (self.day, self.changes) = changes.isEmpty ? (asked, []) : (day, changes)
                return
            }
            day = next
        }
    }

    /// The day that events are about: today, or the last day to come on which one of them is to happen. An appointment
    /// counts as soon as it is booked.
    public static func day(of events: [Event], today: CivilDate) -> CivilDate {
        events.reduce(today) { day, event in
            if case .appointment = event.content { return day }
            return max(day, event.date.first)
        }
    }
}

extension WorkedPlan {
    /// What differs between two plans of a day: the phase, the items, and what is booked, owned or held back.
    static func changes(from old: WorkedPlan, to new: WorkedPlan) -> [Change] {
        PlanDifference.changes(from: old.plan, to: new.plan)
            + HoldDifference.changes(from: (old.workflow, old.plan), to: (new.workflow, new.plan), on: new.day)
    }
}
