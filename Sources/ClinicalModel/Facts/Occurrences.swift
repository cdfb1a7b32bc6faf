import CivilCalendar

/// Rows of one kind in order, which can be asked what happened since a date.
public struct Occurrences: Sendable {
    /// The rows, in order.
    public private(set) var all: [Occurrence] = []
    // An exact date is answered by the latest first day alone; only dates written alike need the partial ones.
    private var latestFirst: CivilDate?
    private var partialDates: [PartialDate] = []

    mutating func append(_ occurrence: Occurrence) {
        // Most kinds of rows come a few times; growing one by one would cost more than the rules.
        if all.isEmpty { all.reserveCapacity(4) }
        all.append(occurrence)
        latestFirst = max(latestFirst ?? .earliest, occurrence.date.first)
        if !occurrence.date.isExact, partialDates.last != occurrence.date { partialDates.append(occurrence.date) }
    }

    /// The latest in the order of rows.
    public var latest: Occurrence? { all.last }
    /// The first in the order of rows.
    public var first: Occurrence? { all.first }
    /// Whether there is none.
    public var isEmpty: Bool { all.isEmpty }

    /// Whether one of them is since this date.
    public func includesAny(since date: PartialDate) -> Bool {
        guard let latestFirst else { return false }
        return latestFirst >= date.last || partialDates.contains(date)
    }

    /// The first of them, in the order of rows, that is since this date.
    public func first(since date: PartialDate) -> Occurrence? {
        includesAny(since: date) ? all.first { $0.date.isSince(date) } : nil
    }

    /// The latest of them, in the order of rows, that is since this date.
    public func latest(since date: PartialDate) -> Occurrence? {
        includesAny(since: date) ? all.last { $0.date.isSince(date) } : nil
    }

    /// How many of them are since this date.
    public func count(since date: PartialDate) -> Int {
        all.count { $0.date.isSince(date) }
    }
}
