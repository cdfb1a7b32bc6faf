import CivilCalendar

/// One dated row of a patient's history.
public struct Event: Hashable, Sendable {
    /// When it happened, as recorded.
    public let date: PartialDate
    /// What happened.
    public let content: EventContent
    /// The row it comes from: the line of `events.csv` on which the row begins, the header being line 1.
    public let row: Int32

    /// An event of a row.
    public init(date: PartialDate, content: EventContent, row: Int32) {
        self.date = date
        self.content = content
        self.row = row
    }
}
