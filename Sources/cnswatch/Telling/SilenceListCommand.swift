import ArgumentParser
import ClinicalModel
import ControlInterface
import Terminal

/// `cnswatch silence list`: the silences that hold.
struct SilenceListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The silences that hold: what, by whom, until when, why.")

    @OptionGroup var service: ServiceOptions
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let report: SilencesReport = try service.call("Silences", for: output)
            switch output {
            case .table: try write(report.silences)
            case .json: try OutputFormat.write(report)
            case .ndjson: try OutputFormat.writeLines(report.silences)
            case .csv:
                try StandardOutput.line(CSVText.row(SilenceColumns.names))
                for silence in report.silences {
                    try StandardOutput.line(CSVText.row(SilenceColumns.fields(silence)))
                }
            }
        }
    }

    private func write(_ silences: [SilenceReport]) throws {
        var table = TextTable(
            SilenceColumns.headings, colours: .standard, width: TerminalSize.ofStandardOutput?.columns)
        for silence in silences { table.add(SilenceColumns.cells(silence)) }
        if !table.isEmpty { for line in table.lines { try StandardOutput.line(line) } }
        try StandardOutput.flush()
        Talk.say(
            silences.isEmpty
                ? "No silence holds."
                : "\(Counted(silences.count, "silence").with("holds", "hold")), emergencies excepted.")
    }
}
