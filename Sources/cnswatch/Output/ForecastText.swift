import CivilCalendar
import ControlInterface
import Terminal

/// A forecast for people: for each item the weeks as bars with their numbers, then its sums by clinic.
struct ForecastText {
    private static let barWidth = 40

    /// The need for one item in one line: a week, or a clinic.
    private struct Need {
        var booked = 0
        var unbooked = 0
        var projected = 0
        var sum: Int { booked + unbooked + projected }

        static func + (need: Need, row: ForecastRow) -> Need {
            Need(
                booked: need.booked + row.booked, unbooked: need.unbooked + row.unbooked,
                projected: need.projected + row.projected)
        }

        /// A bar of its parts, `scale` units per column; a part above zero is always visible.
        func bar(_ scale: Int) -> String {
            zip([booked, unbooked, projected], ["#", "=", "."]).map { count, mark in
                String(repeating: mark, count: (count + scale - 1) / scale)
            }.joined()
        }
    }

    let lines: [String]

    /// - Parameter width: the columns of the terminal; nil for no limit.
    init(_ report: ForecastReport, width: Int? = nil) {
        let items = Set(report.rows.map(\.item)).sorted()
        guard let first = CivilDate(report.firstWeek), !items.isEmpty else {
            lines = ["Nothing is expected that matches."]
            return
        }
        let weeks: [String?] = [nil] + (0..<report.weeks).map { "\(first + .days(7 * $0))" }
        lines =
            items.flatMap { item -> [String] in
                let rows = report.rows.filter { $0.item == item }
                let byWeek = Dictionary(grouping: rows, by: \.week).mapValues { $0.reduce(Need(), +) }
                let scale = max(
                    1, ((byWeek.values.map(\.sum).max() ?? 0) + ForecastText.barWidth - 1) / ForecastText.barWidth)
                // Weeks after the last need are omitted.
                let last = weeks.lastIndex { byWeek[$0] != nil } ?? 0
                return ForecastText.table(
                    "WEEK OF",
                    weeks[...last].filter { $0 != nil || byWeek[nil] != nil }.map {
                        ($0 ?? "before", byWeek[$0] ?? Need())
                    },
                    titled: "\(item)\(scale > 1 ? ", one mark for \(scale)" : "")", scale: scale, width: width)
                    + ForecastText.table(
                        "CLINIC",
                        Dictionary(grouping: rows, by: \.clinic).mapValues { $0.reduce(Need(), +) }
                            .sorted { $0.key < $1.key }.map { ($0.key.isEmpty ? "none recorded" : $0.key, $0.value) },
                        titled: nil, scale: nil, width: width) + [""]
            }
            + TerminalText.wrapped(
                "# booked   = owed, not booked   . projected, if what is owed is done on its day and finds nothing new",
                to: width ?? .max)
    }

    private static func table(
        _ heading: String, _ needs: [(name: String, need: Need)], titled title: String?, scale: Int?, width: Int?
    ) -> [String] {
        let figures = ["ALL", "BOOKED", "UNBOOKED", "PROJECTED"].map { TextTable.Column($0) }
        var table = TextTable(
            [.init(heading, .cut(10))] + figures + [.init("", .cut(10), isOptional: true)], colours: .standard,
            width: width)
        for (name, need) in needs {
            table.add(
                [name] + [need.sum, need.booked, need.unbooked, need.projected].map { $0 == 0 ? "-" : "\($0)" }
                    + [scale.map(need.bar) ?? ""])
        }
        return [title ?? ""] + table.lines
    }
}
