import ArgumentParser
import ClinicalModel
import ControlInterface
import Exports
import Terminal
import Varlink

/// `cnswatch export`: writes the work-list for other systems.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "The work-list for other systems: FHIR, a calendar, a table.",
        discussion: """
            By default what is due-soon, due or overdue, as in `due`.

            A calendar that is written to a file continues the one that stands there: what is no longer owed is withdrawn. \
            Ask for the same rows each time. Into a folder goes a calendar for each clinic.

            In csv, a text that a spreadsheet would run as a formula stands behind an apostrophe.
            """)

    @OptionGroup var service: ServiceOptions
    @OptionGroup var filter: DueFilter
    @OptionGroup var day: DayOption
    @Option(help: "fhir, ics or csv.") var format: ExportFormat
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Where to write, for its owner and group to read; standard output by default.", valueName: "FILE|FOLDER"),
        completion: .file())
    var output: String?
    @Flag(exclusivity: .exclusive) var layout: ExportFormat.FHIRLayout = .bundle
    @Flag(exclusivity: .exclusive) var names: ExportFormat.Names?
    @Option(
        help: ArgumentHelp("The URI under which the site gives out its record numbers, for fhir.", valueName: "URI"))
    var recordSystem = "urn:x-site:cnswatch:record-number"

    func validate() throws {
        if let output, OutputFormat(rawValue: output) != nil || ExportFormat(rawValue: output) != nil {
            throw ValidationError(
                "-o names a file or folder here, and --format the format; for a file of that name write -o ./\(output)."
            )
        }
        if format != .fhir, layout == .ndjson { throw ValidationError("--ndjson is a form of --format fhir.") }
        let isURI =
            recordSystem.contains(":") && recordSystem.unicodeScalars.allSatisfy { "!"..."~" ~= $0 && $0 != "\"" }
        guard isURI else {
            throw ValidationError(
                "\(TerminalText.visible(recordSystem)) is no URI: write one such as urn:oid:1.2.3 or https://...")
        }
    }

    func run() throws {
        try Failure.reporting {
            let place = try ExportPlace(output)
            let connection = try service.connect()
            defer { connection.close() }
            let request = ExportRequest(
                format: format.rawValue, names: isByName ? true : nil, remarks: format == .fhir ? true : nil,
                list: filter.request(asOf: day.asOf))
            var first: ExportPage?
            var writer: (any ExportWriter)?
            try ExportPages(request: request).forEach(over: connection) { page in
                if first == nil {
                    for notice in page.notices { StandardError.say("! \(notice.message)") }
                    // It would withdraw everything in a calendar, and pass for a clinic where no one is owed anything.
                    if output != nil, page.notices.contains(where: { $0.kind == "clinic-unknown" }) {
                        throw Failure(.noInput, "nothing was written: correct the name after --clinic")
                    }
                    first = page
                    writer = try self.writer(to: place)
                }
                try writer?.add(page)
            }
            try writer?.end()
            guard let first, output != nil else { return }
            StandardError.say(
                "\(Pluralised(first.total, "item")) as of \(first.asOf), by protocol \(first.protocol.id) "
                    + "\(first.protocol.version), \(isByName ? "by record number" : "by pseudonym").")
        }
    }

    private var isByName: Bool {
        switch (names, format) {
        case (.names, _), (nil, .fhir), (nil, .csv): true
        case (.pseudonyms, _), (nil, .ics): false
        }
    }

    private func writer(to place: ExportPlace) throws -> any ExportWriter {
        let naming: PatientNaming = isByName ? .recordNumbers(system: recordSystem) : .pseudonyms
        switch (format, place) {
        case (.csv, .standardOutput), (.csv, .file):
            var table = CSVExport()
            return try StreamWriter(place, add: { table.text(of: $0) }, end: { [] })
        case (.fhir, .standardOutput), (.fhir, .file):
            switch layout {
            case .bundle:
                var bundle = FHIRBundle(naming: naming)
                return try StreamWriter(place, add: { bundle.text(of: $0) }, end: { bundle.end() })
            case .ndjson:
                var lines = FHIRLines(naming: naming)
                return try StreamWriter(place, add: { lines.text(of: $0) }, end: { [] })
            }
        case (.fhir, .folder(let folder)) where layout == .ndjson: return try TypeFolder(folder, naming)
        case (.ics, .standardOutput):
            var feed = CalendarFeed(clinic: filter.clinic, naming: naming, continuing: FeedMemory())
            return try StreamWriter(place, add: { feed.text(of: $0.rows, on: $0) }, end: { feed.end() })
        case (.ics, .file(let path)): return try FeedFile(path, clinic: filter.clinic, naming)
        case (.ics, .folder(let folder)): return try FeedFolder(folder, clinic: filter.clinic, naming)
        case (.csv, .folder(let folder)), (.fhir, .folder(let folder)):
            throw Failure(
                .usage,
                "\(folder) is a folder, and this is one file: name the file, such as "
                    + "\(folder.hasSuffix("/") ? folder : folder + "/")work-list.\(format == .csv ? "csv" : "json")"
                    + (format == .fhir ? ", or ask for --ndjson, which makes a file for each type" : ""))
        }
    }
}

/// The forms of the work-list for other systems.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
    /// FHIR R4 resources.
    case fhir
    /// A calendar to subscribe to (RFC 5545).
    case ics
    /// A table with a header (RFC 4180).
    case csv

    /// How FHIR resources are combined.
    enum FHIRLayout: String, EnumerableFlag {
        /// One document.
        case bundle
        /// One resource per line.
        case ndjson

        static func help(for value: FHIRLayout) -> ArgumentHelp? {
            switch value {
            case .bundle: "FHIR as one Bundle; so by default."
            case .ndjson: "FHIR as one resource a line; into a folder, a file for each type."
            }
        }
    }

    /// How patients are named.
    enum Names: String, EnumerableFlag {
        case pseudonyms, names

        static func help(for value: Names) -> ArgumentHelp? {
            switch value {
            case .pseudonyms:
                "Patients by pseudonym, which `cnswatch show` leads back to the patient; so by default in ics."
            case .names:
                """
                Patients by record number, and by name in ics and csv: who has the file, or the calendar, can read who \
                they are. So by default in fhir, which has no names, and csv.
                """
            }
        }
    }
}

/// The pages of an export, each requested once the one before was written.
struct ExportPages {
    private static let rows = 2_000

    let request: ExportRequest

    func forEach(over connection: ClientConnection, _ body: (ExportPage) throws -> Void) throws {
        var request = request
        request.list.limit = ExportPages.rows
        repeat {
            let page: ExportPage = try ServiceOptions.ask(connection, "Export", request)
            try body(page)
            request.list.after = page.next
            // Midnight may pass: all pages are for the day of the first.
            request.list.asOf = page.asOf
        } while request.list.after != nil
    }
}
