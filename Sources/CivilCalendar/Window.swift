/// The days on which something is owed: when its window opens, when it is due, and the day after which it is overdue.
@frozen
public struct Window: Hashable, Sendable {
    /// The first day on which doing it counts.
    public var earliest: CivilDate
    /// The day on which it should be done.
    public var due: CivilDate
    /// The last day before it is overdue.
    public var latest: CivilDate

    /// Creates a window of these days.
    @inlinable
    public init(earliest: CivilDate, due: CivilDate, latest: CivilDate) {
        self.earliest = earliest
        self.due = due
        self.latest = latest
    }

    /// Returns the window with the earlier of each pair of days.
    @inlinable
    public func earlier(_ other: Window) -> Window {
        Window(
            earliest: min(earliest, other.earliest), due: min(due, other.due), latest: min(latest, other.latest))
    }

    /// Returns the status on a day (protocol.md section 1).
    public func status(on day: CivilDate) -> ItemStatus {
        if day > latest { return .overdue }
        if day >= due { return .due }
        return day >= earliest ? .dueSoon : .upcoming
    }

    /// Returns how many days `day` is past `latest`; zero if it is not.
    public func daysLate(on day: CivilDate) -> Int { max(0, day.days(since: latest)) }
}

/// The status of an item on a day (protocol.md section 1).
@frozen
public enum ItemStatus: String, CaseIterable, Hashable, Sendable {
    /// The window is not open yet.
    case upcoming
    /// The window is open, and the due date is not yet reached.
    case dueSoon = "due-soon"
    /// It is due, and not yet overdue.
    case due
    /// Past its latest date.
    case overdue
}

/// Something with a window.
public protocol Windowed {
    /// The days on which it is owed.
    var window: Window { get }
}

extension Windowed {
    /// The first day on which doing it counts.
    @inlinable public var earliest: CivilDate { window.earliest }
    /// The day on which it should be done.
    @inlinable public var due: CivilDate { window.due }
    /// The last day before it is overdue.
    @inlinable public var latest: CivilDate { window.latest }
}
