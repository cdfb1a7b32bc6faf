import ArgumentParser
import CivilCalendar
import ClinicalModel
import ControlInterface
import Varlink

/// `cnswatch audit`: who read and did what.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Who read and did what, oldest first.")

    @OptionGroup var service: ServiceOptions
    @Option(help: ArgumentHelp("Only this patient.", valueName: "MRN")) var patient: String?
    @Option(help: ArgumentHelp("Only this user.", valueName: "user")) var who: String?
    @Option(help: ArgumentHelp("Only from this day on.", valueName: "YYYY-MM-DD"), transform: AsOf.day)
    var since: CivilDate?
    @Option(name: .shortAndLong, help: "table, json, ndjson or csv.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let connection = try service.connect()
            defer { connection.close() }
            let trail = try AuditPages(
                AuditRequest(patient: patient, user: who, since: since?.description), over: connection)
            try write(trail)
        }
    }

    private func write(_ trail: AuditPages) throws {
        switch output {
        case .table:
            var table = TextTable(AuditColumns.headings, colours: .standard)
            for entry in trail.entries { table.add(AuditColumns.cells(entry)) }
            if !table.isEmpty { for line in table.lines { try StandardOutput.line(line) } }
            try StandardOutput.flush()
            let rows = Counted(trail.entries.count, "row")
            Talk.say("\(rows); the trail ends at \(trail.headNumber):\(trail.headHash).")
        case .json:
            try OutputFormat.write(
                AuditPage(entries: trail.entries, headNumber: trail.headNumber, headHash: trail.headHash))
        case .ndjson: try OutputFormat.writeLines(trail.entries)
        case .csv:
            try StandardOutput.line(CSVText.row(AuditColumns.names))
            for entry in trail.entries { try StandardOutput.line(CSVText.row(AuditColumns.fields(entry))) }
        }
    }
}
