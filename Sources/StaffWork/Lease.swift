import CivilCalendar
import ClinicalModel
import Surveillance

/// A lease that was not undone, with the person who confirmed it.
public struct Lease: Hashable, Sendable {
    /// The number of the act.
    public let act: Int64
    /// The person who made it.
    public let who: StaffMember
    /// The day on which it was made.
    public let since: CivilDate
    /// Its object, length and reason.
    public let terms: LeaseTerms
    /// The person who confirmed it; nil if no one did.
    public let second: StaffMember?

    /// Returns its standing for an item on a day.
    ///
    /// No lease hides an emergency, an item that has become more urgent, or a different occasion of the item than the
    /// one it was made for. None holds past *latest* on one person's word. A closed patient's items are announced as
    /// soon as an urgent one follows from something that happened since: a patient with a new finding is not lost.
    public func standing(on day: CivilDate, for item: FollowUp) -> LeaseStanding {
        if day > terms.until { return .over }
        if !terms.kind.masks { return .inForce(until: terms.until) }
        if item.urgency == .emergency { return .passed(.emergency) }
        if let occasion = terms.occasion {
            if item.urgency.rank < occasion.urgency.rank { return .passed(.moreUrgent) }
            if let anchor = occasion.anchor, anchor != item.anchor { return .passed(.anotherOccasion) }
        } else if item.urgency.rank <= Urgency.urgent.rank, item.anchor.last >= since {
            return .passed(.moreUrgent)
        }
        if second != nil { return .inForce(until: terms.until) }
        if terms.kind.isOfPatient { return .passed(.wantsSecond) }
        let latest = min(item.latest, terms.occasion?.latest ?? item.latest)
        return day > latest ? .passed(.wantsSecond) : .inForce(until: min(terms.until, latest))
    }

    func confirmed(by second: StaffMember) -> Lease {
        Lease(act: act, who: who, since: since, terms: terms, second: second)
    }

    /// Whether it needs a second person's confirmation to hold for its full length.
    public var wantsSecond: Bool {
        guard terms.kind.masks, second == nil else { return false }
        return terms.kind.isOfPatient || terms.occasion.map { terms.until > $0.latest } ?? false
    }
}

/// The object of a lease and how long it is to hold.
public struct LeaseTerms: Hashable, Sendable {
    /// The item as it was when the lease was made; the lease covers nothing beyond that.
    public struct Occasion: Hashable, Sendable {
        /// How urgent it was.
        public let urgency: Urgency
        /// What its dates were calculated from; nil for an item due on every day while it is owed.
        public let anchor: PartialDate?
        /// Its *latest* date then: if the date moves on with the calendar, the lease does not move with it.
        public let latest: CivilDate

        /// Creates an occasion from its parts.
        public init(urgency: Urgency, anchor: PartialDate?, latest: CivilDate) {
            self.urgency = urgency
            self.anchor = anchor
            self.latest = latest
        }

        init(_ owed: OwedItem) {
            self.init(urgency: owed.urgency, anchor: owed.isDueEveryDay ? nil : owed.anchor, latest: owed.latest)
        }
    }

    /// The kind of lease.
    public let kind: LeaseKind
    /// The item; nil for a lease on the patient.
    public let item: Item?
    /// The last day on which it holds.
    public let until: CivilDate
    /// The reason.
    public let reason: String
    /// The item's occasion; nil for a lease on the patient.
    public let occasion: Occasion?

    /// Creates terms from their parts.
    public init(kind: LeaseKind, item: Item?, until: CivilDate, reason: String, occasion: Occasion?) {
        self.kind = kind
        self.item = item
        self.until = until
        self.reason = reason
        self.occasion = occasion
    }
}

/// What a staff member applies to an item for a time. No kind changes the item's dates or status.
public enum LeaseKind: String, CaseIterable, Hashable, Sendable {
    /// The person owns the item: it stays on every list, with the owner's name.
    case ack
    /// The item is not announced for a while.
    case snooze
    /// The patient declined it; it is to be offered again.
    case decline
    /// It cannot be done yet: contraindicated, or a step before it is missing.
    case `defer`
    /// The patient is lost or moved away: no item is announced.
    case close

    /// Whether it holds back notifications about the item's dates.
    public var masks: Bool {
        switch self {
        case .ack: false
        case .snooze, .decline, .defer, .close: true
        }
    }

    /// Whether it applies to the patient, and so to every item.
    public var isOfPatient: Bool {
        switch self {
        case .close: true
        case .ack, .snooze, .decline, .defer: false
        }
    }
}

/// The standing of a lease on a day.
public enum LeaseStanding: Hashable, Sendable {
    /// Why a lease that is not over holds nothing back.
    public enum Passage: String, CaseIterable, Hashable, Sendable {
        /// The item is an emergency, which passes every mask.
        case emergency
        /// The item is more urgent than when the lease was made.
        case moreUrgent = "more-urgent"
        /// What the item's dates are calculated from has changed since the lease was made.
        case anotherOccasion = "another-occasion"
        /// The item is past its *latest* date, or the patient is to be closed, and no second person has confirmed it.
        case wantsSecond = "wants-second"
    }

    /// It holds, up to and including a day.
    case inForce(until: CivilDate)
    /// It holds nothing back, although its time is not over.
    case passed(Passage)
    /// Its time is over.
    case over
}

/// The default and maximum lengths of leases, as the admin configured them.
public struct LeaseLimits: Hashable, Sendable {
    /// The length of an *ack* without a date.
    public var ackFor: Interval
    /// The length of a *decline* without a date; afterwards the item is offered again.
    public var declineFor: Interval
    /// The length of a *close* without a date; afterwards staff check again.
    public var closeFor: Interval
    /// The longest that any lease may hold.
    public var atMost: Interval

    /// Creates limits of these lengths.
    public init(ackFor: Interval, declineFor: Interval, closeFor: Interval, atMost: Interval) {
        self.ackFor = ackFor
        self.declineFor = declineFor
        self.closeFor = closeFor
        self.atMost = atMost
    }

    /// The limits without configuration.
    public static let standard = LeaseLimits(
        ackFor: .weeks(2), declineFor: .months(6), closeFor: .months(12), atMost: .months(12))

    /// Returns how long a lease of a kind holds without a date; nil for kinds that need one.
    func standard(_ kind: LeaseKind) -> Interval? {
        switch kind {
        case .ack: ackFor
        case .decline: declineFor
        case .close: closeFor
        case .snooze, .defer: nil
        }
    }
}
