import CivilCalendar

/// A row of a history, by its place in the order of rows and its date.
public struct Occurrence: Hashable, Sendable {
    /// The place in `History.rows`; a smaller one stands earlier.
    @inlinable public var position: Int { Int(storedPosition) }
    /// The date of the row.
    public let date: PartialDate

    // Eight bytes in all: a patient has a hundred of them.
    @usableFromInline let storedPosition: Int32

    /// The row at this position, of this date.
    public init(position: Int, date: PartialDate) {
        storedPosition = Int32(truncatingIfNeeded: position)
        self.date = date
    }

    /// The first of these rows in the order of rows; nil where there is none.
    public static func first(_ rows: Occurrence?...) -> Occurrence? {
        var first: Occurrence?
        for case let row? in rows where first.map({ row.stands(before: $0) }) ?? true { first = row }
        return first
    }

    /// Whether this row stands before the other in the order of rows.
    public func stands(before other: Occurrence) -> Bool { position < other.position }
}
