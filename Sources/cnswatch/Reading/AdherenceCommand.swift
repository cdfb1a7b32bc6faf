import ArgumentParser
import CivilCalendar
import ClinicalModel
import ControlInterface
import HTMLReport
import Terminal
import Varlink

/// `cnswatch adherence`: shows how the occasions that are over were kept.
struct AdherenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adherence",
        abstract: "How what was owed was kept: by rule, clinic and month.",
        usage: "cnswatch adherence [--since DATE] [--clinic NAME] [OPTION ...]",
        discussion: """
            An occasion is one time that an item was owed. INSIDE is the share of those judged that were done in their window; \
            judged are also those done late, missed, and overdue now. What was done early, before its window opened, was done for \
            another reason and is not judged. MEDIAN is of what was done, in days from the due date.

            It is found by planning again as of each day on which something was recorded, by the protocol of today: what was \
            entered late or done elsewhere it cannot know.
            """)

    @OptionGroup var service: ServiceOptions
    @OptionGroup var day: DayOption
    @Option(
        help: ArgumentHelp("From this day on; two years back by default.", valueName: "YYYY-MM-DD"),
        transform: AsOf.day)
    var since: CivilDate?
    @Option(help: "Only this clinic.") var clinic: String?
    @Option(help: "Only this item, such as brain-mri.", completion: ItemWord.completion) var item: String?
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func validate() throws { try ItemWord.check(item) }

    func run() throws {
        try Failure.reporting {
            let adherence = try judged()
            for notice in adherence.notices { StandardError.say("! \(notice.message)") }
            let document = AdherenceDocument(adherence)
            try output.render(document, rows: document.rows) {
                let size = TerminalSize.ofStandardOutput
                try Pager.write(AdherenceText(document, width: size?.columns).lines, size)
                try StandardOutput.flush()
                StandardError.say(
                    "From \(adherence.since) to \(adherence.asOf), by protocol \(adherence.protocol.id) "
                        + "\(adherence.protocol.version), of \(Pluralised(adherence.patients, "patient"))."
                        + (adherence.undated == 0
                            ? ""
                            : " Done on a day that the record does not tell, and not judged: \(adherence.undated)."))
            }
        }
    }

    private func judged() throws -> AdherencePage {
        let connection = try service.connect()
        var bar = ProgressBar()
        defer {
            bar.end()
            connection.close()
        }
        let request = AdherenceRequest(
            asOf: day.asOf?.description, since: since?.description, clinic: clinic, item: item)
        return try ServiceSource(connection: connection).adherence(request) { done, total in
            bar.show("\(done) of \(Pluralised(total, "patient"))", done: done, of: total)
        }
    }
}
