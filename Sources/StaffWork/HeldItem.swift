import CivilCalendar
import ClinicalModel
import Surveillance

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
