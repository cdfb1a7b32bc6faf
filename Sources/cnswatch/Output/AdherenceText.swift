import ControlInterface
import HTMLReport
import JSONText
import Terminal

/// Adherence for people: a sentence, then a table by rule, by clinic and by month.
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

/// Adherence for programs: a summary of all occasions, and one for each rule, clinic and month.
struct AdherenceDocument: JSONWritable {
    /// The summary of a group of occasions.
    struct Row: ColumnRow {
        /// `all`, `rule`, `clinic` or `month`.
        let by: String
        let name: String
        let summary: AdherenceSummary

        static let columns = ["by", "name"] + members.map { "\($0.name)" }

        private static let members: [(name: StaticString, value: @Sendable (AdherenceSummary) -> Int?)] = [
            ("judged", { $0.judged }), ("inside", { $0.inside }), ("late", { $0.late }), ("missed", { $0.missed }),
            ("overdue", { $0.overdue }), ("early", { $0.early }), ("percentInside", { $0.percentInside }),
            ("medianDaysFromDue", { $0.medianDaysFromDue }),
        ]

        var fields: [String] { [by, name] + Row.members.map { $0.value(summary).map(String.init) ?? "" } }

        func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("by", by)
            writer.member("name", name)
            for member in Row.members { writer.member(member.name, member.value(summary)) }
            writer.endObject()
        }
    }

    let adherence: AdherencePage
    let rows: [Row]

    init(_ adherence: AdherencePage) {
        self.adherence = adherence
        let tables = AdherenceTables(adherence)
        rows =
            [Row(by: "all", name: "", summary: tables.all)]
            + AdherenceTables.Grouping.allCases.flatMap { grouping in
                tables[grouping].map { Row(by: grouping.rawValue, name: $0.name, summary: $0.summary) }
            }
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("schemaVersion", 1)
        writer.member("asOf", adherence.asOf)
        writer.member("since", adherence.since)
        writer.member("protocol", adherence.protocol)
        writer.member("patients", adherence.patients)
        writer.member("undated", adherence.undated)
        writer.member("rows", rows)
        writer.member("notices", adherence.notices)
        writer.endObject()
    }
}
