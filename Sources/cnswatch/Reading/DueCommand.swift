import ArgumentParser
import CivilCalendar
import ClinicalModel
import ControlInterface
import Surveillance
import Terminal
import Varlink

/// `cnswatch due`: shows the work-list.
struct DueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: "The work-list: who is owed what, most urgent first.",
        usage: "cnswatch due [--within 30d] [--clinic NAME] [OPTION ...]",
        discussion: """
            By default what is due-soon, due or overdue. New results that nobody has taken on stand right below the emergencies. \
            What is long overdue is one line of the table until --stale asks for it; the other formats have its rows.

            In csv, a text that a spreadsheet would run as a formula stands behind an apostrophe.
            """)

    @OptionGroup var service: ServiceOptions
    @OptionGroup var filter: DueFilter
    @OptionGroup var day: DayOption
    @Flag(help: "Each patient once, further items below the most pressing one.") var byPatient = false
    @Option(help: "At most so many rows.") var limit: Int?
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let connection = try service.connect()
            defer { connection.close() }
            var request = filter.request(asOf: day.asOf)
            if byPatient { request.byPatient = true }
            switch output {
            case .table:
                // Columns and groups depend on all rows.
                let list = try WorkList(request, limit: limit, over: connection)
                tell(list.page.notices)
                try DueTable.write(
                    list.page, rows: list.rows, isFolded: !filter.stale, isByPatient: byPatient)
            case .json:
                var document = DueDocument()
                try forEachPage(of: request, over: connection) { try document.add($0) }
                try document.end()
            case .ndjson: try forEachPage(of: request, over: connection) { try OutputFormat.writeLines($0.rows) }
            case .csv:
                var names: String? = CSVText.row(DueRow.columns)
                try forEachPage(of: request, over: connection) { page in
                    if let names = names.take() { try StandardOutput.line(names) }
                    for row in page.rows { try StandardOutput.line(CSVText.row(row.fields)) }
                }
            }
        }
    }

    /// Writes page after page, each before requesting the next.
    private func forEachPage(
        of request: DueRequest, over connection: ClientConnection, _ body: (DuePage) throws -> Void
    ) throws {
        var isFirst = true
        try WorkListPages(request: request, limit: limit, reading: .rowByRow).forEach(over: connection) { page in
            if isFirst { tell(page.notices) }
            isFirst = false
            try body(page)
            try StandardOutput.flush()
        }
    }

    /// Printed in every format: a list without its banner would pass for a good one.
    private func tell(_ notices: [Notice]) {
        for notice in notices { StandardError.say("! \(notice.message)") }
    }
}

extension DueCommand {
    /// Returns the work-list request for these words, read without the parser.
    ///
    /// It is the most frequent command, of staff and of programs in a loop; the parser's look at the command's own
    /// description takes longer than the service takes to answer. Nil where anything is wrong or unknown here: the
    /// parser handles that, and its messages explain. `VerbTests` compares the two.
    static func plain(_ words: ArraySlice<String>) -> DueCommand? {
        var call = DueCommand()
        (call.service, call.filter, call.day) = (ServiceOptions(), DueFilter(), DayOption())
        (call.service.socket, call.day.asOf, call.limit, call.output) = (nil, nil, nil, .table)
        (call.filter.within, call.filter.status, call.filter.clinic, call.filter.item) = (nil, [], nil, nil)
        (call.filter.unbooked, call.filter.mine, call.filter.owner, call.filter.all) = (false, false, nil, false)
        (call.filter.stale, call.byPatient) = (false, false)
        var words = words
        while let word = words.popFirst() {
            switch word {
            case "--unbooked": call.filter.unbooked = true
            case "--mine": call.filter.mine = true
            case "--all": call.filter.all = true
            case "--stale": call.filter.stale = true
            case "--by-patient": call.byPatient = true
            default:
                guard let value = words.popFirst(), !value.hasPrefix("-"), call.take(value, for: word) else {
                    return nil
                }
            }
        }
        guard (try? call.filter.validate()) != nil else { return nil }
        return call
    }

    /// Takes the value of an option; false if there is no such option, or the value is not valid for it.
    private mutating func take(_ value: String, for option: String) -> Bool {
        switch option {
        case "-o", "--output":
            guard let format = OutputFormat(rawValue: value) else { return false }
            output = format
        case "--limit":
            guard let count = Int(value) else { return false }
            limit = count
        case "--as-of":
            guard let date = try? AsOf.day(value) else { return false }
            day.asOf = date
        case "--socket": service.socket = value
        case "--within": filter.within = value
        case "--status": filter.status.append(value)
        case "--clinic": filter.clinic = value
        case "--item": filter.item = value
        case "--owner": filter.owner = value
        default: return false
        }
        return true
    }
}

/// The filters of a work-list, for the commands that read it and those that act on it.
struct DueFilter: ParsableArguments {
    @Option(help: ArgumentHelp("Also what falls due within this time.", valueName: "30d"))
    var within: String?
    @Option(
        help: "Only this status: upcoming, due-soon, due or overdue; may be repeated.",
        completion: .list(ItemStatus.allCases.map(\.rawValue)))
    var status: [String] = []
    @Option(help: "Only this clinic.") var clinic: String?
    @Option(help: "Only this item, such as brain-mri.", completion: ItemWord.completion) var item: String?
    @Flag(help: "Only what has no appointment.") var unbooked = false
    @Flag(help: "Only what you own.") var mine = false
    @Option(help: ArgumentHelp("Only what this user owns.", valueName: "user")) var owner: String?
    @Flag(help: "Everything that is owed, upcoming items included.") var all = false
    @Flag(help: "Only what is so long overdue that the record may be incomplete.") var stale = false

    func validate() throws {
        if let within, Interval(within).map({ $0.count >= 0 }) != true {
            throw ValidationError("--within takes 1 to 3 digits and d, w or m, such as 30d; not \(within).")
        }
        if let wrong = status.first(where: { ItemStatus(rawValue: $0) == nil }) {
            let words = ItemStatus.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("There is no status \(wrong). The statuses: \(words).")
        }
        try ItemWord.check(item)
        if mine, let owner {
            throw ValidationError("--mine is what you own and --owner \(owner) what \(owner) does: give one of them.")
        }
    }

    /// Whether no filter was given.
    var isEmpty: Bool { request() == DueRequest() }

    /// The request for what is owed on a day; the service's own day if none is given.
    func request(asOf day: CivilDate? = nil) -> DueRequest {
        DueRequest(
            asOf: day?.description, within: within, statuses: status.isEmpty ? nil : status, clinic: clinic,
            item: item, unbooked: unbooked ? true : nil, mine: mine ? true : nil, owner: owner, all: all ? true : nil,
            stale: stale ? true : nil)
    }
}

/// The name of an item, as written on the command line.
enum ItemWord {
    /// The shell completions.
    static var completion: CompletionKind { .list(Item.allCases.map(\.rawValue)) }

    /// Throws if a text is given and names no item.
    static func check(_ text: String?) throws {
        guard let text, Item(rawValue: text) == nil else { return }
        throw ValidationError(
            "There is no item \(TerminalText.visible(text)). "
                + "The items: \(Item.allCases.map(\.rawValue).joined(separator: ", ")).")
    }

    /// Reads a required name.
    static func read(_ text: String) throws -> String {
        try check(text)
        return text
    }
}

/// The pages of a work-list, each requested once the one before was taken: a reader who has seen enough causes no more
/// work, and a slow reader delays only themselves.
struct WorkListPages {
    /// How much of the list its reader wants.
    enum Reading {
        /// All of it, before any of it is used.
        case whole
        /// Row by row, and maybe not to the end: a first screenful comes at once, later pages are larger.
        case rowByRow
    }

    /// As many as the service gives at a time.
    private static let mostRows = 10_000

    let request: DueRequest
    /// The most rows on all pages; nil for all.
    var limit: Int?
    let reading: Reading

    /// Fetches page after page. The first one holds for all: the day, the protocol, the number of rows, and the
    /// notices.
    func forEach(over connection: ClientConnection, _ body: (DuePage) throws -> Void) throws {
        var request = request
        var size =
            switch reading {
            case .whole: WorkListPages.mostRows
            case .rowByRow: 25
            }
        var wanted = limit ?? Int.max
        repeat {
            // An invalid limit goes to the service unchanged, which reports it.
            request.limit = min(size, wanted)
            let page: DuePage = try ServiceOptions.ask(connection, "Due", request)
            try body(page)
            wanted -= page.rows.count
            request.after = page.next
            size = min(4 * size, WorkListPages.mostRows)
        } while request.after != nil && wanted > 0
    }
}

/// A work-list with the rows of all its pages.
struct WorkList {
    /// The first page: its day, its protocol, the notices, and the number of rows.
    let page: DuePage
    let rows: [DueRow]

    /// Fetches all rows, or so many.
    init(_ request: DueRequest, limit: Int? = nil, over connection: ClientConnection) throws {
        var first: DuePage?
        var rows: [DueRow] = []
        try WorkListPages(request: request, limit: limit, reading: .whole).forEach(over: connection) { page in
            if first == nil { first = page }
            rows += page.rows
        }
        guard let first else { preconditionFailure("a list has a first page, if an empty one") }
        page = first
        self.rows = rows
    }
}
