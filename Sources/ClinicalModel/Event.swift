import CivilCalendar

/// One dated row of a patient's history.
public struct Event: Hashable, Sendable {
    /// When it happened, as recorded.
    public let date: PartialDate
    /// What happened.
    public let content: EventContent
    /// The record it comes from: the line of `events.csv` on which the row begins, the header being line 1, or the number of a
    /// FHIR resource or of a row of a site's own file (see `Roster.places`); negative for what staff recorded, 0 for what is only supposed. See `source`.
    public let row: Int32

    /// An event of a row.
    public init(date: PartialDate, content: EventContent, row: Int32) {
        self.date = date
        self.content = content
        self.row = row
    }
}

extension Event {
    /// Where an event comes from.
    @frozen
    public enum Source: Hashable, Sendable {
        /// A record of the export: a line of `events.csv`, or the number of a resource.
        case export(row: Int)
        /// The act by which a person of the staff recorded it.
        case recorded(act: Int)
        /// Nowhere: it is only supposed.
        case supposed
    }

    /// Where it comes from.
    public var source: Source {
        row > 0 ? .export(row: Int(row)) : row < 0 ? .recorded(act: -Int(row)) : .supposed
    }

    /// What stands in place of a row for what an act recorded.
    public static func row(ofAct act: Int64) -> Int32 { Int32(clamping: -act) }
}
