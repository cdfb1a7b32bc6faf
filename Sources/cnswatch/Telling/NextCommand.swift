import ArgumentParser
import ControlInterface
import Terminal

/// `cnswatch next`: what will be told.
struct NextCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "next",
        abstract: "What is told next, to whom and when; and how many items turn on which day.",
        discussion: "All of it as it will be if nothing is done, and if no new export says otherwise.")

    @OptionGroup var service: ServiceOptions
    @Option(help: ArgumentHelp("For so many days, today included.", valueName: "number")) var days: Int?
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func validate() throws {
        if let days, days < 1 { throw ValidationError("--days takes a number from 1 up.") }
    }

    func run() throws {
        try Failure.reporting {
            let report: NextReport = try service.call("Next", NextRequest(days: days), for: output)
            for notice in report.notices { Talk.say("! \(notice.message)") }
            switch output {
            case .table: for line in NextText.lines(report, colours: .standard) { try StandardOutput.line(line) }
            case .json: try OutputFormat.write(report)
            case .ndjson: try OutputFormat.writeLines([report])
            case .csv:
                try StandardOutput.line(CSVText.row(NextColumns.names))
                for row in NextColumns.rows(report) { try StandardOutput.line(CSVText.row(row)) }
            }
        }
    }
}
