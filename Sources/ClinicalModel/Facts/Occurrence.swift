import CivilCalendar

/// A row of a history, by its place in the order of rows and its date.
public struct Occurrence: Hashable, Sendable {
    /// The place in `History.rows`; a smaller one stands earlier.
    public let position: Int
    /// The date of the row.
    public let date: PartialDate

    /// The row at this position, of this date.
    public init(position: Int, date: PartialDate) {
        self.position = position
        self.date = date
    }

    /// Whether this row stands before the other in the order of rows.
    public func stands(before other: Occurrence) -> Bool { position < other.position }
}
