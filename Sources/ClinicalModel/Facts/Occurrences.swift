import CivilCalendar

/// Rows of one kind in order, which can be asked what happened since a date.
///
/// Most kinds of rows come a few times or never: so many lie in place, and only further ones in memory of their own.
public struct Occurrences: Sendable {
    private static let inPlace = 4
    private var first4 = InlineArray<4, Occurrence>(repeating: Occurrence(position: 0, date: PartialDate(.earliest)))
    private var further: [Occurrence] = []
    // An exact date is answered by the latest first day alone; only dates written alike need the partial ones.
    private var latestFirst = CivilDate.earliest
    private var hasPartialDates = false
    /// How many there are.
    public private(set) var count = 0

    mutating func append(_ occurrence: Occurrence) {
        if count < Occurrences.inPlace { first4[count] = occurrence } else { further.append(occurrence) }
        count += 1
        latestFirst = Swift.max(latestFirst, occurrence.date.first)
        if !occurrence.date.isExact { hasPartialDates = true }
    }

    /// The latest in the order of rows.
    public var latest: Occurrence? { count == 0 ? nil : self[count - 1] }

    /// Whether one of them is since this date.
    public func includesAny(since date: PartialDate) -> Bool {
        guard count > 0 else { return false }
        if latestFirst >= date.last { return true }
        return hasPartialDates && !date.isExact && contains { $0.date == date }
    }

    /// The first of them, in the order of rows, that is since this date.
    public func first(since date: PartialDate) -> Occurrence? {
        includesAny(since: date) ? first { $0.date.isSince(date) } : nil
    }

    /// The latest of them, in the order of rows, that is since this date.
    public func latest(since date: PartialDate) -> Occurrence? {
        includesAny(since: date) ? last { $0.date.isSince(date) } : nil
    }

    /// How many of them are since this date.
    public func count(since date: PartialDate) -> Int {
        includesAny(since: date) ? count { $0.date.isSince(date) } : 0
    }
}

extension Occurrences: RandomAccessCollection {
    /// Where the rows begin.
    public var startIndex: Int { 0 }
    /// Behind the last of them.
    public var endIndex: Int { count }

    /// The row at a place in their order.
    public subscript(place: Int) -> Occurrence {
        place < Occurrences.inPlace ? first4[place] : further[place - Occurrences.inPlace]
    }
}
