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
