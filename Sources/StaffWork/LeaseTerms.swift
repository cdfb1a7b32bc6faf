import CivilCalendar
import ClinicalModel
import Surveillance

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

        init(_ owed: OwedItem, on day: CivilDate) {
            let isStanding = owed.proposals.contains { $0.anchor == .asOf(day) }
            self.init(urgency: owed.urgency, anchor: isStanding ? nil : owed.anchor, latest: owed.latest)
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
