import ArgumentParser
import ClinicalModel
import ControlInterface
import Terminal

/// `cnswatch alerts`: shows the messages to receivers, and whether they arrive.
struct AlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts", abstract: "The messages to receivers, and how far each came; or a test of the way.",
        usage: "cnswatch alerts [--failed] [--limit N] [-o FORMAT]\ncnswatch alerts drill ROUTE",
        subcommands: [AlertsListCommand.self, AlertsDrillCommand.self], defaultSubcommand: AlertsListCommand.self)
}

/// `cnswatch alerts list`: the messages; also what `cnswatch alerts` alone runs.
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
            // Printed in every format: a list without its banner would pass for a good one.
            for notice in report.notices { StandardError.say("! \(notice.message)") }
            try output.render(report, rows: report.messages) { try write(report) }
        }
    }

    private func write(_ report: AlertsReport) throws {
        let table = TextTable(of: report.messages, width: TerminalSize.ofStandardOutput?.columns)
        if !table.isEmpty { try Pager.write(table.lines) }
        try StandardOutput.flush()
        let messages = Pluralised(report.messages.count, failed ? "message not taken" : "message", plural)
        let waiting = Pluralised(report.waiting, "dispatch", "dispatches").with("waits", "wait")
        StandardError.say("\(messages); \(waiting) to be told, see: cnswatch next")
    }

    private var plural: String { failed ? "messages not taken" : "messages" }
}

/// `cnswatch alerts drill`: sends a test message to a route's receivers.
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
            try output.render(report, lines: [report], columns: ["message"], rows: report.messages.map { ["\($0)"] }) {
                for message in report.messages { try StandardOutput.line("message \(message)") }
                try StandardOutput.flush()
                let messages = Pluralised(report.messages.count, "test message").with("is", "are")
                StandardError.say("\(messages) on the way; how far each came: cnswatch alerts")
            }
        }
    }
}

/// `cnswatch next`: shows the notifications to come.
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
            for notice in report.notices { StandardError.say("! \(notice.message)") }
            try output.render(report, lines: [report], columns: NextColumns.names, rows: NextColumns.rows(report)) {
                for line in NextText.lines(report, colours: .standard) { try StandardOutput.line(line) }
            }
        }
    }
}

/// The pending notifications and the turns, for people.
enum NextText {
    static func lines(_ report: NextReport, colours: Colours) -> [String] {
        var tellings = TextTable(["WHEN", "RECEIVER", "ITEMS", "WORST", "WHY NOT NOW"], colours: colours)
        for telling in report.tellings {
            tellings.add(
                [
                    ClinicZone.instant(telling.at), telling.receiver, "\(telling.items)", telling.worst,
                    telling.delay ?? "",
                ], urgency: telling.worst)
        }
        var turns = TextTable(["DAY", "OPENING", "DUE", "OVERDUE"], colours: colours)
        for turn in report.turns { turns.add([turn.date, "\(turn.opening)", "\(turn.due)", "\(turn.overdue)"]) }
        return (tellings.isEmpty ? ["Nothing waits to be told."] : tellings.lines) + [""]
            + (turns.isEmpty ? ["No item opens, falls due or goes overdue."] : turns.lines)
    }
}
