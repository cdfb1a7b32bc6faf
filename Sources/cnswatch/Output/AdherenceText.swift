import ReportPages
import Terminal

/// How what was owed was kept, as people read it: a sentence, then a table by rule, by clinic and by month.
struct AdherenceText {
    let lines: [String]

    init(_ document: AdherenceDocument, colours: Colours = .standard, width: Int?) {
        guard let all = document.rows.first?.summary, all.judged + all.early > 0 else {
            lines = ["Nothing that matches was owed and is over."]
            return
        }
        lines =
            [AdherenceText.sentence(all)]
            + AdherenceTables.Grouping.allCases.flatMap { grouping in
                [""]
                    + AdherenceText.table(grouping, document.rows.filter { $0.by == grouping.rawValue }, colours, width)
            }
    }

    private static func sentence(_ all: AdherenceSummary) -> String {
        let share = all.percentInside.map { "\($0) % done inside the window" } ?? "nothing to judge"
        let median = all.medianDaysFromDue.map { ", in the middle \(words($0))" } ?? ""
        return
            "\(share)\(median): \(all.inside) inside, \(all.late) late, \(all.missed) missed, \(all.overdue) overdue now."
    }

    private static func words(_ days: Int) -> String {
        if days == 0 { return "on the due date" }
        return "\(abs(days)) \(abs(days) == 1 ? "day" : "days") \(days > 0 ? "after" : "before") the due date"
    }

    private static func table(
        _ grouping: AdherenceTables.Grouping, _ rows: [AdherenceDocument.Row], _ colours: Colours, _ width: Int?
    ) -> [String] {
        var table = TextTable(
            [heading(grouping), "INSIDE", "JUDGED", "LATE", "MISSED", "OVERDUE", "EARLY", "MEDIAN"], colours: colours,
            width: width)
        for row in rows {
            let summary = row.summary
            table.add(
                [row.name.isEmpty ? "none recorded" : row.name, summary.percentInside.map { "\($0) %" } ?? "-"]
                    + [summary.judged, summary.late, summary.missed, summary.overdue, summary.early].map {
                        $0 == 0 ? "-" : "\($0)"
                    } + [summary.medianDaysFromDue.map { $0 > 0 ? "+\($0) d" : "\($0) d" } ?? "-"])
        }
        return table.lines
    }

    private static func heading(_ grouping: AdherenceTables.Grouping) -> String {
        switch grouping {
        case .rule: "RULE"
        case .clinic: "CLINIC"
        case .month: "DUE IN"
        }
    }
}
