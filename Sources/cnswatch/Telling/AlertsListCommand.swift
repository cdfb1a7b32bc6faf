import ArgumentParser
import ClinicalModel
import ControlInterface
import Terminal

/// `cnswatch alerts list`: the messages, which `cnswatch alerts` alone means too.
struct AlertsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The messages, the latest first; this is what alerts alone does.",
        usage: "cnswatch alerts list [--failed] [--limit N] [OPTION ...]",
        discussion: """
            A message waits until its channel has accepted it; it is dead where the channel refused it or did not take it \
            for too long, and then it has told nobody.
            """)

    @OptionGroup var service: ServiceOptions
    @Flag(help: "Only what a channel did not take: dead, or to be tried again.") var failed = false
    @Option(help: ArgumentHelp("At most so many messages.", valueName: "number")) var limit: Int?
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1 up.") }
    }

    func run() throws {
        try Failure.reporting {
            let report: AlertsReport = try service.call(
                "Alerts", AlertsRequest(failed: failed ? true : nil, limit: limit), for: output)
            // Whatever the format: a list without its banner would pass for a good one.
            for notice in report.notices { Talk.say("! \(notice.message)") }
            switch output {
            case .table: try write(report)
            case .json: try OutputFormat.write(report)
            case .ndjson: try OutputFormat.writeLines(report.messages)
            case .csv:
                try StandardOutput.line(CSVText.row(MessageColumns.names))
                for message in report.messages {
                    try StandardOutput.line(CSVText.row(MessageColumns.fields(message)))
                }
            }
        }
    }

    private func write(_ report: AlertsReport) throws {
        var table = TextTable(
            MessageColumns.headings, optional: ["SAYS"], colours: .standard,
            width: TerminalSize.ofStandardOutput?.columns)
        for message in report.messages {
            // What is dead has told nobody.
            table.add(MessageColumns.cells(message), urgency: message.state == "dead" ? "urgent" : nil)
        }
        if !table.isEmpty { try Pager.write(table.lines) }
        try StandardOutput.flush()
        let messages = Counted(report.messages.count, failed ? "message not taken" : "message", plural)
        let waiting = Counted(report.waiting, "dispatch", "dispatches").with("waits", "wait")
        Talk.say("\(messages); \(waiting) to be told, see: cnswatch next")
    }

    private var plural: String { failed ? "messages not taken" : "messages" }
}
