import ArgumentParser
import CivilCalendar
import ClinicalModel
import ControlInterface
import ProtocolReading
import RosterModel
import Surveillance
import Terminal
import Varlink
import WireMapping

/// `cnswatch find`: finds patients by a part of the name.
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
            for notice in page.notices { StandardError.say("! \(notice.message)") }
            let rows = page.patients.lazy.map { FoundColumns.ordered($0.fields) }
            try output.render(page, lines: page.patients, columns: FoundColumns.ordered(PatientRow.columns), rows: rows)
            {
                let size = TerminalSize.ofStandardOutput
                if !page.patients.isEmpty {
                    try Pager.write(TextTable(of: page.patients, width: size?.columns).lines, size)
                }
            }
            try StandardOutput.flush()
            if page.patients.isEmpty {
                throw Failure(
                    .noInput,
                    "nobody of \(Pluralised(page.total, "patient")) has that in the name or record number: try a shorter part of it, or see "
                        + "everybody: cnswatch due --all")
            }
            if output == .table {
                let more = page.next == nil ? "" : "; there are more: give another word, or --limit"
                StandardError.say(
                    "\(Pluralised(page.patients.count, "patient")) found\(more). One of them: cnswatch show MRN")
            }
        }
    }
}

/// `cnswatch show`: shows one patient.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One patient: who, which phase, what is owed, the history.",
        usage: "cnswatch show MRN [--as-of DATE] [OPTION ...]")

    @Argument(help: "The medical record number, or the pseudonym of a log record.") var patient: String
    @OptionGroup var service: ServiceOptions
    @OptionGroup var day: DayOption
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let summary: PatientSummary = try service.call(
                "Show", PatientRequest(patient: patient, asOf: day.asOf?.description))
            let rows = PatientColumns.rows(
                summary.person.mrn, summary.phase, summary.protocol, summary.incomplete, summary.items)
            try output.render(summary, lines: [summary], columns: PatientColumns.names, rows: rows) {
                try SummaryText.write(summary)
            }
        }
    }
}

/// `cnswatch explain`: shows why an item is owed or not.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Why a patient is owed what, when: rules, rows, arithmetic, what would change it.",
        usage:
            "cnswatch explain MRN [ITEM] [--all-rules] [OPTION ...]\ncnswatch explain MRN [ITEM] --roster FOLDER [OPTION ...]",
        discussion: "From the service, or with --roster from a roster folder without one.")

    @Argument(help: "The medical record number, or the pseudonym of a log record.") var patient: String
    @Argument(help: "Only this item, such as brain-mri.", completion: ItemWord.completion) var item: String?
    @OptionGroup var service: ServiceOptions
    @OptionGroup var options: OfflineOptions
    @Option(help: "A roster folder to work on, without the service.") var roster: String?
    @OptionGroup var codes: CodesOption
    @OptionGroup var mapping: MappingOption
    @Flag(help: "Also every rule that does not apply, and why.") var allRules = false
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func validate() throws {
        try ItemWord.check(item)
        if roster == nil, mapping.file != nil {
            throw ValidationError("--mapping goes with --roster; the service has the one that its configuration names.")
        }
        if roster == nil, !options.protocolFiles.isEmpty {
            throw ValidationError("--protocol goes with --roster; the service has its own protocol.")
        }
    }

    func run() throws {
        try Failure.reporting {
            let report = try roster.map { try explain(from: $0) } ?? fromService()
            try output.render(report) { try ExplanationText.write(report, showsAllRules: allRules) }
        }
    }

    private func fromService() throws -> ExplanationReport {
        try service.call(
            "Explain", PatientRequest(patient: patient, asOf: options.asOf?.description, item: item),
            for: output)
    }

    private func explain(from folder: String) throws -> ExplanationReport {
        let protocols = try options.protocols()
        let reading = try OfflineOptions.roster(folder, codes, by: mapping.mapping())
        let roster = reading.roster
        guard let index = roster.patients.firstIndex(where: { $0.mrn == patient }) else {
            throw Failure(.noInput, "no patient in \(folder) has this record number")
        }
        let record = roster.record(at: index)
        let explanation = Explanation(of: record, protocols, asOf: options.day)
        return ExplanationReport(
            explanation, of: record.patient, protocol: options.reference(protocols),
            item: item.flatMap { Item(rawValue: $0) }, sources: FactSources(roster, of: record), leases: [], told: [],
            sent: [],
            questions: reading.questions.filter { $0.patient == index }.map { QuestionReport($0, in: roster) },
            hold: { _ in nil })
    }
}
