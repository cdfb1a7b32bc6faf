import ArgumentParser
import CivilCalendar
import ClinicalModel
import ControlInterface
import Terminal
import Varlink

/// `cnswatch audit list`: the rows of the trail, which `cnswatch audit` alone means too.
struct AuditListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Who read and did what, oldest first; this is what audit alone does.",
        usage: "cnswatch audit list [--patient MRN] [--who USER] [OPTION ...]")

    @OptionGroup var service: ServiceOptions
    @Option(help: ArgumentHelp("Only this patient.", valueName: "MRN")) var patient: String?
    @Option(help: ArgumentHelp("Only this user.", valueName: "user")) var who: String?
    @Option(help: ArgumentHelp("Only from this day on.", valueName: "YYYY-MM-DD"), transform: AsOf.day)
    var since: CivilDate?
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let connection = try service.connect()
            defer { connection.close() }
            if output == .table { try ClinicZone.adopt(from: connection) }
            var whole = AuditPage(entries: [], headNumber: 0, headHash: "")
            let request = AuditRequest(patient: patient, user: who, since: since?.description)
            try AuditPages.forEach(of: request, over: connection) { page in
                whole.entries += page.entries
                (whole.headNumber, whole.headHash) = (page.headNumber, page.headHash)
            }
            try write(whole)
        }
    }

    private func write(_ trail: AuditPage) throws {
        switch output {
        case .table:
            var table = TextTable(
                AuditColumns.headings, colours: .standard, width: TerminalSize.ofStandardOutput?.columns)
            for entry in trail.entries { table.add(AuditColumns.cells(entry)) }
            if !table.isEmpty { try Pager.write(table.lines) }
            try StandardOutput.flush()
            let rows = Counted(trail.entries.count, "row")
            Talk.say("\(rows); the trail ends with row \(trail.headNumber).")
        case .json: try OutputFormat.write(trail)
        case .ndjson: try OutputFormat.writeLines(trail.entries)
        case .csv:
            try StandardOutput.line(CSVText.row(AuditColumns.names))
            for entry in trail.entries { try StandardOutput.line(CSVText.row(AuditColumns.fields(entry))) }
        }
    }
}
