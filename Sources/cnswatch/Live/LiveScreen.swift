import ClinicalModel
import ControlInterface
import Terminal

/// The screen of the live work-list as lines, none wider than the terminal.
enum LiveScreen {
    /// The lines used by the title, the summary, the headings, the reason, the remarks and the last line.
    static let linesBesideRows = 6

    /// The columns, and those that are left out first for want of space.
    private static let columns: [TextTable.Column] = [
        .init("URGENCY"), .init("STATUS"), .init("LATEST"), .init("ITEM", .cut(9)), .init("MRN"),
        .init("NAME", .cut(8)), .init("BOOKED", isOptional: true), .init("OWNER", .cut(5), isOptional: true),
        .init("CLINIC", .cut(5), isOptional: true),
    ]
    private static let giveWay = [
        [], ["CLINIC"], ["CLINIC", "OWNER"], ["CLINIC", "OWNER", "BOOKED"], ["CLINIC", "OWNER", "BOOKED", "NAME"],
        ["CLINIC", "OWNER", "BOOKED", "NAME", "STATUS"], ["CLINIC", "OWNER", "BOOKED", "NAME", "STATUS", "URGENCY"],
    ]

    /// The table of the rows, its heading first: as many columns as fit, each row on one line.
    static func table(_ rows: [DueRow], fresh: Set<LiveRows.Place>, size: TerminalSize, colours: Colours) -> [String] {
        let tables = giveWay.lazy.map { left in
            let places = columns.indices.filter { !left.contains(columns[$0].heading) }
            var table = TextTable(places.map { columns[$0] }, colours: colours, width: size.columns - 2)
            for (row, isFurther) in rows.withFurtherItems {
                let cells = cells(row, isFurther: isFurther)
                let indent = isFurther ? DueTable.indent : ""
                table.add(
                    places.map { ($0 == places[0] ? indent : "") + cells[$0] }, urgency: row.item.urgency)
            }
            return table
        }
        guard let table = tables.first(where: \.fitsCut) ?? tables.last else { return [] }
        let lines = table.lines
        return ["  " + lines[0]]
            + zip(rows, lines.dropFirst()).map { (fresh.contains(LiveRows.Place($0)) ? "* " : "  ") + $1 }
    }

    private static func cells(_ row: DueRow, isFurther: Bool) -> [String] {
        let (item, own) = (row.item, row.item.own)
        return [
            item.urgency, own.daysLate == 0 ? own.status : "late \(own.daysLate) d", own.latest, item.item,
            isFurther ? "" : row.mrn, isFurther ? "" : DueTable.name(row), item.booked ?? "", row.owner ?? "",
            isFurther ? "" : row.clinic,
        ]
    }

    /// All lines of the screen.
    static func lines(_ list: LiveList) -> [String] {
        let width = list.size.columns
        func fit(_ text: String) -> String { TerminalText.cut(TerminalText.visible(text), to: width) }
        let head: [String]
        let body: [String]
        switch list.mode {
        case .reading(let title, let lines, let top):
            head = [list.colours.heading(fit(title)), ""]
            body = lines.dropFirst(top).prefix(list.room).map { TerminalText.cut($0, to: width) }
        case .confirming(let act, let lines):
            head = [list.colours.heading(fit("\(act.title): what it would change")), ""]
            let all = lines.flatMap { TerminalText.wrapped(TerminalText.visible($0), to: width, indent: 2) }
            body =
                all.count <= list.room
                ? all
                : all.prefix(list.room - 1) + ["(\(all.count - list.room + 1) more lines: a larger terminal has them)"]
        case .list, .searching, .answering:
            head = [
                list.colours.heading(fit(title(list))), fit(summary(list)),
                list.table[0],
            ]
            body = rows(list)
        }
        let room = max(0, list.size.lines - head.count - 3)
        let filled = body.prefix(room) + [String](repeating: "", count: max(0, room - body.count))
        return Array((head + filled + [fit(reason(list)), fit(remark(list)), fit(last(list))]).suffix(list.size.lines))
    }

    private static func summary(_ list: LiveList) -> String {
        let folded =
            list.foldedRows.isEmpty
            ? "" : "; \(Pluralised(list.foldedRows.count, "item")) long overdue: is the record complete? t shows them"
        return DueSummary(list.shown + list.foldedRows, asOf: list.rows.asOf).counts + folded
    }

    private static func rows(_ list: LiveList) -> [String] {
        if list.rows.asOf.isEmpty { return ["  Waiting for the list."] }
        if list.shown.isEmpty {
            return [
                "  Nothing is owed that matches" + (list.filter.words.isEmpty ? "." : ": x shows everything again.")
            ]
        }
        return list.table.dropFirst(1 + list.top).prefix(list.room).enumerated().map { number, line in
            guard list.top + number == list.chosen else { return line }
            return list.colours.chosen(">" + line.dropFirst())
        }
    }

    private static func title(_ list: LiveList) -> String {
        let filter = list.filter.words.isEmpty ? "" : " (\(list.filter.words))"
        let place = list.shown.isEmpty ? "" : ", row \(list.chosen + 1)"
        return
            "cnswatch \(list.rows.asOf): \(list.shown.count) of \(Pluralised(list.rows.rows.count, "item"))\(filter)\(place)"
    }

    /// Why the chosen row is owed, and by when.
    private static func reason(_ list: LiveList) -> String {
        switch list.mode {
        case .list, .searching, .answering: list.row?.why.map { "  " + $0 } ?? ""
        case .reading, .confirming: ""
        }
    }

    /// The line above the last: notices for everyone come before the remarks of one row.
    private static func remark(_ list: LiveList) -> String {
        if case .lost(let reason) = list.link { return "! NOT LIVE: \(reason); trying again" }
        switch list.mode {
        case .answering where !list.message.isEmpty: return "! \(list.message)"
        case .list, .searching, .answering:
            if let notice = list.notices.first {
                return "! \(notice)"
                    + (list.notices.count > 1 ? " (and \(list.notices.count - 1) more: cnswatch status)" : "")
            }
            return list.row.map { "  " + DueTable.remarks($0, besideBooking: false) } ?? ""
        case .reading, .confirming: return ""
        }
    }

    private static func last(_ list: LiveList) -> String {
        switch list.mode {
        case .list:
            list.message.isEmpty
                ? "Enter open, e explain, b book, r record, s snooze, a take on, / find, ? keys, q" : list.message
        case .reading(_, let lines, let top):
            "lines \(min(top + 1, lines.count)) to \(min(top + list.room, lines.count)) of \(lines.count)   q back  space on"
        case .searching: typed("/", list.filter.text, "   Enter keep  Esc all", list.size.columns)
        case .answering(let act, let text):
            typed("\(act.title). \(act.question ?? ""): ", text, "", list.size.columns)
        case .confirming: "Do this? y yes, any other key no"
        }
    }

    /// The typed text, with its end visible however long it is.
    private static func typed(_ question: String, _ text: String, _ hint: String, _ width: Int) -> String {
        var question = TerminalText.visible(question)
        var text = TerminalText.visible(text)
        if TerminalText.width(question + text) + 1 > width { question = TerminalText.cut(question, to: width / 2) }
        while !text.isEmpty, TerminalText.width(question + text) + 1 > width { text.removeFirst() }
        return question + text + "_" + hint
    }
}
