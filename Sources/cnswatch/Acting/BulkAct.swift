import ArgumentParser
import ClinicalModel
import ControlInterface
import Glibc
import Terminal
import Varlink

/// An act on every row of a work-list, each by a call of its own: what cannot be done to one is done to the others.
struct BulkAct {
    /// The act in words, such as `snooze until 2w`.
    let words: String
    let bulk: BulkOptions
    let options: ActingOptions
    /// What a second person types for a row, where one is needed.
    var second: ((ActOutcome) -> [String])?

    /// Shows the list, asks, and acts on each row.
    func run(_ act: (DueRow, ClientConnection) throws -> ActOutcome) throws {
        try requireSomebodyToAsk()
        let connection = try options.service.connect()
        defer { connection.close() }
        let list = try WorkList(bulk.filter.request(), over: connection)
        for notice in list.page.notices { Talk.say("! \(notice.message)") }
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
                Talk.say("! \(row.mrn) \(row.item.item): \(failure.message)")
            } catch let failure as Failure {
                let done = "\(outcomes.count) of \(Counted(list.rows.count, "item"))"
                throw Failure(failure.kind, "\(failure.message)\n\(words): \(done) \(verb) before that.")
            }
        }
        if options.output == .json { try OutputFormat.write(outcomes) }
        let sum = "\(words): \(outcomes.count) of \(Counted(list.rows.count, "item")) \(verb)"
        guard failures == 0 else { throw Failure(.faultyData, "\(sum), \(failures) refused: see above.") }
        try StandardOutput.flush()
        Talk.say("\(sum).")
    }

    private var verb: String { options.dryRun ? "tried out, nothing done" : "done" }

    /// Acting on a list that nobody has seen is refused before anything is asked of the service.
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
        Talk.ask("\(words). Do this to \(count == 1 ? "this item" : "these \(count) items")? [y/N] ")
        if let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) { return true }
        throw Failure(.general, "nothing was done.")
    }

    private func tell(_ outcome: ActOutcome, of row: DueRow, isFirst: Bool) throws {
        for warning in outcome.warnings { Talk.say("! \(row.mrn) \(row.item.item): \(warning)") }
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
