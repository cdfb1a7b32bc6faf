import CivilCalendar
import ClinicalModel
import Surveillance

/// What a lease is about and how long it is to hold.
public struct LeaseTerms: Hashable, Sendable {
    /// What is laid on it.
    public let kind: LeaseKind
    /// The item; nil for what is laid on the patient.
    public let item: Item?
    /// The last day on which it holds.
    public let until: CivilDate
    /// Why.
    public let reason: String
    /// How urgent the item was when it was laid on it; nil for what is laid on the patient.
    public let urgency: Urgency?

    /// Terms of these parts.
    public init(kind: LeaseKind, item: Item?, until: CivilDate, reason: String, urgency: Urgency?) {
        self.kind = kind
        self.item = item
        self.until = until
        self.reason = reason
        self.urgency = urgency
    }
}
