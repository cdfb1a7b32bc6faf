import CivilCalendar
import ClinicalModel
import RosterReading

/// The rows of a roster that are dated after a day, appointments aside: they do not count until then.
struct LaterRows: CustomStringConvertible {
    private let count: Int
    private let first: String
    private let day: CivilDate

    /// The rows dated after a day; nil where there are none.
    init?(of roster: Roster, than day: CivilDate) {
        var count = 0
        var first = Int32.max
        for event in roster.events where event.date.first > day {
            if case .appointment = event.content { continue }
            count += 1
            first = min(first, event.row)
        }
        if count == 0 { return nil }
        self.count = count
        self.first = roster.places.place(ofRow: Int(first))?.description ?? RosterFile.events.rawValue
        self.day = day
    }

    var description: String {
        "\(first): note: \(Counted(count, "row").with("is", "are")) dated after \(day)"
            + "\(count == 1 ? "" : " (this one first)"); such a row is kept and does not count before its day; correct the "
            + "date if it is a slip of the pen"
    }
}
