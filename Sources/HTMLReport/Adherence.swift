import CivilCalendar
import ControlInterface

/// How occasions were kept: of those that ended in time or passed their latest date, the share done inside the
/// window.
public struct AdherenceSummary: Hashable, Sendable {
    /// Done in the window.
    public let inside: Int
    /// Done after the window.
    public let late: Int
    /// Past the window, and never done.
    public let missed: Int
    /// Past the window, and still owed.
    public let overdue: Int
    /// Done before the window opened, for a different reason; so it counts neither as kept nor as missed.
    public let early: Int
    /// Of those done in the window or after it, the median number of days from the due date, negative before it; nil
    /// if nothing was done.
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
        // For an even number, the later of the middle two: no half days, and the result never looks better than it
        // was.
        medianDaysFromDue = days.isEmpty ? nil : days.sorted()[days.count / 2]
    }

    /// The number of occasions judged.
    public var judged: Int { inside + late + missed + overdue }

    /// The share done inside the window in whole percent, rounded down; nil if none is judged.
    public var percentInside: Int? { judged == 0 ? nil : inside * 100 / judged }
}

/// How occasions were kept: all together, and by rule, clinic and month.
public struct AdherenceTables: Sendable {
    /// The attribute by which occasions are grouped.
    public enum Grouping: String, CaseIterable, Sendable {
        /// The leading rule.
        case rule
        /// The patient's clinic.
        case clinic
        /// The month in which it was due, `YYYY-MM`; `earlier` for those due before the first month that ended within
        /// the months.
        case month
    }

    /// The name of the group of occasions due before the first month.
    public static let earlier = "earlier"

    /// The summary of one group.
    public struct Row: Hashable, Sendable {
        /// The common attribute; empty for a clinic that is not recorded.
        public let name: String
        /// How they were kept.
        public let summary: AdherenceSummary
    }

    /// The summary of all occasions.
    public let all: AdherenceSummary
    private let tables: [Grouping: [Row]]

    /// Makes the tables from a page that holds all occasions.
    public init(_ adherence: AdherencePage) {
        let (occasions, first) = (adherence.occasions, String(adherence.since.prefix(7)))
        all = AdherenceSummary(occasions)
        tables = Dictionary(
            uniqueKeysWithValues: Grouping.allCases.map { grouping in
                (grouping, AdherenceTables.rows(occasions, grouping, from: first))
            })
    }

    /// The rows of a table: rules and clinics by name, months the latest first.
    public subscript(grouping: Grouping) -> [Row] { tables[grouping] ?? [] }

    private static func rows(_ occasions: [OccasionReport], _ grouping: Grouping, from first: String) -> [Row] {
        let groups = Dictionary(grouping: occasions) { occasion in
            switch grouping {
            case .rule: occasion.rule
            case .clinic: occasion.clinic
            case .month: occasion.due.prefix(7) < first ? earlier : String(occasion.due.prefix(7))
            }
        }
        let rows = groups.map { Row(name: $0.key, summary: AdherenceSummary($0.value)) }
        switch grouping {
        case .rule, .clinic: return rows.sorted { $0.name < $1.name }
        case .month: return rows.sorted { ($0.name == earlier ? "" : $0.name) > ($1.name == earlier ? "" : $1.name) }
        }
    }
}
