import ArgumentParser
import ClinicalModel
import ControlInterface
import Terminal
import Varlink

/// `cnswatch find`: who somebody is, by a part of the name.
struct FindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Find patients by a part of the name or record number.",
        usage: "cnswatch find NAME ...",
        discussion: """
            Each word must be part of the record number or a name, or be the pseudonym; case and accents do not matter. Whoever is shown \
            stands in the audit trail, as with `show`. The exit status is 66 where nobody is found.
            """)

    @Argument(help: ArgumentHelp("Parts of the name or record number.", valueName: "word")) var words: [String]
    @OptionGroup var service: ServiceOptions
    @Option(help: "At most so many, 1 to 1000.") var limit = 25
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func validate() throws {
        guard (1...1_000).contains(limit) else { throw ValidationError("--limit takes 1 to 1000; not \(limit).") }
        if words.allSatisfy({ $0.allSatisfy { $0 == " " } }) { throw ValidationError("There is no word to look for.") }
    }

    func run() throws {
        try Failure.reporting {
            let page: PatientsPage = try service.call(
                "Patients", PatientsRequest(text: words.joined(separator: " "), limit: limit))
            for notice in page.notices { Talk.say("! \(notice.message)") }
            switch output {
            case .json: try OutputFormat.write(page)
            case .ndjson: try OutputFormat.writeLines(page.patients)
            case .csv:
                try StandardOutput.line(CSVText.row(FoundColumns.names))
                for patient in page.patients { try StandardOutput.line(CSVText.row(FoundColumns.fields(patient))) }
            case .table:
                let size = TerminalSize.ofStandardOutput
                if !page.patients.isEmpty {
                    try Pager.write(FoundColumns.table(page.patients, width: size?.columns), size)
                }
            }
            try StandardOutput.flush()
            if page.patients.isEmpty {
                throw Failure(
                    .noInput,
                    "nobody of \(Counted(page.total, "patient")) has that in the name or record number: try a shorter part of it, or see "
                        + "everybody: cnswatch due --all")
            }
            if output == .table {
                let more = page.next == nil ? "" : "; there are more: give another word, or --limit"
                Talk.say("\(Counted(page.patients.count, "patient")) found\(more). One of them: cnswatch show MRN")
            }
        }
    }
}
