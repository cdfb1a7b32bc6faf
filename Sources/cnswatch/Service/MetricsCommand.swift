import ArgumentParser
import ControlInterface

/// `cnswatch metrics`: what the service counts.
struct MetricsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics", abstract: "What the service counts, as OpenMetrics text.",
        discussion:
            "No patient can be told from it. For node_exporter the service writes a file itself: see `metrics` in "
            + "cnswatch.toml(5).")

    @OptionGroup var service: ServiceOptions

    func run() throws {
        try Failure.reporting {
            let report: MetricsReport = try service.call("Metrics")
            try StandardOutput.bytes(Array(report.text.utf8))
        }
    }
}
