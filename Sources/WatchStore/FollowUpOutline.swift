import CivilCalendar
import Surveillance

/// As much of a follow-up as decides whether it is asked for.
public struct FollowUpOutline: Hashable, Sendable {
    /// Its place in the work-list.
    public let key: FollowUpKey
    /// First day of the window.
    public let earliest: CivilDate
    /// After this day it is overdue.
    public let latest: CivilDate

    /// An outline of these parts.
    public init(key: FollowUpKey, earliest: CivilDate, latest: CivilDate) {
        self.key = key
        self.earliest = earliest
        self.latest = latest
    }

    /// Where it stands on a day.
    public func status(on day: CivilDate) -> ItemStatus {
        ItemStatus(on: day, earliest: earliest, due: key.due, latest: latest)
    }
}
