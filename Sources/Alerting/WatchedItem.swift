import CivilCalendar
import ClinicalModel
import StaffWork
import Surveillance

/// What the planner needs to know of an owed item on the day of its plan.
@dynamicMemberLookup
public struct WatchedItem: Hashable, Sendable, Windowed {
    /// The items that may be due on every day for as long as they are owed.
    static let everStanding: [Item] = [.dataCorrection]

    /// What is owed.
    public let owed: FollowUp
    /// Where it stands.
    public let status: ItemStatus
    /// Whether it is due on every day for as long as it is owed, so that its dates move with the calendar.
    public let isStanding: Bool
    /// The days of what makes it an emergency: the onsets of open symptoms, or the due dates of other emergencies.
    public let emergencies: Set<CivilDate>
    /// The days of the first of the emergencies; nil where there is none.
    public let emergencyWindow: Window?
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
        _ owed: FollowUp, status: ItemStatus, isStanding: Bool = false, emergencies: Set<CivilDate> = [],
        emergencyWindow: Window? = nil, urgentSymptoms: Set<CivilDate> = [], urgentSince: CivilDate? = nil,
        missedOn: CivilDate? = nil, isMasked: Bool = false, isHeldBack: Bool = false,
        leaseEnds: Set<CivilDate> = [], isOwned: Bool = false
    ) {
        self.owed = owed
        self.status = status
        self.isStanding = isStanding
        self.emergencies = emergencies
        self.emergencyWindow = emergencyWindow
        self.urgentSymptoms = urgentSymptoms
        self.urgentSince = urgentSince
        self.missedOn = missedOn
        self.isMasked = isMasked
        self.isHeldBack = isHeldBack
        self.leaseEnds = leaseEnds
        self.isOwned = isOwned
    }

    /// A member of what is owed.
    public subscript<Member>(dynamicMember member: KeyPath<FollowUp, Member>) -> Member { owed[keyPath: member] }
    /// The days on which it is owed.
    public var window: Window { owed.window }

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
        let hold = worked.hold(of: owed.followUp)
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
        let emergency = owed.proposals.filter { $0.urgency == .emergency }.map(\.window)
        self.init(
            owed.followUp, status: owed.status, isStanding: owed.isDueEveryDay, emergencies: emergencies,
            emergencyWindow: emergency.dropFirst().reduce(emergency.first) { $0?.earlier($1) },
            urgentSymptoms: urgentSymptoms,
            urgentSince: WatchedItem.urgentSince(owed, emergencies.union(urgentSymptoms)),
            missedOn: owed.appointment.missed?.first, isMasked: hold.isMasked, isHeldBack: hold.holdsBack,
            leaseEnds: worked.ends(of: owed.followUp),
            isOwned: worked.workflow.owner(of: owed.item, on: worked.day) != nil)
    }

    /// The item as the emergency that it became when it was owed already: a ladder begins anew, since whoever was told of it as
    /// a routine scan has not been told that nobody takes on an emergency. Nil for all others.
    var sinceEmergency: WatchedItem? {
        guard owed.urgency == .emergency, let emergencyWindow, emergencyWindow.due > due else { return nil }
        return WatchedItem(
            moved(to: emergencyWindow), status: .due, emergencies: emergencies, isMasked: isMasked,
            isHeldBack: isHeldBack, isOwned: isOwned)
    }

    private func moved(to window: Window) -> FollowUp {
        var moved = owed
        moved.window = window
        return moved
    }

    /// The item as an occasion of it climbs its ladder.
    public func asOf(_ occasion: CivilDate) -> WatchedItem {
        if let sinceEmergency, sinceEmergency.due == occasion { return sinceEmergency }
        // What is due on every day climbs from the first of them.
        guard isStanding, owed.urgency != .emergency, occasion < due else { return self }
        let latest = occasion + .days(latest.days(since: due))
        return WatchedItem(
            moved(to: Window(earliest: min(earliest, occasion), due: occasion, latest: latest)), status: status,
            isStanding: true, isMasked: isMasked, isHeldBack: isHeldBack, isOwned: isOwned)
    }

    private static func urgentSince(_ owed: OwedItem, _ alarms: Set<CivilDate>) -> CivilDate? {
        guard !owed.isDueEveryDay, alarms.isEmpty else { return nil }
        switch owed.urgency {
        case .inpatient, .urgent: return owed.anchor.first
        case .emergency, .soon, .routine, .advisory: return nil
        }
    }
}
