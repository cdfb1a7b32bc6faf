import CivilCalendar
import ClinicalModel

/// Finds the partial dates on which a plan depends, by planning again with each of them pinned to its ends.
struct VagueDateFinder {
    let record: PatientRecord
    let plan: PatientPlan
    let agents: AgentNames

    // A record with more partial dates than this is a matter for data correction, not for an explanation.
    private static let most = 50

    var found: [VagueDate] {
        let asOf = plan.assessment.facts.asOf
        let vague = record.events.indices.filter {
            !record.events[$0].date.isExact && record.events[$0].date.first <= asOf
        }
        return vague.prefix(VagueDateFinder.most).compactMap { index in
            let event = record.events[index]
            let ifFirst = differences(pinning: index, to: event.date.first)
            let ifLast = differences(pinning: index, to: min(event.date.last, asOf))
            if ifFirst.isEmpty, ifLast.isEmpty { return nil }
            return VagueDate(fact: FactReference(event, agents: agents), ifFirst: ifFirst, ifLast: ifLast)
        }
    }

    private func differences(pinning index: Int, to day: CivilDate) -> [String] {
        var events = record.events
        let event = events[index]
        events[index] = Event(date: PartialDate(day), content: event.content, row: event.row)
        let pinned = PatientPlan(
            for: PatientRecord(patient: record.patient, events: events, rejectedRows: record.rejectedRows),
            rules: plan.assessment.rules, asOf: plan.assessment.facts.asOf)
        return PlanDifference.lines(from: plan, to: pinned)
    }
}
