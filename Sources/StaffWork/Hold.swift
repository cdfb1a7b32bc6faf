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
        let booked: PartialDate? =
            switch owed.appointment.state {
            case .booked(let date): date
            case .none, .bookedLate, .missed: nil
            }
        self.init(
            owed.item, urgency: owed.urgency, latest: owed.latest, bookedInTime: booked, workflow, on: day)
    }

    /// What holds an item on a day that has this urgency and *latest* date, and this appointment, if any, not after it.
    public init(
        _ item: Item, urgency: Urgency, latest: CivilDate, bookedInTime: PartialDate?, _ workflow: Workflow,
        on day: CivilDate
    ) {
        var passed: (Lease, LeaseStanding.Passage)?
        for lease in workflow.masks(of: item) {
            switch lease.standing(on: day, urgency: urgency, latest: latest) {
            case .inForce(let until):
                self = .masked(lease, until: until)
                return
            case .passed(let why): passed = (lease, why)
            case .over: break
            }
        }
        if let bookedInTime, urgency != .emergency {
            self = .booked(bookedInTime)
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
            case .wantsSecond: "open: no second person has confirmed it (\(lease.words))"
            }
        }
    }
}

extension Lease {
    /// Kind and person, such as `snooze by anna, act 17`.
    var words: String {
        "\(terms.kind.rawValue) by \(who.name)\(second.map { " and \($0.name)" } ?? "")"
            + (act == Act.supposed ? "" : ", act \(act)")
    }
}
