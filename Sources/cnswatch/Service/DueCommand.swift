import ArgumentParser
import CivilCalendar
import ClinicalModel
import ControlInterface
import JSONText
import Surveillance
import Varlink

/// The filters of a work-list, for `due` and `watch`.
struct DueFilter: ParsableArguments {
    @Option(help: ArgumentHelp("Also what falls due within this time.", valueName: "30d"))
    var within: String?
    @Option(help: "Only this status: upcoming, due-soon, due or overdue; may be repeated.") var status: [String] = []
    @Option(help: "Only this clinic.") var clinic: String?
    @Option(help: "Only this item, such as brain-mri.") var item: String?
    @Flag(help: "Only what has no appointment.") var unbooked = false
    @Flag(help: "Everything that is owed, upcoming items included.") var all = false
    @Option(help: ArgumentHelp("The day; the service's own by default.", valueName: "YYYY-MM-DD"), transform: AsOf.day)
    var asOf: CivilDate?

    func validate() throws {
        if let within, Interval(within).map({ $0.count >= 0 }) != true {
            throw ValidationError("--within takes 1 to 3 digits and d, w or m, such as 30d; not \(within).")
        }
        if let wrong = status.first(where: { ItemStatus(rawValue: $0) == nil }) {
            let words = ItemStatus.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("There is no status \(wrong). The statuses: \(words).")
        }
        if let item, Item(rawValue: item) == nil {
            throw ValidationError(
                "There is no item \(item). The items: \(Item.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
    }

    var request: DueRequest {
        DueRequest(
            asOf: asOf?.description, within: within, statuses: status.isEmpty ? nil : status, clinic: clinic,
            item: item,
            unbooked: unbooked ? true : nil, all: all ? true : nil)
    }
}

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
    @Option(help: "At most so many rows.") var limit: Int?
    @Option(name: .shortAndLong, help: "table, json, ndjson or csv.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let (page, rows) = try fetch()
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

    /// All pages, over one connection.
    private func fetch() throws -> (DuePage, [DueRow]) {
        let connection = try service.connect()
        defer { connection.close() }
        var request = filter.request
        request.limit = limit ?? 10_000
        var rows: [DueRow] = []
        while true {
            let page: DuePage = try ServiceOptions.read {
                () throws(ClientError) in try connection.call("\(ControlInterface.name).Due", request)
            }
            rows += page.rows
            guard let next = page.next, limit.map({ rows.count < $0 }) ?? true else { return (page, rows) }
            request.after = next
            request.limit = limit.map { $0 - rows.count } ?? 10_000
        }
    }
}
