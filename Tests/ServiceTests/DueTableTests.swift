import ControlInterface
import Terminal
import TestSupport
import Testing

@testable import cnswatch

@Suite("The work-list as people read it")
struct DueTableTests {
    private static let rows: [DueRow] = {
        var long = StubAnswers.row(
            "M4711-123", StubAnswers.item("treatment-decision", urgency: "inpatient", daysLate: 2484))
        (long.familyName, long.clinic, long.owner) = ("王芳王芳王芳王芳 e\u{301}\u{1B}[2J", "Somewhere far away", "somebody")
        var missing = StubAnswers.row("M5", StubAnswers.item("csf", urgency: "emergency"))
        (missing.incomplete, missing.absentSince) = (true, "2026-11-01")
        return [missing, long] + StubAnswers.rows
    }()

    private func lines(_ width: Int?) -> [String] {
        DueTable(rows: Self.rows, asOf: "2026-11-23", colours: Colours(isOn: false), width: width).lines
    }

    @Test func `what presses stands in a sentence, then bands in their order`() {
        let lines = lines(nil)
        #expect(
            lines[0] == "3 overdue, 2 due this week, 4 of these unbooked; most urgent: csf of M5 (emergency).")
        #expect(
            lines.filter { $0.contains(" - ") } == ["EMERGENCY - 1 item", "URGENT - 2 items", "OTHERS - 2 items"])
    }

    @Test(arguments: [40, 48, 60, 72, 80, 90, 100, 120, 132, 160, 240])
    func `no line is wider than the terminal, and no remark is lost`(width: Int) {
        let lines = lines(width)
        for line in lines { #expect(TerminalText.width(line) <= width, "\(line)") }
        let text = lines.joined(separator: " ").replacing(#/ +/#, with: " ")
        for words in [
            "incomplete data, not in the export since 2026-11-01", "missed 2 times", "snooze until 2026-12-05",
            "M4711-123",
            "2026-12-24", "overdue 2484 d",
        ] { #expect(text.contains(words), "\(width): \(words) is missing in\n\(lines.joined(separator: "\n"))") }
        #expect(!text.contains("\u{1B}"))
        #expect(text.contains("DUE ") || text.contains("too narrow for DUE"))
    }

    @Test func `the record number is the last to give way`() {
        for row in Self.rows { #expect(lines(36).contains { $0.contains(row.mrn) }, "\(row.mrn)") }
    }

    @Test func `a part of a list is not taken for all of it`() {
        let part = DueTable(
            rows: Self.rows, others: 7, asOf: "2026-11-23", colours: Colours(isOn: false), width: nil)
        #expect(part.lines[0].hasPrefix("Of the first 5: 3 overdue, "))
    }

    @Test func `nothing limits what goes to a file`() {
        #expect(lines(nil).contains { $0.contains("Somewhere far away") && $0.contains("王芳王芳王芳王芳") })
    }

    @Test func `a sentence counts a week ahead, and only what is not booked`() {
        var soon = StubAnswers.item("visit")
        (soon.status, soon.due) = ("due-soon", "2026-11-30")
        var later = soon
        later.due = "2026-12-01"
        let rows = [StubAnswers.row("A", soon), StubAnswers.row("B", later)]
        #expect(
            DueSummary(rows, asOf: "2026-11-23").line
                == "0 overdue, 1 due this week, 1 of these unbooked; most urgent: visit of A (soon)")
        #expect(DueSummary([], asOf: "2026-11-23").line == "nothing")
    }
}
