import CivilCalendar
import ControlInterface
import StaffWork
import Surveillance

/// The rows of the live work-list, in the order of the work-list, as the service's changes make them.
struct LiveRows: Equatable {
    /// Which row: an item of a patient.
    struct Place: Hashable {
        let mrn: String
        let item: String

        init(_ row: DueRow) { (mrn, item) = (row.mrn, row.item.item) }
    }

    /// The day of the list.
    private(set) var asOf = ""
    private(set) var rows: [DueRow] = []
    /// What the latest change brought or altered.
    private(set) var fresh: Set<Place> = []

    /// Takes a change over.
    mutating func apply(_ change: WatchChange) {
        asOf = change.asOf
        switch change.kind {
        case "state": (rows, fresh) = (change.rows, [])
        case "changed":
            fresh = Set(change.rows.map(Place.init))
            rows = rows.filter { !fresh.contains(Place($0)) } + change.rows
        case "removed":
            let gone = Set(change.rows.map(Place.init))
            rows.removeAll { gone.contains(Place($0)) }
            fresh.subtract(gone)
        default: return
        }
        sort()
    }

    private mutating func sort() {
        guard let day = CivilDate(asOf) else { return }
        rows = rows.map { (rank: LiveRows.rank($0, on: day), row: $0) }
            .sorted { ($0.rank, $0.row.mrn, $0.row.item.item) < ($1.rank, $1.row.mrn, $1.row.item.item) }
            .map(\.row)
    }

    /// The row's rank; what a newer service says in words unknown here stands last.
    private static func rank(_ row: DueRow, on day: CivilDate) -> UInt64 {
        let item = row.item
        guard let urgency = Urgency(rawValue: item.urgency), let earliest = CivilDate(item.earliest),
            let due = CivilDate(item.due), let latest = CivilDate(item.latest)
        else { return .max }
        return WorkListRank(
            on: day, urgency: urgency, earliest: earliest, due: due, latest: latest, isHighRisk: row.highRisk
        ).value
    }
}
