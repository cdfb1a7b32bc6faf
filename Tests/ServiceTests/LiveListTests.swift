import ControlInterface
import Terminal
import Testing

@testable import cnswatch

/// The live work-list, by what is typed and what its screen then shows.
@Suite("The live work-list")
struct LiveListTests {
    private var list: LiveList

    init() {
        list = LiveList(size: TerminalSize(columns: 80, lines: 12), colours: Colours(isOn: false))
        list.apply(
            change("state", StubAnswers.rows + (4...20).map { StubAnswers.row("P\($0)", StubAnswers.item("visit")) }))
    }

    private func change(_ kind: String, _ rows: [DueRow], notices: [Notice] = []) -> WatchChange {
        WatchChange(kind: kind, asOf: "2026-11-23", rows: rows, notices: notices)
    }

    private func screen(_ list: LiveList) -> String { LiveScreen.lines(list).joined(separator: "\n") }

    private mutating func type(_ text: String) -> [LiveRequest] { text.compactMap { list.press(.character($0)) } }

    @Test func `the screen has the list in its order, the chosen row marked, and no line too wide or too many`() {
        let lines = LiveScreen.lines(list)
        #expect(lines.count == 12)
        #expect(lines[0] == "cnswatch 2026-11-23: 20 of 20 items, row 1")
        #expect(lines[1] == "2 overdue, 18 due this week, 19 of these unbooked")
        #expect(lines[2].hasPrefix("  URGENCY  STATUS"))
        #expect(lines[3].hasPrefix("> urgent   late 8 d  2026-11-15  brain-mri"))
        #expect(lines[4].contains("M2") && lines[5].contains("M3"), "\(lines)")
        #expect(lines[9] == "  urgent: mri-brain stable on 1 May, due 1 Nov" && lines[10] == "  missed 2 times")
        #expect(lines[11].hasPrefix("Enter open, e explain"))
        for (columns, rows) in [(20, 6), (40, 8), (80, 24), (200, 60), (3, 2), (1, 1)] {
            var list = list
            list.resize(TerminalSize(columns: columns, lines: rows))
            let lines = LiveScreen.lines(list)
            #expect(lines.count <= rows, "\(columns) x \(rows)")
            for line in lines { #expect(TerminalText.width(line) <= columns, "\(columns) x \(rows): \(line)") }
        }
    }

    @Test mutating func `keys move and stop at the ends, and the chosen row stays in sight`() {
        for (keys, row) in [
            ([Key.down], 2), ([.character("j"), .character("j")], 4), ([.up], 3), ([.pageDown], 9),
            ([.character("G")], 20),
            ([.down], 20), ([.pageUp], 14), ([.home], 1), ([.character("k")], 1), ([.end], 20), ([.character("g")], 1),
        ] as [([Key], Int)] {
            for key in keys { #expect(list.press(key) == nil) }
            #expect(screen(list).contains("row \(row)\n"), "\(keys)")
            #expect(LiveScreen.lines(list).count { $0.hasPrefix(">") } == 1)
        }
    }

    @Test mutating func `a change keeps what is chosen, marks what is new, and drops what is gone`() {
        _ = list.press(.down)
        #expect(list.row?.mrn == "M2")
        list.apply(change("changed", [StubAnswers.row("M9", StubAnswers.item("csf", urgency: "emergency"))]))
        #expect(list.row?.mrn == "M2" && list.shown[0].mrn == "M9")
        #expect(screen(list).contains("\n* emergency  due"))
        #expect(screen(list).hasSuffix("1 row changed, marked *"))
        list.apply(change("removed", [list.shown[0], list.shown[2]]))
        #expect(!screen(list).contains("M9") && list.row?.mrn != "M2")
        #expect(screen(list).contains("19 of 19 items"))
        list.apply(change("removed", list.shown))
        #expect(screen(list).contains("Nothing is owed that matches.") && list.row == nil)
        for key in [Key.down, .enter, .character("e"), .character("b"), .pageUp] { #expect(list.press(key) == nil) }
    }

    @Test mutating func `what everyone must know stands on the screen, and a lost service more so`() {
        list.apply(change("notice", [], notices: [StubAnswers.notice, StubAnswers.notice]))
        #expect(screen(list).contains("\n! The export is old. (and 1 more: cnswatch status)\n"))
        list.lose("the service is not running")
        #expect(screen(list).contains("\n! NOT LIVE: the service is not running; trying again\n"))
        list.apply(change("state", []))
        #expect(!screen(list).contains("NOT LIVE"))
    }

    @Test mutating func `a search narrows while it is typed, and escape shows everything again`() {
        #expect(type("/SAMPLE, m2").isEmpty)
        #expect(screen(list).contains("1 of 20 items (/SAMPLE, m2), row 1") && screen(list).contains("> soon"))
        #expect(screen(list).hasSuffix("/SAMPLE, m2_   Enter keep  Esc all"))
        for _ in 0..<3 { _ = list.press(.backspace) }
        #expect(screen(list).contains("20 of 20 items (/SAMPLE,"))
        _ = list.press(.enter)
        #expect(list.press(.escape) == nil && screen(list).contains(": 20 of 20 items, row"))
        #expect(type("/zzz").isEmpty && screen(list).contains("Nothing is owed that matches: x shows everything"))
    }

    @Test mutating func `filters of one key are switched on and off, and stand in the title`() {
        #expect(type("u").isEmpty && screen(list).contains("19 of 20 items (unbooked)"))
        #expect(type("l").isEmpty && screen(list).contains("2 of 20 items (overdue, unbooked)"))
        #expect(type("c").isEmpty && screen(list).contains("(overdue, unbooked, clinic North)"))
        #expect(type("x").isEmpty && screen(list).contains(": 20 of 20 items, row"))
    }

    @Test mutating func `what is long overdue is counted, and shown when asked for`() {
        var stale = StubAnswers.row("Z1", StubAnswers.item("mammogram", urgency: "routine", daysLate: 400))
        (stale.band, stale.place) = ("long-overdue", "9 Z1")
        list.apply(change("changed", [stale]))
        #expect(screen(list).contains(": 20 of 21 items, row") && !screen(list).contains("Z1"))
        list.resize(TerminalSize(columns: 140, lines: 12))
        #expect(
            LiveScreen.lines(list)[1]
                == "3 overdue, 18 due this week, 20 of these unbooked; 1 item long overdue: is the record complete? t shows them"
        )
        #expect(type("t").isEmpty && screen(list).contains("21 of 21 items (long overdue too)"))
        _ = list.press(.end)
        #expect(list.row?.mrn == "Z1")
        #expect(type("t").isEmpty && screen(list).contains(": 20 of 21 items, row"))
    }

    @Test mutating func `a patient stands once, further items below it, and rows go where the service puts them`() {
        var further = StubAnswers.row("M1", StubAnswers.item("visit"))
        further.place = "2 M1 visit"
        list.apply(change("changed", [further]))
        let lines = LiveScreen.lines(list)
        #expect(lines[3].hasPrefix("> urgent ") && lines[3].contains("M1"))
        #expect(lines[4].hasPrefix("*   soon ") && !lines[4].contains("M1"))
        var moved = list.shown[2]
        moved.place = "0"
        list.apply(change("moved", [moved]))
        #expect(list.shown[0] == moved && list.row?.mrn == "M1")
        #expect(LiveScreen.lines(list).count { $0.hasPrefix("*") } == 1)
    }

    @Test mutating func `a patient is opened, read and left`() {
        #expect(list.press(.enter) == .show("M1"))
        #expect(list.press(.character("e")) == .explain(mrn: "M1", item: "brain-mri"))
        list.read("Patient M1", (1...30).map { "line \($0)" })
        #expect(
            screen(list).hasPrefix("Patient M1\n\nline 1\n")
                && screen(list).hasSuffix("lines 1 to 6 of 30   q back  space on"))
        _ = list.press(.pageDown)
        #expect(screen(list).contains("\n\nline 7\n"))
        _ = list.press(.character("G"))
        #expect(screen(list).contains("line 30") && screen(list).hasSuffix("lines 25 to 30 of 30   q back  space on"))
        #expect(list.press(.character("q")) == nil && list.mode == .list)
        #expect(list.press(.character("q")) == .quit)
        #expect(list.press(.control("c")) == .quit && list.press(.control("l")) == .repaint)
    }

    @Test mutating func `an act asks for what is owed, is tried out, shown, and done only on yes`() {
        #expect(type("s").isEmpty)
        #expect(screen(list).hasSuffix("snooze brain-mri of M1. Last day, YYYY-MM-DD or such as 2w: _"))
        #expect(list.press(.enter) == nil && type("2w").isEmpty && list.press(.enter) == nil)
        #expect(screen(list).hasSuffix("snooze brain-mri of M1. Reason: _"))
        #expect(type("strikes").isEmpty && list.press(.backspace) == nil)
        let act = LiveAct(kind: .snooze, mrn: "M1", item: "brain-mri", answers: ["2w", "strike"])
        #expect(list.press(.enter) == .tryOut(act))
        list.confirm(act, ["M1", "brain-mri: open -> held back until 2026-12-05"])
        #expect(
            screen(list).hasPrefix("snooze brain-mri of M1: what it would change\n\nM1\nbrain-mri: open -> held back"))
        #expect(screen(list).hasSuffix("Do this? y yes, any other key no"))
        var refused = list
        #expect(refused.press(.enter) == nil && screen(refused).hasSuffix("nothing was done"))
        #expect(list.press(.character("y")) == .perform(act) && list.mode == .list)
    }

    @Test(arguments: [("b" as Character, LiveAct.Kind.book), ("r", .record)])
    mutating func `an act of one answer is left with escape and asked again`(key: Character, kind: LiveAct.Kind) {
        #expect(list.press(.character(key)) == nil && type("x").isEmpty)
        #expect(list.press(.escape) == nil && screen(list).hasSuffix("nothing was done"))
        _ = list.press(.character(key))
        #expect(type("2026-12-24").isEmpty)
        #expect(
            list.press(.enter) == .tryOut(LiveAct(kind: kind, mrn: "M1", item: "brain-mri", answers: ["2026-12-24"])))
    }

    @Test mutating func `a slip in a day is said, and what was typed stays to be mended`() {
        #expect(type("b2026-13-40").isEmpty && list.press(.enter) == nil)
        let lines = LiveScreen.lines(list)
        #expect(lines.last?.hasSuffix("2026-13-40_") == true)
        #expect(lines[lines.count - 2].hasPrefix("! The calendar has no day 2026-13-40"))
        for _ in 0..<5 { _ = list.press(.backspace) }
        #expect(type("12-24").isEmpty && !screen(list).contains("has no day"))
        #expect(
            list.press(.enter) == .tryOut(LiveAct(kind: .book, mrn: "M1", item: "brain-mri", answers: ["2026-12-24"])))
    }

    @Test mutating func `taking an item on needs no answer, and unknown keys say where help is`() {
        #expect(type("a") == [.tryOut(LiveAct(kind: .ack, mrn: "M1", item: "brain-mri"))])
        #expect(type("Z").isEmpty && screen(list).hasSuffix("no such key; ? shows them all"))
        #expect(type("?").isEmpty && screen(list).hasPrefix("Keys\n\nj, k, arrows"))
        #expect(LiveHelp.lines.count + LiveScreen.linesBesideRows <= 24)
        for line in LiveHelp.lines { #expect(TerminalText.width(line) <= 80) }
    }

    @Test mutating func `long answers show their end, and hostile names no control character`() {
        _ = type("r" + String(repeating: "x", count: 100) + "END")
        #expect(LiveScreen.lines(list).last?.hasSuffix("xEND_") == true)
        #expect(TerminalText.width(LiveScreen.lines(list).last ?? "") <= 80)
        _ = list.press(.escape)
        var row = StubAnswers.row("M\u{1B}]0;x\u{7}", StubAnswers.item("visit", urgency: "emergency"))
        (row.familyName, row.givenName, row.clinic) = ("\u{1B}[2J", "\u{9B}31m\u{202E}", "王芳\u{7}")
        list.apply(change("changed", [row], notices: [Notice(kind: "x", message: "\u{1B}c")]))
        _ = list.press(.home)
        _ = list.press(.character("c"))
        let forbidden = screen(list).unicodeScalars.filter {
            [.control, .format].contains($0.properties.generalCategory) && $0 != "\n"
        }
        #expect(forbidden.isEmpty, "\(forbidden)")
        for line in LiveScreen.lines(list) { #expect(TerminalText.width(line) <= 80) }
    }
}
