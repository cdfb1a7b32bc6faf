import ArgumentParser
import ClinicalModel
import ControlInterface
import JSONText
import Terminal
import Varlink

/// `cnswatch watch`: the work-list, live.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "The work-list, live: on a whole screen, or as lines.",
        usage: "cnswatch watch [--clinic NAME] [--plain] [OPTION ...]",
        discussion: """
            On a terminal the list fills the screen and keys move in it, open patients and act; ? shows them all. With \
            --plain, in another format or without a terminal, it comes as lines: the list as it is, then every change, \
            until interrupted. Each patient stands once, with further items below the most pressing one.
            """)

    @OptionGroup var service: ServiceOptions
    @OptionGroup var filter: DueFilter
    @OptionGroup var day: DayOption
    @Option(name: .shortAndLong, help: "The format.") var output: StreamFormat = .table

    @Flag(help: "A line a change, for screen readers; so it is without a terminal too.") var plain = false

    func run() throws {
        try Failure.reporting {
            var request = filter.request(asOf: day.asOf)
            request.byPatient = true
            if output == .table, !plain, let live = LiveWatch(service, request) { return try live.run() }
            let connection = try service.connect(timeoutSeconds: nil)
            defer { connection.close() }
            var problem: (any Error)?
            do {
                try connection.callMore("\(ControlInterface.name).Watch", request) { answer, _ in
                    do {
                        try write(try WatchChange(json: answer))
                        return true
                    } catch {
                        problem = error
                        return false
                    }
                }
            } catch ClientError.abandoned {
                throw StandardOutput.ReaderGone()
            } catch let error as ClientError {
                throw ServiceOptions.failure(error)
            }
            if let error = problem as? MessageError { throw Failure(.wrongProtocol, "\(error)") }
            if let problem { throw problem }
        }
    }

    private func write(_ change: WatchChange) throws {
        switch output {
        case .table:
            // A screen reader has no use for a line a row that only moved, nor for what the list folds.
            if change.kind == "moved" { break }
            let rows =
                change.kind == "state" && !filter.stale
                ? change.rows.filter { DueBand($0) != .longOverdue } : change.rows
            let folded = change.rows.count - rows.count
            for row in rows {
                try StandardOutput.line(
                    Colours.standard.urgency(row.item.urgency, TerminalText.visible(WatchLine(row, of: change).text)))
            }
            if folded > 0 {
                try StandardOutput.line(
                    "\(change.asOf)  \(change.kind)  \(Pluralised(folded, "item")) long overdue: is the record complete?  cnswatch due --stale"
                )
            }
        case .csv:
            // The first message is the current state, even without rows: it brings the header.
            if change.kind == "state" {
                try StandardOutput.line(CSVText.row(["asOf", "change"] + DueRow.columns))
            }
            for row in change.rows {
                try StandardOutput.line(CSVText.row([change.asOf, change.kind] + row.fields))
            }
        case .ndjson: try OutputFormat.writeLines([change])
        }
        for notice in change.notices where output != .ndjson { StandardError.say("! \(notice.message)") }
        try StandardOutput.flush()
    }
}

/// A row of the live list as a line to read: who, what, how urgent, until when, and remarks.
struct WatchLine {
    let text: String

    init(_ row: DueRow, of change: WatchChange) {
        let item = row.item
        let who = [row.mrn, DueTable.name(row), row.clinic].filter { !$0.isEmpty }.joined(separator: ", ")
        let late = ItemColumns.lateness(item.own.daysLate)
        let what = "\(item.item) \(item.urgency), \(item.own.status)\(late.isEmpty ? "" : " \(late)")"
        let remarks = DueTable.remarks(row, besideBooking: false)
        let further = [
            "due \(item.own.due)", "latest \(item.own.latest)", item.booked == nil ? "not booked" : "",
            row.owner.map { "owned by \($0)" } ?? "", row.why.map { "because \($0)" } ?? "", remarks,
        ].filter { !$0.isEmpty }
        text = "\(change.asOf)  \(change.kind)  \(who): \(what), \(further.joined(separator: ", "))"
    }
}
