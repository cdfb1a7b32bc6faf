import ArgumentParser
import ControlInterface
import Terminal

/// `cnswatch route`: which receivers are notified of what.
struct RouteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route", abstract: "Try out who would be told of a patient.", subcommands: [RouteTestCommand.self])
}

/// `cnswatch route test`: shows who would be notified of a patient, when and why.
struct RouteTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Who would be told of what a patient is owed, when and why; nobody is.",
        usage: "cnswatch route test MRN [--at TIME]")

    @Argument(help: "The medical record number, or the pseudonym of a log record.") var patient: String
    @Option(
        help: ArgumentHelp("The time at the clinic; now by default.", valueName: "YYYY-MM-DD HH:MM"),
        transform: DayOrMoment.read)
    var at: String?
    @OptionGroup var service: ServiceOptions
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let page: RouteTestPage = try service.call("RouteTest", RouteTestRequest(patient: patient, at: at))
            for notice in page.notices { StandardError.say("! \(notice.message)") }
            try output.render(page, rows: page.rows) { try write(page) }
        }
    }

    private func write(_ page: RouteTestPage) throws {
        let table = TextTable(of: page.rows)
        if !table.isEmpty { for line in table.lines { try StandardOutput.line(line) } }
        try StandardOutput.flush()
        StandardError.say(
            page.rows.contains(where: \.matches)
                ? "Tried out as of \(page.asOf): nothing was sent."
                : "Nobody would be told of this patient, as of \(page.asOf).")
    }
}
