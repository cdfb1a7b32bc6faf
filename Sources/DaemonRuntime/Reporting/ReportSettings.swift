import ContactTime
import LocatedTOML
import ReportPages

/// The report that the service makes by itself: where, when, under which names.
struct ReportSettings: Hashable, Sendable {
    /// The folder; the one that it stands in must be writable.
    var folder: String
    /// When, on each working day.
    var at: DigestTime
    /// Under which names patients stand in it.
    var names: ReportNames

    /// Reads `[report]`; nil where it says nothing usable, which is reported.
    init?(_ table: LocatedTable) {
        let time = table.string("at", example: "06:30").flatMap { text -> TimeOfDay? in
            if let time = TimeOfDay(text) { return time }
            table.report("at", reason: "\(text) is no time of day", remedy: "write HH:MM, such as \"06:30\"")
            return nil
        }
        let shows = table.ifPresent("shows") { table.word($0, of: ReportNames.self) }
        guard let folder = table.string("folder", example: "/srv/cnswatch-report/pages"), let time else { return nil }
        (self.folder, at, names) = (folder, DigestTime(at: time), shows ?? .pseudonyms)
    }
}
