import ArgumentParser
import CivilCalendar
import ClinicalModel
import ControlInterface
import Terminal

/// `cnswatch forecast`: shows what will be needed, week by week.
struct ForecastCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast", abstract: "What will be needed, week by week: booked, not booked, and projected.",
        usage: "cnswatch forecast [--weeks N] [--clinic NAME] [OPTION ...]",
        discussion: """
            Every item that is owed is counted once: in the week of its appointment, or of its due date where it has none; what \
            was due before the first week and is not booked stands in the line `before`. Projected is what follows if all that is \
            owed is done on its day and finds nothing new; decisions and biopsies are not projected.
            """)

    @OptionGroup var service: ServiceOptions
    @OptionGroup var day: DayOption
    @Option(help: "How many weeks, 1 to 104.") var weeks = 26
    @Option(help: "Only this clinic.") var clinic: String?
    @Option(help: "Only this item, such as brain-mri.", completion: ItemWord.completion) var item: String?
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func validate() throws {
        guard (1...104).contains(weeks) else { throw ValidationError("--weeks takes 1 to 104; not \(weeks).") }
        try ItemWord.check(item)
    }

    func run() throws {
        try Failure.reporting {
            let report: ForecastReport = try service.follow(
                "Forecast",
                ForecastRequest(asOf: day.asOf?.description, weeks: weeks, clinic: clinic, item: item)
            ) { report in
                ("\(report.done ?? 0) of \(Pluralised(report.patients, "patient"))", report.done, report.patients)
            }
            for notice in report.notices { StandardError.say("! \(notice.message)") }
            try output.render(report, rows: report.rows) {
                let size = TerminalSize.ofStandardOutput
                try Pager.write(ForecastText(report, width: size?.columns).lines, size)
                try StandardOutput.flush()
                StandardError.say(
                    "As of \(report.asOf), by protocol \(report.protocol.id) \(report.protocol.version)"
                        + (report.later == 0 ? "." : "; \(report.later) owed later than these weeks."))
            }
        }
    }
}
