import CivilCalendar
import ClinicalModel
import Surveillance

/// Whether notifications about an item are suppressed on a day. Suppression never changes what is owed.
public enum Hold: Hashable, Sendable {
    /// Nothing holds it back.
    case open
    /// An appointment is booked in time: its window and due date are not announced.
    case booked(PartialDate)
    /// A lease holds it back, up to and including a day.
    case masked(Lease, until: CivilDate)
    /// A lease exists for it but does not hold it back.
    case passed(Lease, LeaseStanding.Passage)

    /// Determines what holds an item back on a day.
    public init(_ item: FollowUp, _ workflow: Workflow, on day: CivilDate) {
        var passed: (Lease, LeaseStanding.Passage)?
        for lease in workflow.masks(of: item.item) {
            switch lease.standing(on: day, for: item) {
            case .inForce(let until):
                self = .masked(lease, until: until)
                return
            case .passed(let why): passed = (lease, why)
            case .over: break
            }
        }
        if let booked = item.bookedInTime, item.urgency != .emergency {
            self = .booked(booked)
        } else {
            self = passed.map { .passed($0, $1) } ?? .open
        }
    }

    /// Whether notifications about the item's dates are held back.
    public var holdsBack: Bool {
        switch self {
        case .booked, .masked: true
        case .open, .passed: false
        }
    }

    /// Whether a lease holds it back.
    public var isMasked: Bool {
        switch self {
        case .masked: true
        case .open, .booked, .passed: false
        }
    }

    /// Its description for people.
    public var words: String {
        switch self {
        case .open: "open"
        case .booked(let date): "booked for \(date)"
        case .masked(let lease, let until): "held back until \(until) (\(lease.words))"
        case .passed(let lease, let why):
            switch why {
            case .emergency: "open: an emergency passes every mask (\(lease.words))"
            case .moreUrgent: "open: more urgent now than when it was held back (\(lease.words))"
            case .anotherOccasion: "open: another occasion than the one it was laid on (\(lease.words))"
            case .wantsSecond: "open: no second person has confirmed it (\(lease.words))"
            }
        }
    }
}

extension Lease {
    /// Kind and person, such as `snooze by anna, act 17`.
    public var words: String {
        "\(terms.kind.rawValue) by \(who.name)\(second.map { " and \($0.name)" } ?? "")"
            + (act == Act.supposed ? "" : ", act \(act)")
    }
}

/// The difference that an act makes to ownership and holds, in words.
enum HoldDifference {
    /// Returns the items whose owner or hold differs from before.
    static func changes(
        from before: (workflow: Workflow, plan: PatientPlan), to after: (workflow: Workflow, plan: PatientPlan),
        on day: CivilDate
    ) -> [Change] {
        var changes: [Change] = []
        for owed in after.plan.items.map(\.followUp) {
            let item = owed.item
            let (owner, newOwner) = (before.workflow.owner(of: item, on: day), after.workflow.owner(of: item, on: day))
            if owner?.who != newOwner?.who || owner?.terms.until != newOwner?.terms.until {
                changes.append(Change(item.rawValue, from: ownership(owner), to: ownership(newOwner)))
            }
            guard let old = before.plan.items.first(where: { $0.item == item })?.followUp else { continue }
            if appointment(old) != appointment(owed) {
                changes.append(Change(item.rawValue, from: appointment(old), to: appointment(owed)))
            }
            let (mask, newMask) = (masking(old, before.workflow, day), masking(owed, after.workflow, day))
            if mask != newMask { changes.append(Change(item.rawValue, from: mask, to: newMask)) }
        }
        return changes
    }

    private static func ownership(_ lease: Lease?) -> String {
        lease.map { "owned by \($0.who.name) until \($0.terms.until)" } ?? "owned by nobody"
    }

    private static func appointment(_ owed: FollowUp) -> String {
        let missed = owed.misses == 0 ? "" : owed.misses == 1 ? ", missed once" : ", missed \(owed.misses) times"
        guard let date = owed.booked else { return "not booked" + missed }
        return "booked for \(date)"
            + (owed.bookedInTime == nil ? ", after the latest date, \(owed.latest)" : "") + missed
    }

    /// Returns what holds it back besides an appointment.
    private static func masking(_ owed: FollowUp, _ workflow: Workflow, _ day: CivilDate) -> String {
        var unbooked = owed
        unbooked.booked = nil
        return Hold(unbooked, workflow, on: day).words
    }
}
