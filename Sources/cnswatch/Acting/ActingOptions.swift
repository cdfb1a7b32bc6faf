import ArgumentParser
import ClinicalModel
import ControlInterface
import Glibc
import Terminal
import Varlink

/// The options of every acting verb, and how it sends its act.
struct ActingOptions: ParsableArguments {
    @OptionGroup var service: ServiceOptions
    @Flag(help: "Only say what would change.") var dryRun = false
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    /// The `dryRun` member of the request: true for a trial, else nil.
    var asksForDryRun: Bool? { dryRun ? true : nil }

    /// Does one act and shows its outcome, with the command for the second person if one is needed.
    func perform(_ method: String, _ request: some ControlMessage, second: ((ActOutcome) -> [String])? = nil) throws {
        try show(try service.call(method, request), second: second)
    }

    /// Shows the outcome of one act.
    func show(_ outcome: ActOutcome, second: ((ActOutcome) -> [String])? = nil) throws {
        for notice in outcome.notices { StandardError.say("! \(notice.message)") }
        for warning in outcome.warnings { StandardError.say("! \(warning)") }
        try output.render(outcome, lines: [outcome], columns: ActColumns.names, rows: [ActColumns.fields(outcome)]) {
            for line in ActOutcomeText.lines(outcome, second: second?(outcome)) { try StandardOutput.line(line) }
        }
    }
}

/// Filters in place of a patient and an item: the verb acts on every matching row of the work-list.
struct BulkOptions: ParsableArguments {
    @OptionGroup(title: "INSTEAD OF A PATIENT AND AN ITEM, every row of the work-list that matches") var filter:
        DueFilter
    @Flag(name: .shortAndLong, help: "Do not ask before acting on a whole list.") var yes = false

    /// Throws unless all these words are given without a filter, or filters with only the last word.
    func check(_ words: [(name: String, value: String?)], ofEach: [String] = []) throws {
        let given = words.compactMap(\.value).count
        if filter.isEmpty {
            guard given < words.count else { return }
            let missing = words[given...].map(\.name).joined(separator: " and ")
            throw ValidationError(
                "\(missing) is missing: name \(words.map(\.name).joined(separator: ", ")); or give filters, such as "
                    + "--clinic North --status overdue, to act on a whole list.")
        }
        guard given == ofEach.count else {
            throw ValidationError(
                "With filters, which stand for a patient and an item, write "
                    + (ofEach.isEmpty ? "no other words." : "only \(ofEach.joined(separator: ", ")) beside them."))
        }
    }
}

/// An act on every row of a work-list, each in a call of its own: a refusal for one does not stop the others.
struct BulkAct {
    /// The act in words, such as `snooze until 2w`.
    let words: String
    let bulk: BulkOptions
    let options: ActingOptions
    /// The command that the second person types for a row, if one is needed.
    var second: ((ActOutcome) -> [String])?

    /// Shows the list, asks, and acts on each row.
    func run(_ act: (DueRow, ClientConnection) throws -> ActOutcome) throws {
        try requireSomebodyToAsk()
        let connection = try options.service.connect()
        defer { connection.close() }
        let list = try WorkList(bulk.filter.request(), over: connection)
        for notice in list.page.notices { StandardError.say("! \(notice.message)") }
        if options.output == .table || list.rows.isEmpty { try DueTable.write(list.page, rows: list.rows) }
        guard !list.rows.isEmpty, try isConfirmed(list.rows.count) else { return }
        var outcomes: [ActOutcome] = []
        var failures = 0
        for row in list.rows {
            do {
                let outcome = try act(row, connection)
                outcomes.append(outcome)
                try tell(outcome, of: row, isFirst: outcomes.count == 1)
            } catch let failure as Failure where failure.kind == .faultyData || failure.kind == .noInput {
                failures += 1
                StandardError.say("! \(row.mrn) \(row.item.item): \(failure.message)")
            } catch let failure as Failure {
                let done = "\(outcomes.count) of \(Pluralised(list.rows.count, "item"))"
                throw Failure(failure.kind, "\(failure.message)\n\(words): \(done) \(verb) before that.")
            }
        }
        if options.output == .json { try OutputFormat.write(outcomes) }
        let sum = "\(words): \(outcomes.count) of \(Pluralised(list.rows.count, "item")) \(verb)"
        guard failures == 0 else { throw Failure(.faultyData, "\(sum), \(failures) refused: see above.") }
        try StandardOutput.flush()
        StandardError.say("\(sum).")
    }

    private var verb: String { options.dryRun ? "tried out, nothing done" : "done" }

    /// Refuses, before any request to the service, to act on a list that was not shown.
    private func requireSomebodyToAsk() throws {
        if bulk.yes || options.dryRun { return }
        guard options.output == .table else {
            throw Failure(
                .usage,
                "-o \(options.output.rawValue) leaves no room for the list and the question, so nothing was done: "
                    + "look with --dry-run, then add --yes.")
        }
        guard isatty(STDIN_FILENO) == 1 else {
            throw Failure(
                .usage,
                "there is no terminal to ask on whether this is to be done to the whole list, so nothing was done: "
                    + "look with --dry-run, then add --yes.")
        }
    }

    private func isConfirmed(_ count: Int) throws -> Bool {
        if bulk.yes || options.dryRun { return true }
        try StandardOutput.flush()
        StandardError.ask("\(words). Do this to \(count == 1 ? "this item" : "these \(count) items")? [y/N] ")
        if let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) { return true }
        throw Failure(.general, "nothing was done.")
    }

    private func tell(_ outcome: ActOutcome, of row: DueRow, isFirst: Bool) throws {
        for warning in outcome.warnings { StandardError.say("! \(row.mrn) \(row.item.item): \(warning)") }
        switch options.output {
        case .table:
            if isFirst { try StandardOutput.line("") }
            try StandardOutput.line(TerminalText.visible(row.item.item))
            for line in ActOutcomeText.lines(outcome, second: second?(outcome)) { try StandardOutput.line("  \(line)") }
        case .json: break
        case .ndjson: try OutputFormat.writeLines([outcome])
        case .csv:
            if isFirst { try StandardOutput.line(CSVText.row(ActColumns.names)) }
            try StandardOutput.line(CSVText.row(ActColumns.fields(outcome)))
        }
    }
}

/// `cnswatch undo`: takes back an act.
struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Undo an act; it stays in the record, as undone.",
        usage: "cnswatch undo ACT --reason TEXT",
        discussion: "The numbers of a patient's acts: cnswatch show MRN. To bring an act back, undo its undoing.")

    @Argument(help: "The number of the act.") var act: Int
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String
    @OptionGroup var options: ActingOptions

    func run() throws {
        try Failure.reporting {
            try options.perform("Undo", UndoRequest(act: act, reason: reason, dryRun: options.asksForDryRun))
        }
    }
}
