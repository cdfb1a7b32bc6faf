import ArgumentParser
import ClinicalModel
import ControlInterface
import Terminal

/// `cnswatch questions`: shows the open questions of the roster's records.
struct QuestionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "questions", abstract: "What the records of a FHIR roster leave open, and how to answer.",
        usage: "cnswatch questions [MRN] [--limit N] [OPTION ...]",
        discussion: """
            A record that could matter and cannot be told is asked about and never guessed. Where it made no event, its patient \
            is incomplete and owes data-correction.

            To answer, record what the record does not tell, with the day of the record: cnswatch record MRN imaging mri-brain \
            negative 2026-10-20. The question is then closed, and stays so when the export is read again.
            """)

    @Argument(help: "Only those of this patient: a medical record number, or a pseudonym.") var patient: String?
    @OptionGroup var service: ServiceOptions
    @Option(help: "At most so many; a thousand by default.") var limit: Int?
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1 up.") }
    }

    func run() throws {
        try Failure.reporting {
            let report: QuestionsReport = try service.call(
                "Questions", QuestionsRequest(patient: patient, limit: limit))
            try output.render(report, rows: report.questions) {
                for notice in report.notices { StandardError.say("! \(notice.message)") }
                for line in TextTable(of: report.questions).lines { try StandardOutput.line(line) }
                try StandardOutput.flush()
                let shown = report.questions.count
                StandardError.say(
                    shown == report.total
                        ? "\(Pluralised(report.total, "question"))."
                        : "\(shown) of \(Pluralised(report.total, "question")); see more with --limit.")
            }
        }
    }
}
