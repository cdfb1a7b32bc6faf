import CivilCalendar
import ControlInterface

/// How occasions were kept: of those that ended in time or went past their latest date, the share done inside the window.
public struct AdherenceSummary: Hashable, Sendable {
    /// Done in the window.
    public let inside: Int
    /// Done after it.
    public let late: Int
    /// Past it, and never done.
    public let missed: Int
    /// Past it, and still owed.
    public let overdue: Int
    /// Done before the window opened; something else called for it, so it is neither kept nor missed.
    public let early: Int
    /// Of those done in the window or after it, the middle number of days from the due date, less than zero before it; nil where
    /// nothing was done.
    public let medianDaysFromDue: Int?

    /// The summary of occasions.
    public init(_ occasions: some Sequence<OccasionReport>) {
        var counts: [String: Int] = [:]
        var days: [Int] = []
        for occasion in occasions {
            counts[occasion.outcome, default: 0] += 1
            guard occasion.outcome == "inside" || occasion.outcome == "late", let due = CivilDate(occasion.due),
                let done = occasion.done.flatMap({ CivilDate($0) })
            else { continue }
            days.append(done.days(since: due))
        }
        inside = counts["inside"] ?? 0
        late = counts["late"] ?? 0
        missed = counts["missed"] ?? 0
        overdue = counts["overdue"] ?? 0
        early = counts["early"] ?? 0
        // Of an even number the later one of the middle two: no half days, and nothing made better than it was.
        medianDaysFromDue = days.isEmpty ? nil : days.sorted()[days.count / 2]
    }

    /// How many are judged.
    public var judged: Int { inside + late + missed + overdue }

    /// The share done inside the window in whole percent, rounded down; nil where none is judged.
    public var percentInside: Int? { judged == 0 ? nil : inside * 100 / judged }
}
