import ArgumentParser
import ControlInterface

/// `cnswatch silence end`: the way back.
struct SilenceEndCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End a silence now; what it held up is told.",
        usage: "cnswatch silence end NUMBER", discussion: "The numbers: cnswatch silence list.")

    @Argument(help: "The number of the silence.") var number: Int
    @OptionGroup var service: ServiceOptions
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let report: EmptyReport = try service.call("EndSilence", EndSilenceRequest(silence: number))
            switch output {
            case .table: try StandardOutput.line("silence \(number) has ended")
            case .json: try OutputFormat.write(report)
            case .ndjson: try OutputFormat.writeLines([report])
            case .csv:
                for row in [["silence"], ["\(number)"]] { try StandardOutput.line(CSVText.row(row)) }
            }
        }
    }
}
