import ClinicalModel
import ControlInterface
import Terminal

/// The live work-list on a full screen: what it shows, and what each key does. It reads no terminal and calls no
/// service: keys, changes and answers go in; a screen and requests to the service come out.
struct LiveList {
    /// Whether the list is up to date.
    enum Link: Equatable {
        case live
        /// The service is gone; the list shows its last state.
        case lost(String)
    }

    private(set) var rows = LiveRows()
    private(set) var notices: [String] = []
    private(set) var mode = LiveMode.list
    private(set) var filter = LiveFilter()
    private(set) var size: TerminalSize
    private(set) var link = Link.live
    /// The rows that the filter shows.
    private(set) var shown: [DueRow] = []
    /// Those that it would show, were they not long overdue.
    private(set) var foldedRows: [DueRow] = []
    /// The lines of their table, its heading first.
    private(set) var table: [String] = []
    /// The index of the chosen row among those shown, and of the first on the screen.
    private(set) var chosen = 0
    private(set) var top = 0
    /// The last event, for the status line.
    private(set) var message = ""
    let colours: Colours

    init(size: TerminalSize, colours: Colours) {
        (self.size, self.colours) = (size, colours)
        layOut()
    }

    /// The chosen row; nil if none is shown.
    var row: DueRow? { shown.indices.contains(chosen) ? shown[chosen] : nil }

    /// How many rows of the list, or lines of a text, fit.
    var room: Int { max(1, size.lines - LiveScreen.linesBesideRows) }

    // MARK: Input from the service

    /// Applies a change of the list; the selection stays.
    mutating func apply(_ change: WatchChange) {
        let place = row.map(LiveRows.Place.init)
        rows.apply(change)
        // Only the other kinds carry the complete notices; a removed row carries none.
        if change.kind != "removed" { notices = change.notices.map(\.message) }
        link = .live
        switch change.kind {
        case "changed": message = "\(Pluralised(change.rows.count, "row")) changed, marked *"
        case "removed": message = "\(Pluralised(change.rows.count, "row")) gone"
        default: break
        }
        choose(place)
    }

    /// Marks the list as no longer live.
    mutating func lose(_ reason: String) { link = .lost(reason) }

    /// Shows a text that arrived.
    mutating func read(_ title: String, _ lines: [String]) { mode = .reading(title: title, lines: lines, top: 0) }

    /// Shows what an act would change, and asks whether to do it.
    mutating func confirm(_ act: LiveAct, _ lines: [String]) { mode = .confirming(act, lines: lines) }

    /// Takes the new size of the terminal.
    mutating func resize(_ size: TerminalSize) {
        self.size = size
        layOut()
    }

    // MARK: Keys

    /// Handles a key; returns the requests to the caller.
    mutating func press(_ key: Key) -> LiveRequest? {
        switch (mode, key) {
        case (_, .control("c")): return .quit
        case (_, .control("l")): return .repaint
        case (.list, _): return pressInList(key)
        case (.reading(let title, let lines, let top), _):
            mode = LiveList.scroll(title, lines, top, key, room)
            return nil
        case (.searching, _): return pressInSearch(key)
        case (.answering(let act, let text), _): return pressInAnswer(act, text, key)
        case (.confirming(let act, _), .character("y")), (.confirming(let act, _), .character("Y")):
            mode = .list
            return .perform(act)
        case (.confirming, _):
            (mode, message) = (.list, "nothing was done")
            return nil
        }
    }

    private mutating func pressInList(_ key: Key) -> LiveRequest? {
        message = ""
        switch key {
        case .down, .character("j"): move(to: chosen + 1)
        case .up, .character("k"): move(to: chosen - 1)
        case .pageDown, .character(" "): move(to: chosen + room)
        case .pageUp: move(to: chosen - room)
        case .home, .character("g"): move(to: 0)
        case .end, .character("G"): move(to: shown.count - 1)
        case .character("q"): return .quit
        case .character("?"): read("Keys", LiveHelp.lines)
        case .character("/"): (mode, filter.text) = (.searching, "")
        case .character("u"): refilter { $0.isUnbooked.toggle() }
        case .character("l"): refilter { $0.isOverdue.toggle() }
        case .character("t"): refilter { $0.isStaleShown.toggle() }
        case .character("c"):
            let clinic = row?.clinic
            refilter { $0.clinic = $0.clinic == nil ? clinic : nil }
        case .character("x"), .escape: refilter { $0 = LiveFilter() }
        case .enter, .character("o"): return row.map { .show($0.mrn) }
        case .character("e"): return row.map { .explain(mrn: $0.mrn, item: $0.item.item) }
        case .character("b"): return begin(.book)
        case .character("r"): return begin(.record)
        case .character("s"): return begin(.snooze)
        case .character("a"): return begin(.ack)
        default: message = "no such key; ? shows them all"
        }
        return nil
    }

    private mutating func pressInSearch(_ key: Key) -> LiveRequest? {
        switch key {
        case .enter: mode = .list
        case .escape:
            mode = .list
            refilter { $0.text = "" }
        case .backspace: refilter { $0.text = String($0.text.dropLast()) }
        case .character(let character): refilter { $0.text.append(character) }
        default: break
        }
        return nil
    }

    private mutating func pressInAnswer(_ act: LiveAct, _ text: String, _ key: Key) -> LiveRequest? {
        message = ""
        switch key {
        case .escape: (mode, message) = (.list, "nothing was done")
        case .backspace: mode = .answering(act, text: String(text.dropLast()))
        case .control("u"): mode = .answering(act, text: "")
        case .character(let character): mode = .answering(act, text: text + String(character))
        case .enter where text.contains { $0 != " " }:
            if let problem = act.problem(with: text) {
                message = problem
                return nil
            }
            var act = act
            act.answers.append(text)
            return ask(act)
        default: break
        }
        return nil
    }

    private mutating func begin(_ kind: LiveAct.Kind) -> LiveRequest? {
        row.flatMap { ask(LiveAct(kind: kind, mrn: $0.mrn, item: $0.item.item)) }
    }

    /// Asks the next question of an act, or has it tried out once all are answered.
    private mutating func ask(_ act: LiveAct) -> LiveRequest? {
        mode = act.question == nil ? .list : .answering(act, text: "")
        return act.question == nil ? .tryOut(act) : nil
    }

    private static func scroll(_ title: String, _ lines: [String], _ top: Int, _ key: Key, _ room: Int) -> LiveMode {
        let place: Int
        switch key {
        case .down, .character("j"), .enter: place = top + 1
        case .up, .character("k"): place = top - 1
        case .pageDown, .character(" "): place = top + room
        case .pageUp, .character("b"): place = top - room
        case .home, .character("g"): place = 0
        case .end, .character("G"): place = lines.count
        case .character("q"), .escape, .left: return .list
        default: place = top
        }
        return .reading(title: title, lines: lines, top: min(max(0, place), max(0, lines.count - room)))
    }

    // MARK: Helpers

    private mutating func refilter(_ change: (inout LiveFilter) -> Void) {
        let place = row.map(LiveRows.Place.init)
        change(&filter)
        choose(place)
    }

    /// Lays the rows out again and selects the row that was selected, or the one now in its place.
    private mutating func choose(_ place: LiveRows.Place?) {
        layOut()
        move(to: place.flatMap { place in shown.firstIndex { LiveRows.Place($0) == place } } ?? chosen)
    }

    private mutating func layOut() {
        let matching = rows.rows.filter(filter.shows)
        shown = matching.filter { filter.isStaleShown || DueBand($0) != .longOverdue }
        foldedRows = filter.isStaleShown ? [] : matching.filter { DueBand($0) == .longOverdue }
        table = LiveScreen.table(shown, fresh: rows.fresh, size: size, colours: colours)
        move(to: chosen)
    }

    private mutating func move(to place: Int) {
        chosen = min(max(0, place), max(0, shown.count - 1))
        top = min(max(top, chosen - room + 1), chosen)
        top = min(top, max(0, shown.count - room))
    }
}

/// The mode of the screen, which decides what the keys mean.
enum LiveMode: Equatable {
    /// The list; keys move and select.
    case list
    /// A text to read: a patient, an explanation, the outcome of an act, help.
    case reading(title: String, lines: [String], top: Int)
    /// Typing a search.
    case searching
    /// Typing the answer to a question of an act.
    case answering(LiveAct, text: String)
    /// The screen shows what an act would change; yes does it.
    case confirming(LiveAct, lines: [String])
}

/// A request of the live work-list to its caller.
enum LiveRequest: Equatable {
    /// Show a patient.
    case show(String)
    /// Explain an item of a patient.
    case explain(mrn: String, item: String)
    /// Try an act out and show what it would change.
    case tryOut(LiveAct)
    /// Do it.
    case perform(LiveAct)
    /// Redraw the screen.
    case repaint
    /// End.
    case quit
}

/// The rows of the live work-list, in the order of the work-list, updated by the service's changes.
struct LiveRows: Equatable {
    /// The key of a row: an item of a patient.
    struct Place: Hashable {
        let mrn: String
        let item: String

        init(_ row: DueRow) { (mrn, item) = (row.mrn, row.item.item) }
    }

    /// The day of the list.
    private(set) var asOf = ""
    private(set) var rows: [DueRow] = []
    /// The rows that the latest change added or altered.
    private(set) var fresh: Set<Place> = []

    /// Applies a change.
    mutating func apply(_ change: WatchChange) {
        asOf = change.asOf
        switch change.kind {
        case "state": (rows, fresh) = (change.rows, [])
        case "changed":
            fresh = Set(change.rows.map(Place.init))
            put(change.rows)
        case "moved": put(change.rows)
        case "removed":
            let gone = Set(change.rows.map(Place.init))
            rows.removeAll { gone.contains(Place($0)) }
            fresh.subtract(gone)
        default: break
        }
    }

    /// Puts rows in place of those they are about, in the order of their places.
    private mutating func put(_ changed: [DueRow]) {
        let places = Set(changed.map(Place.init))
        rows = rows.filter { !places.contains(Place($0)) } + changed
        rows.sort { ($0.place ?? "") < ($1.place ?? "") }
    }
}

/// Filters which rows of the live work-list are shown, in addition to the requested filters.
struct LiveFilter: Equatable {
    /// Only items without an appointment.
    var isUnbooked = false
    /// Only overdue items.
    var isOverdue = false
    /// Also what is long overdue, which is folded to a line otherwise.
    var isStaleShown = false
    /// Only this clinic.
    var clinic: String?
    /// Only rows whose record number, name, item, clinic or owner contains this, ignoring case.
    var text = ""

    func shows(_ row: DueRow) -> Bool {
        if isUnbooked, row.item.booked != nil { return false }
        if isOverdue, row.item.status != "overdue" { return false }
        if let clinic, row.clinic != clinic { return false }
        if text.isEmpty { return true }
        let wanted = text.lowercased()
        return [
            row.mrn, DueTable.name(row), "\(row.givenName) \(row.familyName)", row.item.item, row.clinic,
            row.owner ?? "",
        ]
        .contains { $0.lowercased().contains(wanted) }
    }

    /// The filter in words; empty if it matches everything.
    var words: String {
        [
            isOverdue ? "overdue" : nil, isUnbooked ? "unbooked" : nil, clinic.map { "clinic \($0)" },
            isStaleShown ? "long overdue too" : nil, text.isEmpty ? nil : "/\(text)",
        ].compactMap(\.self).joined(separator: ", ")
    }
}

/// The keys of the live work-list, on a screen of 24 lines.
enum LiveHelp {
    static let lines = [
        "j, k, arrows     one row down, up", "PgDn, PgUp       a screen down, up (space: down)",
        "g, G             first, last row", "Enter, o         open the patient: what is owed, course, history",
        "e                explain the item: rule, rows, arithmetic",
        "b, r             book an appointment; record what happened", "s                snooze the item",
        "a                take the item on",
        "                 Each is tried out first: you see what it changes; y does it.",
        "/                search: number, name, item, clinic, owner", "u                only what is unbooked",
        "l, t             only what is late; also what is long overdue",
        "c                only the clinic of this row",
        "x, Esc           show everything again", "Ctrl-L           paint the screen anew",
        "q                back; from the list: end",
        "> stands before the chosen row, * before one that has just changed.",
        "A screen reader gets a line a change with: cnswatch watch --plain",
    ]
}
