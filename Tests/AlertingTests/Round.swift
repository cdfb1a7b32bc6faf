import CivilCalendar
import ClinicalModel
import ContactTime
import Surveillance
import Testing

@testable import Alerting

/// Rounds of notifications against a ledger that remembers them.
struct Round {
    let ledger = MemoryLedger()

    func decide(
        _ items: [String: [WatchedItem]], on today: CivilDate, after lastEvaluated: CivilDate?,
        limit: Int = NotificationContext.defaultLimit, routing: Routing = .none
    ) throws -> NotificationDecisions {
        var planner = NotificationPlanner(
            NotificationContext(
                now: CivilMoment(day: today, time: .midnight), lastEvaluated: lastEvaluated, limit: limit,
                routing: routing))
        for (patient, items) in items.sorted(by: { $0.key < $1.key }) {
            try planner.consider(
                items, of: RoutedPatient(pseudonym: patient, clinic: "North", clinician: ""), ledger: ledger)
            ledger.noteStanding(items, of: patient, today: today)
        }
        let decisions = planner.decisions()
        ledger.note(decisions)
        return decisions
    }

    /// The decisions for one patient a day after the last evaluation.
    func decide(_ items: [WatchedItem], on today: CivilDate) throws -> NotificationDecisions {
        try decide(["0123456789ab": items], on: today, after: today - .days(1))
    }
}

func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

/// An item with these dates as it stands on a day.
func watched(
    _ item: Item = .brainMRI, _ urgency: Urgency = .routine, due: CivilDate, window: Int = 14, on today: CivilDate,
    isStanding: Bool = false, emergencies: Set<CivilDate> = [], urgentSymptoms: Set<CivilDate> = [],
    findings: Set<CivilDate> = [],
    urgentSince: CivilDate? = nil, missedOn: CivilDate? = nil, isMasked: Bool = false, isHeldBack: Bool = false
) -> WatchedItem {
    let window = Window(earliest: due - .days(window), due: due, latest: due + .days(window))
    return WatchedItem(
        FollowUp(item: item, rule: .longTerm, anchor: PartialDate(due), window: window, urgency: urgency),
        status: window.status(on: today), isStanding: isStanding, emergencies: emergencies,
        urgentSymptoms: urgentSymptoms, findings: findings, urgentSince: urgentSince, missedOn: missedOn,
        isMasked: isMasked,
        isHeldBack: isHeldBack)
}
