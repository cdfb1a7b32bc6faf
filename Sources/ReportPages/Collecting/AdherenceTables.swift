import ControlInterface

/// How occasions were kept: all together, and by rule, clinic and month.
public struct AdherenceTables: Sendable {
    /// By what occasions are put together.
    public enum Grouping: String, CaseIterable, Sendable {
        /// The rule that led.
        case rule
        /// The clinic of the patient.
        case clinic
        /// The month in which it was due, `YYYY-MM`; `earlier` for what was due before the first of them and ended in them.
        case month
    }

    /// The name of what was due in an earlier month than the first.
    public static let earlier = "earlier"

    /// The summary of those that have something in common.
    public struct Row: Hashable, Sendable {
        /// What they have in common; empty for a clinic that is not recorded.
        public let name: String
        /// How they were kept.
        public let summary: AdherenceSummary
    }

    /// All of them.
    public let all: AdherenceSummary
    private let tables: [Grouping: [Row]]

    /// The tables of the occasions of a page that holds all of them.
    public init(_ adherence: AdherencePage) {
        let (occasions, first) = (adherence.occasions, String(adherence.since.prefix(7)))
        all = AdherenceSummary(occasions)
        tables = Dictionary(
            uniqueKeysWithValues: Grouping.allCases.map { grouping in
                (grouping, AdherenceTables.rows(occasions, grouping, from: first))
            })
    }

    /// The rows of a table: rules and clinics by name, of months the latest first.
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
