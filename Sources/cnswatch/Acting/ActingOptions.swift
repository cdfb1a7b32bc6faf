import ArgumentParser
import ControlInterface
import Varlink

/// What every acting verb takes, and how it sends its act.
struct ActingOptions: ParsableArguments {
    @OptionGroup var service: ServiceOptions
    @Flag(help: "Only say what would change.") var dryRun = false
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    /// What is asked of the service where it is only tried out.
    var asksForDryRun: Bool? { dryRun ? true : nil }

    /// Does one act and says what became of it; with what a second person types where one is needed.
    func perform(_ method: String, _ request: some ControlMessage, second: ((ActOutcome) -> [String])? = nil) throws {
        try show(try service.call(method, request), second: second)
    }

    /// Says what became of one act.
    func show(_ outcome: ActOutcome, second: ((ActOutcome) -> [String])? = nil) throws {
        for notice in outcome.notices { Talk.say("! \(notice.message)") }
        for warning in outcome.warnings { Talk.say("! \(warning)") }
        switch output {
        case .table:
            for line in ActOutcomeText.lines(outcome, second: second?(outcome)) { try StandardOutput.line(line) }
        case .json: try OutputFormat.write(outcome)
        case .ndjson: try OutputFormat.writeLines([outcome])
        case .csv:
            for row in [ActColumns.names, ActColumns.fields(outcome)] { try StandardOutput.line(CSVText.row(row)) }
        }
    }
}
