import ArgumentParser
import ControlInterface
import Varlink

/// `cnswatch due`: the work-list.
struct DueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: "The work-list: who is owed what, most urgent first.",
        discussion: """
            By default what is due-soon, due or overdue.

            In csv, a text that a spreadsheet would run as a formula stands behind an apostrophe.
            """)

    @OptionGroup var service: ServiceOptions
    @OptionGroup var filter: DueFilter
    @OptionGroup var day: DayOption
    @Option(help: "At most so many rows.") var limit: Int?
    @Option(name: .shortAndLong, help: "table, json, ndjson or csv.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let connection = try service.connect()
            defer { connection.close() }
            let list = try WorkList(filter.request(asOf: day.asOf), limit: limit, over: connection)
            let (page, rows) = (list.page, list.rows)
            // Whatever the format: a list without its banner would pass for a good one.
            for notice in page.notices { Talk.say("! \(notice.message)") }
            switch output {
            case .table: try DueTable.write(page, rows: rows)
            case .json:
                var whole = page
                whole.rows = rows
                whole.next = nil
                try OutputFormat.write(whole)
            case .ndjson: try OutputFormat.writeLines(rows)
            case .csv:
                try StandardOutput.line(CSVText.row(DueColumns.names))
                for row in rows { try StandardOutput.line(CSVText.row(DueColumns.fields(row))) }
            }
        }
    }
}
