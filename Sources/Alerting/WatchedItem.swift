import CivilCalendar
import ClinicalModel
import StaffWork
import Surveillance

/// What the planner needs to know about an owed item on the day of its plan.
@dynamicMemberLookup
public struct WatchedItem: Hashable, Sendable, Windowed {
    /// The items that may be due on every day while they are owed.
    static let everStanding: [Item] = [.dataCorrection]

    /// What is owed.
    public let owed: FollowUp
    /// Its status on the day of the plan.
    public let status: ItemStatus
    /// Whether it is due on every day while it is owed, so that its dates move with the calendar.
    public let isStanding: Bool
    /// The days of its emergencies: the onsets of open symptoms, or the due dates of other emergencies.
    public let emergencies: Set<CivilDate>
    /// The window of the first emergency; nil if there is none.
    public let emergencyWindow: Window?
    /// The onsets of open symptoms that call for a work-up within days, once the item's window is open.
    public let urgentSymptoms: Set<CivilDate>
    /// The days of the findings that call for it, soon or sooner.
    public let findings: Set<CivilDate>
    /// The day that makes it urgent, for an item owed within days; nil for other items, and where a symptom or an
    /// emergency already makes it urgent.
    public let urgentSince: CivilDate?
    /// The day of the last missed appointment; nil if none counts as missed.
    public let missedOn: CivilDate?

    /// Whether a lease holds it back.
    public let isMasked: Bool
    /// Whether a lease or an appointment holds back messages about its dates.
    public let isHeldBack: Bool
    /// The last days of its leases that are over.
    public let leaseEnds: Set<CivilDate>
    /// Whether it has an owner.
    public let isOwned: Bool

    /// Creates an item from its parts.
    public init(
        _ owed: FollowUp, status: ItemStatus, isStanding: Bool = false, emergencies: Set<CivilDate> = [],
        emergencyWindow: Window? = nil, urgentSymptoms: Set<CivilDate> = [],
        findings: Set<CivilDate> = [], urgentSince: CivilDate? = nil,
        missedOn: CivilDate? = nil, isMasked: Bool = false, isHeldBack: Bool = false,
        leaseEnds: Set<CivilDate> = [], isOwned: Bool = false
    ) {
        self.owed = owed
        self.status = status
        self.isStanding = isStanding
        self.emergencies = emergencies
        self.emergencyWindow = emergencyWindow
        self.urgentSymptoms = urgentSymptoms
        self.findings = findings
        self.urgentSince = urgentSince
        self.missedOn = missedOn
        self.isMasked = isMasked
        self.isHeldBack = isHeldBack
        self.leaseEnds = leaseEnds
        self.isOwned = isOwned
    }

    /// Forwards to a member of the follow-up.
    public subscript<Member>(dynamicMember member: KeyPath<FollowUp, Member>) -> Member { owed[keyPath: member] }
    /// The window of the follow-up.
    public var window: Window { owed.window }

    /// The window that a message of a stage speaks of: an alarm is due by its own rule, however long another rule has asked
    /// for the item.
    public func window(for stage: NotificationStage?) -> Window {
        stage?.isAlarm ?? false ? owed.leadingWindow : window
    }

    /// Returns the items of a plan, each with the staff's acts applied to it.
    public static func items(of worked: WorkedPlan) -> [WatchedItem] {
        worked.plan.items.map { WatchedItem($0, in: worked) }
    }

    /// Creates the watched item for an item of a plan.
    ///
    /// Alarms go by the onset of each open symptom, not by the item's due date: a second seizure must be announced
    /// although the item's dates are still those of the first.
    public init(_ owed: OwedItem, in worked: WorkedPlan) {
        let assessment = worked.plan.assessment
        let hold = worked.hold(of: owed.followUp)
        var emergencies: Set<CivilDate> = []
        var urgentSymptoms: Set<CivilDate> = []
        var findings: Set<CivilDate> = []
        for proposal in owed.proposals {
            let onsets = proposal.rule.definition.symptoms.map { workUp in
                assessment.openSymptoms(workUp).map(\.onset.date.first)
            }
            if proposal.urgency == .emergency {
                emergencies.formUnion(onsets ?? [proposal.due])
            } else if let onsets, proposal.earliest <= assessment.facts.asOf {
                urgentSymptoms.formUnion(onsets)
            }
            findings.formUnion(proposal.findings(in: assessment.facts))
        }
        let emergency = owed.proposals.filter { $0.urgency == .emergency }.map(\.window)
        self.init(
            owed.followUp, status: owed.status, isStanding: owed.isDueEveryDay, emergencies: emergencies,
            emergencyWindow: emergency.dropFirst().reduce(emergency.first) { $0?.earlier($1) },
            urgentSymptoms: urgentSymptoms, findings: findings,
            urgentSince: WatchedItem.urgentSince(owed, emergencies.union(urgentSymptoms)),
            missedOn: owed.appointment.missed?.first, isMasked: hold.isMasked, isHeldBack: hold.holdsBack,
            leaseEnds: worked.ends(of: owed.followUp),
            isOwned: worked.workflow.owner(of: owed.item, on: worked.day) != nil)
    }

    /// The item as an emergency, if it became one when it was owed already; nil otherwise. Its escalation starts anew,
    /// since a receiver notified of a routine scan has not been notified of an emergency without an owner.
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

    /// Returns the item as it climbs its escalation for an occasion.
    public func asOf(_ occasion: CivilDate) -> WatchedItem {
        if let sinceEmergency, sinceEmergency.due == occasion { return sinceEmergency }
        // An item due on every day climbs from its first day.
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

extension Proposal {
    /// The days of the findings that call for the item, soon or sooner; none for an emergency, which is announced as such.
    ///
    /// Of untreated findings they are all that are, not only the one that the dates are reckoned from: a second
    /// progression must be announced although the decision is owed since the first.
    fileprivate func findings(in facts: borrowing Facts) -> Set<CivilDate> {
        switch urgency {
        case .emergency, .routine, .advisory: return []
        case .inpatient, .urgent, .soon: break
        }
        switch rule.definition.announces {
        case .untreated: return Set(facts.findings.filter(facts.isUntreated).map(\.row.date.first))
        case .anchor: return [(following?.date ?? anchor.date).first]
        case .none: return []
        }
    }
}
