import CivilCalendar
import ClinicalModel
import Surveillance

/// What becomes of telling people of an item on a day: the work of staff masks what is told, never what is owed.
public enum Hold: Hashable, Sendable {
    /// Nothing holds it back.
    case open
    /// An appointment is booked in time: its window and due date are not told.
    case booked(PartialDate)
    /// A lease holds it back, up to and including a day.
    case masked(Lease, until: CivilDate)
    /// A lease would hold it back, and does not.
    case passed(Lease, LeaseStanding.Passage)

    /// What holds an owed item on a day.
    public init(_ owed: OwedItem, _ workflow: Workflow, on day: CivilDate) {
        self.init(HeldItem(owed), workflow, on: day)
    }

    /// What holds an item on a day.
    public init(_ item: HeldItem, _ workflow: Workflow, on day: CivilDate) {
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

    /// Whether what is told of the item's dates is held back.
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

    /// What it is, in words.
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

/// As much of an owed item as decides what holds it back.
public struct HeldItem: Hashable, Sendable {
    /// What is owed.
    public let item: Item
    /// How quickly.
    public let urgency: Urgency
    /// What its dates are reckoned from.
    public let anchor: PartialDate
    /// After this day it is overdue.
    public let latest: CivilDate
    /// The appointment for it, where it is not after that.
    public let bookedInTime: PartialDate?

    /// An item of these parts.
    public init(
        _ item: Item, urgency: Urgency, anchor: PartialDate, latest: CivilDate, bookedInTime: PartialDate?
    ) {
        self.item = item
        self.urgency = urgency
        self.anchor = anchor
        self.latest = latest
        self.bookedInTime = bookedInTime
    }

    /// What there is of an owed item.
    public init(_ owed: OwedItem) {
        let booked: PartialDate? =
            switch owed.appointment.state {
            case .booked(let date): date
            case .none, .bookedLate, .missed: nil
            }
        self.init(owed.item, urgency: owed.urgency, anchor: owed.anchor, latest: owed.latest, bookedInTime: booked)
    }

    /// The item without its appointment.
    var unbooked: HeldItem {
        HeldItem(item, urgency: urgency, anchor: anchor, latest: latest, bookedInTime: nil)
    }
}

/// The difference that an act makes to who owns what and what is held back, in words.
enum HoldDifference {
    /// The items that are owned by another, or held back otherwise, than before.
    static func changes(
        from before: (workflow: Workflow, plan: PatientPlan), to after: (workflow: Workflow, plan: PatientPlan),
        on day: CivilDate
    ) -> [Change] {
        var changes: [Change] = []
        for owed in after.plan.items {
            let item = owed.item
            let (owner, newOwner) = (before.workflow.owner(of: item, on: day), after.workflow.owner(of: item, on: day))
            if owner?.who != newOwner?.who || owner?.terms.until != newOwner?.terms.until {
                changes.append(Change(item.rawValue, from: ownership(owner), to: ownership(newOwner)))
            }
            guard let old = before.plan.items.first(where: { $0.item == item }) else { continue }
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

    private static func appointment(_ owed: OwedItem) -> String {
        let misses = owed.appointment.misses
        let missed = misses == 0 ? "" : misses == 1 ? ", missed once" : ", missed \(misses) times"
        return switch owed.appointment.state {
        case .none, .missed: "not booked" + missed
        case .booked(let date): "booked for \(date)" + missed
        case .bookedLate(let date): "booked for \(date), after the latest date, \(owed.latest)" + missed
        }
    }

    /// What holds it back beside an appointment.
    private static func masking(_ owed: OwedItem, _ workflow: Workflow, _ day: CivilDate) -> String {
        Hold(HeldItem(owed).unbooked, workflow, on: day).words
    }
}
