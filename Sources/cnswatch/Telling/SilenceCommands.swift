import ArgumentParser
import ClinicalModel
import ControlInterface
import Surveillance
import Terminal

/// `cnswatch silence`: holds notifications back for a time.
struct SilenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence", abstract: "Have a clinic, a clinician, an item or an urgency told of only later.",
        usage: "cnswatch silence --clinic North --until DAY --reason TEXT\n"
            + "cnswatch silence list\ncnswatch silence end NUMBER",
        subcommands: [SilenceAddCommand.self, SilenceListCommand.self, SilenceEndCommand.self],
        defaultSubcommand: SilenceAddCommand.self)
}

/// `cnswatch silence add`: adds a silence; also what `cnswatch silence` alone runs.
struct SilenceAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Silence what matches; this is what silence alone does.",
        usage: "cnswatch silence add [--clinic NAME] [--clinician NAME] [--urgency WORD]\n"
            + "                     [--item ITEM] --until DAY --reason TEXT",
        discussion: """
            What matches all that is given is told once the last day is over; it stays on every list, with its dates and \
            its status as they are. An emergency is told at once all the same. One patient's item is for: cnswatch snooze
            """)

    @Option(help: ArgumentHelp("Only this clinic; may be repeated.", valueName: "name")) var clinic: [String] = []
    @Option(help: ArgumentHelp("Only this clinician; may be repeated.", valueName: "name"))
    var clinician: [String] = []
    @Option(
        help: ArgumentHelp("Only this urgency, such as routine; may be repeated.", valueName: "word"),
        completion: .list(Urgency.allCases.map(\.rawValue)))
    var urgency: [String] = []
    @Option(
        help: ArgumentHelp("Only this item, such as mammogram; may be repeated.", valueName: "item"),
        completion: ItemWord.completion, transform: ItemWord.read)
    var item: [String] = []
    @Flag(help: "Everything but emergencies, of every clinic.") var all = false
    @Option(
        help: ArgumentHelp(
            "The last day on which it holds, or how long from today.", valueName: "YYYY-MM-DD or 2w"),
        transform: DayOrInterval.read)
    var until: String
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
    @OptionGroup var service: ServiceOptions
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func validate() throws {
        if let wrong = urgency.first(where: { Urgency(rawValue: $0) == nil }) {
            let words = Urgency.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("There is no urgency \(TerminalText.visible(wrong)). The urgencies: \(words).")
        }
        let isEmpty = [clinic, clinician, urgency, item].allSatisfy(\.isEmpty)
        if isEmpty, !all {
            throw ValidationError(
                "Say what is to be silenced, with --clinic, --clinician, --urgency or --item; or --all for everything "
                    + "but emergencies.")
        }
        if all, !isEmpty {
            throw ValidationError("--all is everything, and the other filters are less: give one or the other.")
        }
    }

    func run() throws {
        try Failure.reporting {
            let outcome: SilenceOutcome = try service.call("Silence", request)
            let row = ["\(outcome.silence)", outcome.until]
            try output.render(outcome, lines: [outcome], columns: ["silence", "until"], rows: [row]) {
                try StandardOutput.line("silence \(outcome.silence) until \(outcome.until), emergencies excepted")
                try StandardOutput.line("to end it: cnswatch silence end \(outcome.silence)")
            }
        }
    }

    private var request: SilenceRequest {
        func list(_ words: [String]) -> [String]? { words.isEmpty ? nil : words }
        return SilenceRequest(
            clinics: list(clinic), clinicians: list(clinician), urgencies: list(urgency), items: list(item),
            until: until, reason: reason)
    }
}

/// `cnswatch silence list`: the silences in force.
struct SilenceListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The silences that hold: what, by whom, until when, why.")

    @OptionGroup var service: ServiceOptions
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let report: SilencesReport = try service.call("Silences", for: output)
            try output.render(report, rows: report.silences) { try write(report.silences) }
        }
    }

    private func write(_ silences: [SilenceReport]) throws {
        let table = TextTable(of: silences, width: TerminalSize.ofStandardOutput?.columns)
        if !table.isEmpty { for line in table.lines { try StandardOutput.line(line) } }
        try StandardOutput.flush()
        StandardError.say(
            silences.isEmpty
                ? "No silence holds."
                : "\(Pluralised(silences.count, "silence").with("holds", "hold")), emergencies excepted.")
    }
}

/// `cnswatch silence end`: ends a silence.
struct SilenceEndCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End a silence now; what it held up is told.",
        usage: "cnswatch silence end NUMBER", discussion: "The numbers: cnswatch silence list.")

    @Argument(help: "The number of the silence.") var number: Int
    @OptionGroup var service: ServiceOptions
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let report: EmptyReport = try service.call("EndSilence", EndSilenceRequest(silence: number))
            try output.render(report, lines: [report], columns: ["silence"], rows: [["\(number)"]]) {
                try StandardOutput.line("silence \(number) has ended")
            }
        }
    }
}
