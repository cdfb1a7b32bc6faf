import CivilCalendar

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
