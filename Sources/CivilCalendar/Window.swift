/// The days on which something is owed: its window opens, it is due, and after a last day it is overdue.
@frozen
public struct Window: Hashable, Sendable {
    /// The first day on which it counts as done for this.
    public var earliest: CivilDate
    /// When it should be done.
    public var due: CivilDate
    /// After this day it is overdue.
    public var latest: CivilDate

    /// A window of these days.
    @inlinable
    public init(earliest: CivilDate, due: CivilDate, latest: CivilDate) {
        self.earliest = earliest
        self.due = due
        self.latest = latest
    }

    /// The window whose three days are the earlier ones of both.
    @inlinable
    public func earlier(_ other: Window) -> Window {
        Window(
            earliest: min(earliest, other.earliest), due: min(due, other.due), latest: min(latest, other.latest))
    }

    /// Where it stands on a day (protocol.md section 1).
    public func status(on day: CivilDate) -> ItemStatus {
        if day > latest { return .overdue }
        if day >= due { return .due }
        return day >= earliest ? .dueSoon : .upcoming
    }

    /// How many days it is past its *latest* date on a day; zero where it is not.
    public func daysLate(on day: CivilDate) -> Int { max(0, day.days(since: latest)) }
}

/// Where an item stands on a day (protocol.md section 1).
@frozen
public enum ItemStatus: String, CaseIterable, Hashable, Sendable {
    /// The window is not open yet.
    case upcoming
    /// The window is open, the due date not reached.
    case dueSoon = "due-soon"
    /// Due, and not yet late.
    case due
    /// Past its latest date.
    case overdue
}

/// What has a window, and so its days.
public protocol Windowed {
    /// The days on which it is owed.
    var window: Window { get }
}

extension Windowed {
    /// The first day on which it counts as done for this.
    @inlinable public var earliest: CivilDate { window.earliest }
    /// When it should be done.
    @inlinable public var due: CivilDate { window.due }
    /// After this day it is overdue.
    @inlinable public var latest: CivilDate { window.latest }
}
