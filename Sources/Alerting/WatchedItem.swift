import CivilCalendar
import ClinicalModel
import StaffWork
import Surveillance

/// What the planner needs to know of an owed item on the day of its plan.
public struct WatchedItem: Hashable, Sendable {
    /// The items that may be due on every day for as long as they are owed.
    static let everStanding: [Item] = [.dataCorrection]

    /// What is owed.
    public let item: Item
    /// The rule that gives the item its urgency.
    public let rule: RuleID
    /// How quickly it is owed.
    public let urgency: Urgency
    /// Where it stands.
    public let status: ItemStatus
    /// When it should be done.
    public let due: CivilDate
    /// After this day it is overdue.
    public let latest: CivilDate
    /// Whether it is due on every day for as long as it is owed, so that its dates move with the calendar.
    public let isStanding: Bool
    /// The days of what makes it an emergency: the onsets of open symptoms, or the due dates of other emergencies.
    public let emergencies: Set<CivilDate>
    /// When the first of the emergencies should be done; nil where there is none.
    public let emergencyDue: CivilDate?
    /// After this day the first of the emergencies is overdue; nil where there is none.
    public let emergencyLatest: CivilDate?
    /// The onsets of open symptoms that call for a work-up within days, once its window is open.
    public let urgentSymptoms: Set<CivilDate>

    /// The day that makes it urgent, of what is owed within days; nil for what is not, and where a symptom or an emergency
    /// says so.
    public let urgentSince: CivilDate?
    /// The day of the appointment that was missed last; nil where none stands as missed.
    public let missedOn: CivilDate?

    /// Whether a lease holds it back.
    public let isMasked: Bool
    /// Whether a lease or an appointment holds back what is told of its dates.
    public let isHeldBack: Bool
    /// The last days of the leases on it that are over.
    public let leaseEnds: Set<CivilDate>
    /// Whether somebody has taken it on.
    public let isOwned: Bool

    /// An item of these parts.
    public init(
        item: Item, rule: RuleID, urgency: Urgency, status: ItemStatus, due: CivilDate, latest: CivilDate,
        isStanding: Bool = false, emergencies: Set<CivilDate> = [], emergencyDue: CivilDate? = nil,
        emergencyLatest: CivilDate? = nil, urgentSymptoms: Set<CivilDate> = [], urgentSince: CivilDate? = nil,
        missedOn: CivilDate? = nil, isMasked: Bool = false, isHeldBack: Bool = false,
        leaseEnds: Set<CivilDate> = [], isOwned: Bool = false
    ) {
        self.item = item
        self.rule = rule
        self.urgency = urgency
        self.status = status
        self.due = due
        self.latest = latest
        self.isStanding = isStanding
        self.emergencies = emergencies
        self.emergencyDue = emergencyDue
        self.emergencyLatest = emergencyLatest
        self.urgentSymptoms = urgentSymptoms
        self.urgentSince = urgentSince
        self.missedOn = missedOn
        self.isMasked = isMasked
        self.isHeldBack = isHeldBack
        self.leaseEnds = leaseEnds
        self.isOwned = isOwned
    }

    /// The items of a plan, each with what staff laid on it.
    public static func items(of worked: WorkedPlan) -> [WatchedItem] {
        worked.plan.items.map { WatchedItem($0, in: worked) }
    }

    /// What is to be known of an item of a plan.
    ///
    /// Alarms go by the onset of each open symptom, not by the item's due date: a second seizure must be told although
    /// the item's dates still are those of the first.
    public init(_ owed: OwedItem, in worked: WorkedPlan) {
        let assessment = worked.plan.assessment
        let hold = worked.hold(of: owed)
        var emergencies: Set<CivilDate> = []
        var urgentSymptoms: Set<CivilDate> = []
        for proposal in owed.proposals {
            let onsets = proposal.rule.definition.symptoms.map { workUp in
                assessment.openSymptoms(workUp).map(\.onset.date.first)
            }
            if proposal.urgency == .emergency {
                emergencies.formUnion(onsets ?? [proposal.due])
            } else if let onsets, proposal.earliest <= assessment.facts.asOf {
                urgentSymptoms.formUnion(onsets)
            }
        }
        let emergency = owed.proposals.filter { $0.urgency == .emergency }
        let isStanding =
            switch owed.leading.anchor {
            case .asOf: true
            case .row: false
            }
        self.init(
            item: owed.item, rule: owed.rule, urgency: owed.urgency, status: owed.status, due: owed.due,
            latest: owed.latest, isStanding: isStanding, emergencies: emergencies,
            emergencyDue: emergency.map(\.due).min(), emergencyLatest: emergency.map(\.latest).min(),
            urgentSymptoms: urgentSymptoms,
            urgentSince: WatchedItem.urgentSince(owed, isStanding: isStanding, emergencies.union(urgentSymptoms)),
            missedOn: WatchedItem.missed(owed), isMasked: hold.isMasked, isHeldBack: hold.holdsBack,
            leaseEnds: worked.ends(of: owed),
            isOwned: worked.workflow.owner(of: owed.item, on: worked.day) != nil)
    }

    /// The item as the emergency that it became when it was owed already: a ladder begins anew, since whoever was told of it as
    /// a routine scan has not been told that nobody takes on an emergency. Nil for all others.
    var sinceEmergency: WatchedItem? {
        guard urgency == .emergency, let emergencyDue, let emergencyLatest, emergencyDue > due else { return nil }
        return WatchedItem(
            item: item, rule: rule, urgency: urgency, status: .due, due: emergencyDue, latest: emergencyLatest,
            emergencies: emergencies, isMasked: isMasked, isHeldBack: isHeldBack, isOwned: isOwned)
    }

    /// The item as an occasion of it climbs its ladder.
    public func asOf(_ occasion: CivilDate) -> WatchedItem {
        if let sinceEmergency, sinceEmergency.due == occasion { return sinceEmergency }
        // What is due on every day climbs from the first of them.
        guard isStanding, urgency != .emergency, occasion < due else { return self }
        return WatchedItem(
            item: item, rule: rule, urgency: urgency, status: status, due: occasion,
            latest: occasion + .days(latest.days(since: due)), isStanding: true, isMasked: isMasked,
            isHeldBack: isHeldBack, isOwned: isOwned)
    }

    private static func urgentSince(_ owed: OwedItem, isStanding: Bool, _ alarms: Set<CivilDate>) -> CivilDate? {
        guard !isStanding, alarms.isEmpty else { return nil }
        switch owed.urgency {
        case .inpatient, .urgent: return owed.anchor.first
        case .emergency, .soon, .routine, .advisory: return nil
        }
    }

    private static func missed(_ owed: OwedItem) -> CivilDate? {
        switch owed.appointment.state {
        case .missed(let date): date.first
        case .none, .booked, .bookedLate: nil
        }
    }
}
