import CivilCalendar
import ClinicalModel
import Surveillance

/// A lease that was not undone, with who confirmed it.
public struct Lease: Hashable, Sendable {
    /// The number of the act.
    public let act: Int64
    /// Who laid it.
    public let who: StaffMember
    /// The day on which it was laid.
    public let since: CivilDate
    /// What on, how long, why.
    public let terms: LeaseTerms
    /// Who confirmed it, if anybody did.
    public let second: StaffMember?

    /// Where it stands on a day for an item.
    ///
    /// No lease hides an emergency, an item that has become more urgent than it was, or another occasion of it than the one it
    /// was laid on; none holds past *latest* on the word of one person. A closed patient's items are told as soon as one that
    /// is urgent follows something that happened since: whoever has a new finding is not lost.
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

    /// Whether it holds as long as it is meant to only once a second person confirms it.
    public var wantsSecond: Bool {
        guard terms.kind.masks, second == nil else { return false }
        return terms.kind.isOfPatient || terms.occasion.map { terms.until > $0.latest } ?? false
    }
}

/// What a lease is about and how long it is to hold.
public struct LeaseTerms: Hashable, Sendable {
    /// The item as it was when something was laid on it: what the lease says nothing beyond.
    public struct Occasion: Hashable, Sendable {
        /// How urgent it was.
        public let urgency: Urgency
        /// What its dates were reckoned from; nil for one that is due on every day for as long as it is owed.
        public let anchor: PartialDate?
        /// Its *latest* date then: one that moves on with the calendar does not take the lease with it.
        public let latest: CivilDate

        /// An occasion of these parts.
        public init(urgency: Urgency, anchor: PartialDate?, latest: CivilDate) {
            self.urgency = urgency
            self.anchor = anchor
            self.latest = latest
        }

        init(_ owed: OwedItem) {
            self.init(urgency: owed.urgency, anchor: owed.isDueEveryDay ? nil : owed.anchor, latest: owed.latest)
        }
    }

    /// What is laid on it.
    public let kind: LeaseKind
    /// The item; nil for what is laid on the patient.
    public let item: Item?
    /// The last day on which it holds.
    public let until: CivilDate
    /// Why.
    public let reason: String
    /// The item's occasion; nil for what is laid on the patient.
    public let occasion: Occasion?

    /// Terms of these parts.
    public init(kind: LeaseKind, item: Item?, until: CivilDate, reason: String, occasion: Occasion?) {
        self.kind = kind
        self.item = item
        self.until = until
        self.reason = reason
        self.occasion = occasion
    }
}

/// What a person of the staff lays on an item for a time. None of it edits the item's dates or status.
public enum LeaseKind: String, CaseIterable, Hashable, Sendable {
    /// The person owns the item: it stays on every list, under that name.
    case ack
    /// The item is not to be told of for a while.
    case snooze
    /// The patient declined it; it is to be offered again.
    case decline
    /// It cannot be done yet: contraindicated, or a step before it is missing.
    case `defer`
    /// The patient is lost or moved away: no item is told of.
    case close

    /// Whether it holds back what is told of the item's dates.
    public var masks: Bool {
        switch self {
        case .ack: false
        case .snooze, .decline, .defer, .close: true
        }
    }

    /// Whether it is laid on the patient, and so on every item.
    public var isOfPatient: Bool {
        switch self {
        case .close: true
        case .ack, .snooze, .decline, .defer: false
        }
    }
}

/// Where a lease stands on a day.
public enum LeaseStanding: Hashable, Sendable {
    /// Why a lease that is not over holds nothing back.
    public enum Passage: String, CaseIterable, Hashable, Sendable {
        /// The item is an emergency, which passes every mask.
        case emergency
        /// The item is more urgent than it was when the lease was laid on it.
        case moreUrgent = "more-urgent"
        /// What the item's dates are reckoned from is another than when the lease was laid on it.
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

/// How long leases hold where nobody says, and how long they may: the admin's choice.
public struct LeaseLimits: Hashable, Sendable {
    /// An *ack* without a date.
    public var ackFor: Interval
    /// A *decline* without a date: then it is offered again.
    public var declineFor: Interval
    /// A *close* without a date: then somebody looks again.
    public var closeFor: Interval
    /// The longest that any lease may hold.
    public var atMost: Interval

    /// Limits of these lengths.
    public init(ackFor: Interval, declineFor: Interval, closeFor: Interval, atMost: Interval) {
        self.ackFor = ackFor
        self.declineFor = declineFor
        self.closeFor = closeFor
        self.atMost = atMost
    }

    /// What holds where nothing is configured.
    public static let standard = LeaseLimits(
        ackFor: .weeks(2), declineFor: .months(6), closeFor: .months(12), atMost: .months(12))

    /// How long a lease of a kind holds where nobody says; nil for those that need a date.
    func standard(_ kind: LeaseKind) -> Interval? {
        switch kind {
        case .ack: ackFor
        case .decline: declineFor
        case .close: closeFor
        case .snooze, .defer: nil
        }
    }
}
