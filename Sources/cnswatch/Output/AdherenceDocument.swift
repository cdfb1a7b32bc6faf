import ControlInterface
import JSONText
import ReportPages

/// How what was owed was kept, as programs read it: a summary of all occasions, and one for each rule, clinic and month.
struct AdherenceDocument: JSONWritable {
    /// The summary of the occasions that have something in common.
    struct Row: JSONWritable {
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
