import ArgumentParser
import CivilCalendar
import ClinicalModel
import ControlInterface
import Terminal
import Varlink

/// `cnswatch census`: shows all patients by protocol and phase.
struct CensusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "census", abstract: "Where all patients stand; the phases sum to the roster.",
        usage: "cnswatch census [--as-of DATE] [OPTION ...]")

    @OptionGroup var service: ServiceOptions
    @OptionGroup var day: DayOption
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let census: CensusReport = try service.call("Census", CensusRequest(asOf: day.asOf?.description))
            let rows = census.protocols.flatMap { part in
                part.phases.map { [part.protocol, $0.word, "\($0.count)"] }
            }
            try output.render(census, lines: [census], columns: ["protocol", "phase", "count"], rows: rows) {
                for notice in census.notices { StandardError.say("! \(notice.message)") }
                // Where one protocol speaks for all, the column would only repeat it.
                let isOfOne = Set(rows.map(\.[0])).count < 2
                func shown(_ row: [String]) -> [String] { isOfOne ? Array(row.dropFirst()) : row }
                var table = TextTable(shown(["PROTOCOL", "PHASE", "PATIENTS"]), colours: .standard)
                for row in rows { table.add(shown([row[0].isEmpty ? "none" : row[0]] + row.dropFirst())) }
                table.add(isOfOne ? ["all", "\(census.total)"] : ["all", "", "\(census.total)"])
                for line in table.lines { try StandardOutput.line(line) }
                try StandardOutput.line("")
                var items = TextTable(["ITEMS OWED", "COUNT"], colours: .standard)
                for count in census.statuses + census.urgencies { items.add([count.word, "\(count.count)"]) }
                for line in items.lines { try StandardOutput.line(line) }
                StandardError.say(
                    "As of \(census.asOf): \(census.incomplete) with rows set aside, \(census.absent) not in the export."
                )
            }
        }
    }
}

/// `cnswatch status`: shows the state of the service.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "How the service is: roster, protocol, last evaluation, faults.")

    @OptionGroup var service: ServiceOptions
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let status: StatusReport = try service.call("Status")
            try output.render(status) {
                ClinicZone.adopt(status.timeZone)
                for line in StatusText.lines(status) { try StandardOutput.line(TerminalText.visible(line)) }
            }
        }
    }
}

/// `cnswatch reload`: reads the roster again.
struct ReloadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload", abstract: "Have the service read the roster again now.",
        discussion: "The exit status is 65 where the new roster is refused; the last good one stays in force.")

    @Flag(
        help: """
            Take an export that is refused for what it lost or changed at once. Only root may; the audit trail names it.
            """)
    var acceptChanges = false

    @OptionGroup var service: ServiceOptions
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let report: ReloadReport = try service.follow(
                "Reload", ReloadRequest(acceptChanges: acceptChanges ? true : nil)
            ) { report in
                let words = report.done.map { "\($0) of \(Pluralised(report.patients, "patient"))" }
                return (words ?? "reading the roster", report.done, report.patients)
            }
            try output.render(report) {
                try StandardOutput.line(
                    "\(report.outcome): \(Pluralised(report.patients, "patient")), \(report.changed) changed, \(report.vanished) vanished, "
                        + "\(report.returned) returned, \(Pluralised(report.rejectedRows, "row")) set aside")
            }
            if report.outcome == "refused" {
                throw Failure(
                    .faultyData,
                    "the new roster is refused and the last good one stays in force:\n"
                        + report.reasons.joined(separator: "\n"))
            }
        }
    }
}

/// `cnswatch metrics`: prints the service's counters.
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
