import CivilCalendar
import ClinicalModel
import ControlInterface
import JSONText
import Terminal

/// The work-list for people: what is pressing in a sentence, then its rows by urgency.
struct DueTable {
    /// The layouts. The first that fits the terminal is used, else the last.
    private enum Layout: CaseIterable {
        /// Everything in columns.
        case wide
        /// Reason and remarks below their row.
        case notes
        /// Without the column of the due date: `LATEST` is what counts for lateness.
        case withoutDue
        /// Also without the clinic, and with the appointment among the remarks.
        case narrow
        /// Also with the urgency and the name among the remarks.
        case narrower
        /// Who, what and until when, with the status below.
        case narrowest

        /// The columns that it leaves out.
        var without: Set<String> {
            switch self {
            case .wide: []
            case .notes: ["WHY", "REMARKS"]
            case .withoutDue: ["WHY", "REMARKS", "DUE"]
            case .narrow: ["WHY", "REMARKS", "DUE", "CLINIC", "BOOKED"]
            case .narrower: ["WHY", "REMARKS", "DUE", "CLINIC", "BOOKED", "URGENCY", "NAME"]
            case .narrowest: ["WHY", "REMARKS", "DUE", "CLINIC", "BOOKED", "URGENCY", "NAME", "STATUS", "OWNER"]
            }
        }
    }

    private static let columns: [TextTable.Column] = [
        .init("URGENCY"), .init("STATUS"), .init("DUE"), .init("LATEST"), .init("ITEM", .cut(9)), .init("MRN"),
        .init("NAME", .cut(10)), .init("CLINIC", .cut(5), isOptional: true), .init("BOOKED", isOptional: true),
        .init("OWNER", .cut(5), isOptional: true), .init("WHY", isOptional: true), .init("REMARKS", isOptional: true),
    ]

    let rows: [DueRow]
    /// How many more rows there are.
    var others = 0
    /// How many rows at the end of the list are long overdue and stand for themselves in one line; nil where they are shown.
    var folded: Int?
    /// Whether each patient stands once, further items below the first.
    var isByPatient = false
    let asOf: String
    let colours: Colours
    /// The columns of the terminal; nil for no limit.
    let width: Int?

    /// - Parameters:
    ///   - isFolded: whether what is long overdue is only counted.
    ///   - isByPatient: whether the rows of each patient stand together.
    static func write(
        _ page: DuePage, rows: [DueRow], isFolded: Bool = false, isByPatient: Bool = false
    ) throws {
        if rows.isEmpty {
            StandardError.say("Nothing is owed that matches, as of \(page.asOf).")
            return
        }
        let size = TerminalSize.ofStandardOutput
        let table = DueTable(
            rows: rows, others: page.total - rows.count, folded: isFolded ? page.longOverdue : nil,
            isByPatient: isByPatient, asOf: page.asOf, colours: .standard, width: size?.columns)
        try Pager.write(table.lines, size)
        let shown = table.shown.count
        let more = page.total > shown ? " (\(shown) shown)" : ""
        try StandardOutput.flush()
        StandardError.say(
            "\(page.total) owed as of \(page.asOf)\(more), by protocol \(page.protocol.id) \(page.protocol.version).")
    }

    /// The rows that have lines of their own.
    var shown: [DueRow] { folded == nil ? rows : rows.filter { DueBand($0) != .longOverdue } }

    /// What stands for the rows that are folded.
    private var foldedLine: [String] {
        guard let folded, folded > 0 else { return [] }
        let line = "\(Pluralised(folded, "item")) long overdue: is the record complete?  cnswatch due --stale"
        return [""] + TerminalText.wrapped(line, to: width ?? .max, indent: 2)
    }

    /// The sentence, the bands with their rows, and which columns were left out for want of space.
    var lines: [String] {
        let tables = Layout.allCases.lazy.map { (layout: $0, table: table($0)) }
        let chosen =
            tables.first { $0.layout == .wide ? $0.table.fits : $0.table.fitsCut }
            ?? (layout: .narrowest, table: table(.narrowest))
        let part = others > 0 ? "Of the first \(rows.count): " : ""
        let sentence = TerminalText.wrapped(
            TerminalText.visible(part + DueSummary(rows, asOf: asOf).line) + ".", to: width ?? .max, indent: 2)
        let left = Self.columns.map(\.heading).filter {
            chosen.layout.without.contains($0) && ["DUE", "CLINIC"].contains($0)
        }
        let hint =
            left.isEmpty
            ? []
            : [""]
                + TerminalText.wrapped(
                    "(too narrow for \(left.joined(separator: " and ")): widen the terminal)", to: width ?? .max)
        let body = chosen.table.isEmpty ? [] : [""] + chosen.table.lines
        return sentence.map(colours.heading) + body + foldedLine + hint
    }

    private func table(_ layout: Layout) -> TextTable {
        let places = Self.columns.indices.filter { !layout.without.contains(Self.columns[$0].heading) }
        var table = TextTable(places.map { Self.columns[$0] }, colours: colours, width: width)
        for band in DueBand.allCases {
            let rows = shown.filter { DueBand($0) == band }
            if rows.isEmpty { continue }
            table.addBand("\(band.title.uppercased()) - \(Pluralised(rows.count, "item"))", urgency: band.urgency)
            for (row, isFurther) in rows.withFurtherItems {
                let isFurther = isFurther && isByPatient
                let cells = DueTable.cells(row, isFurther: isFurther)
                let indent = isFurther ? DueTable.indent : ""
                table.add(
                    places.map { ($0 == places[0] ? indent : "") + cells[$0] }, urgency: row.item.urgency)
                if layout == .wide { continue }
                let remarks = DueTable.remarks(row, besideBooking: !layout.without.contains("BOOKED"))
                let urgency = layout.without.contains("URGENCY") && row.why == nil ? row.item.urgency : ""
                let name = layout.without.contains("NAME") && !isFurther ? DueTable.name(row) : ""
                let stands = layout.without.contains("STATUS") ? DueTable.status(row.item) : ""
                let words = [urgency, name, stands, row.why ?? "", remarks].filter { !$0.isEmpty }
                if !words.isEmpty { table.addNote(indent + words.joined(separator: "; ")) }
            }
        }
        return table
    }

    /// What further items of a patient stand behind.
    static let indent = "  "

    /// A further item of a patient does not say again who that is.
    private static func cells(_ row: DueRow, isFurther: Bool) -> [String] {
        let (item, own) = (row.item, row.item.own)
        return [
            item.urgency, status(item), own.due, own.latest, item.item, isFurther ? "" : row.mrn,
            isFurther ? "" : name(row), isFurther ? "" : row.clinic, item.booked ?? "", row.owner ?? "",
            row.why ?? "", remarks(row, besideBooking: true),
        ]
    }

    /// The status of an item, and for how many days it has been overdue.
    static func status(_ item: ItemReport) -> String {
        item.own.daysLate == 0 ? item.own.status : "\(item.own.status) \(item.own.daysLate) d"
    }

    /// Family name, given name.
    static func name(_ row: DueRow) -> String {
        [row.familyName, row.givenName].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// The remarks of a row; with its appointment if that has no column.
    static func remarks(_ row: DueRow, besideBooking: Bool) -> String {
        [
            row.mask.map { $0 + (row.maskUntil.map { " until \($0)" } ?? "") },
            ItemColumns.remarks(row.item, besideBooking: besideBooking), row.incomplete ? "incomplete data" : nil,
            row.absentSince.map { "not in the export since \($0)" },
        ].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

/// A work-list in a sentence: how much of it is pressing, and what is most pressing.
struct DueSummary {
    private let overdue: Int
    private let soonDue: Int
    private let unbooked: Int
    private let first: DueRow?

    /// Summarises rows in the order of the work-list, on a day.
    init(_ rows: [DueRow], asOf day: String) {
        let endOfWeek = CivilDate(day).map { ($0 + Interval(7, .days)).description }
        let isOverdue = { (row: DueRow) in row.item.status == "overdue" }
        let isSoonDue = { (row: DueRow) in
            !isOverdue(row) && (row.item.status == "due" || endOfWeek.map { row.item.due <= $0 } == true)
        }
        overdue = rows.count(where: isOverdue)
        soonDue = rows.count(where: isSoonDue)
        unbooked = rows.count { (isOverdue($0) || isSoonDue($0)) && $0.item.booked == nil }
        first = rows.first
    }

    /// How many are pressing.
    var counts: String { "\(overdue) overdue, \(soonDue) due this week, \(unbooked) of these unbooked" }

    /// The sentence, without its full stop; it contains no person's name.
    var line: String {
        guard let first else { return "nothing" }
        let daysLate = first.item.own.daysLate
        let late = daysLate > 0 ? ", \(Pluralised(daysLate, "day")) late" : ""
        return "\(counts); most urgent: \(first.item.item) of \(first.mrn) (\(first.item.urgency)\(late))"
    }
}

/// Writes a work-list as one JSON document, page by page: what holds for all rows comes first, then each row on a line
/// of its own, so that a reader may stop after any of them.
struct DueDocument {
    private var writer = OutputFormat.writer()
    private var isBegun = false
    private var longOverdue: Int?

    /// Writes the rows of a page; before the first page also what holds for all rows.
    mutating func add(_ page: DuePage) throws {
        if !isBegun {
            isBegun = true
            writer.beginObject()
            writer.member("schemaVersion", page.schemaVersion)
            writer.member("asOf", page.asOf)
            writer.member("protocol", page.protocol)
            writer.member("notices", page.notices)
            writer.member("total", page.total)
            longOverdue = page.longOverdue
            writer.key("rows")
            writer.beginArray()
        }
        for row in page.rows {
            writer.beginLine()
            row.write(to: &writer)
        }
        try StandardOutput.bytes(writer.drain())
    }

    /// Ends the document: no page follows.
    mutating func end() throws {
        writer.endArray()
        writer.key("next")
        writer.null()
        writer.member("longOverdue", longOverdue)
        writer.endObject()
        try StandardOutput.bytes(writer.takeBytes())
        try StandardOutput.line("")
    }
}
