import ArgumentParser
import ControlInterface
import JSONText
import Varlink

/// `cnswatch watch`: the work-list, live.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "The work-list as it is, then every change, until interrupted.")

    @OptionGroup var service: ServiceOptions
    @OptionGroup var filter: DueFilter
    @Option(name: .shortAndLong, help: "table or ndjson.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let connection = try service.connect(timeoutSeconds: nil)
            defer { connection.close() }
            var problem: (any Error)?
            do {
                try connection.callMore("\(ControlInterface.name).Watch", filter.request) { answer, _ in
                    do {
                        try write(try WatchChange(json: answer))
                        return true
                    } catch {
                        problem = error
                        return false
                    }
                }
            } catch let error as ClientError {
                throw ServiceOptions.failure(error)
            }
            if let error = problem as? MessageError { throw Failure(.wrongProtocol, "\(error)") }
            if let problem { throw problem }
        }
    }

    private func write(_ change: WatchChange) throws {
        if output != .table {
            try OutputFormat.writeLines([change])
            return try StandardOutput.flush()
        }
        for notice in change.notices { Talk.say("! \(notice.message)") }
        for row in change.rows {
            let item = row.item
            let what = "\(item.item) \(item.status) due \(item.due) \(item.urgency) \(ItemColumns.lateness(item))"
            let line = TerminalText.visible("\(change.asOf)  \(change.kind)  \(row.mrn)  \(what)")
            try StandardOutput.line(Colours.standard.urgency(item.urgency, line))
        }
        try StandardOutput.flush()
    }
}
