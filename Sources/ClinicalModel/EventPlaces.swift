/// Where the events of a roster stand: what `Event.row` means.
///
/// Rows of `events.csv` are their own lines. Resources, and the rows of a site's own files, are numbered from 1 in the order of
/// the patients, and their places are kept beside the events, so that an event stays as small as it is for a table.
public enum EventPlaces: Sendable {
    /// `Event.row` is a line of `events.csv`.
    case lines
    /// `Event.row` is the number of a resource.
    case resources(ResourcePlaces)
    /// `Event.row` is the number of a row of one of a site's own files.
    case rows(RowPlaces)
    /// `Event.row` is the number of a resource or of a row, and these are the places of some, from a number on.
    case listed([EventPlace], from: Int)

    /// The place behind an event's row; nil where the row is that of no record of the export.
    public func place(ofRow row: Int) -> EventPlace? {
        guard row > 0 else { return nil }
        return switch self {
        case .lines: EventPlace(file: "events.csv", line: row)
        case .resources(let places): places.place(number: row)
        case .rows(let places): places.place(number: row)
        case .listed(let places, let first): places.indices.contains(row - first) ? places[row - first] : nil
        }
    }
}
