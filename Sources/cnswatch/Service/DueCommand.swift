import ArgumentParser
import ControlInterface
import Varlink

/// `cnswatch due`: the work-list.
struct DueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: "The work-list: who is owed what, most urgent first.",
        usage: "cnswatch due [--within 30d] [--clinic NAME] [OPTION ...]",
        discussion: """
            By default what is due-soon, due or overdue.

            In csv, a text that a spreadsheet would run as a formula stands behind an apostrophe.
            """)

    @OptionGroup var service: ServiceOptions
    @OptionGroup var filter: DueFilter
    @OptionGroup var day: DayOption
    @Option(help: "At most so many rows.") var limit: Int?
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let connection = try service.connect()
            defer { connection.close() }
            let request = filter.request(asOf: day.asOf)
            switch output {
            case .table:
                // Columns and groups need to know all rows.
                let list = try WorkList(request, limit: limit, over: connection)
                tell(list.page.notices)
                try DueTable.write(list.page, rows: list.rows)
            case .json:
                var document = DueDocument()
                try forEachPage(of: request, over: connection) { try document.add($0) }
                try document.end()
            case .ndjson: try forEachPage(of: request, over: connection) { try OutputFormat.writeLines($0.rows) }
            case .csv:
                var names: String? = CSVText.row(DueColumns.names)
                try forEachPage(of: request, over: connection) { page in
                    if let names = names.take() { try StandardOutput.line(names) }
                    for row in page.rows { try StandardOutput.line(CSVText.row(DueColumns.fields(row))) }
                }
            }
        }
    }

    /// Writes page after page, each before the next one is asked for.
    private func forEachPage(
        of request: DueRequest, over connection: ClientConnection, _ body: (DuePage) throws -> Void
    ) throws {
        var isFirst = true
        try WorkListPages(request: request, limit: limit, reading: .rowByRow).forEach(over: connection) { page in
            if isFirst { tell(page.notices) }
            isFirst = false
            try body(page)
            try StandardOutput.flush()
        }
    }

    /// Whatever the format: a list without its banner would pass for a good one.
    private func tell(_ notices: [Notice]) {
        for notice in notices { Talk.say("! \(notice.message)") }
    }
}
