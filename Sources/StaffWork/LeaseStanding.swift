import CivilCalendar

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
