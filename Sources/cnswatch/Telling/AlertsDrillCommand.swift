import ArgumentParser
import ClinicalModel
import ControlInterface

/// `cnswatch alerts drill`: a test of the way to a route's receivers.
struct AlertsDrillCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill", abstract: "Send the receivers of a route a message that is marked as a test.",
        usage: "cnswatch alerts drill ROUTE",
        discussion:
            "It goes the way of every message. Whether it arrived: cnswatch alerts, and the receivers themselves.")

    @Argument(help: "The route, by its name in the configuration.") var route: String
    @OptionGroup var service: ServiceOptions
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let report: DrillReport = try service.call("Drill", DrillRequest(route: route))
            switch output {
            case .table:
                for message in report.messages { try StandardOutput.line("message \(message)") }
                try StandardOutput.flush()
                let messages = Counted(report.messages.count, "test message").with("is", "are")
                Talk.say("\(messages) on the way; how far each came: cnswatch alerts")
            case .json: try OutputFormat.write(report)
            case .ndjson: try OutputFormat.writeLines([report])
            case .csv:
                for row in [["message"]] + report.messages.map({ ["\($0)"] }) {
                    try StandardOutput.line(CSVText.row(row))
                }
            }
        }
    }
}
