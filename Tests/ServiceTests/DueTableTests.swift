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
            lines.filter { $0.contains(" - ") } == ["EMERGENCY - 1 item", "URGENT - 2 items", "SOON - 2 items"])
    }

    @Test(arguments: [40, 48, 60, 72, 80, 90, 100, 120, 132, 160, 240])
    func `no line is wider than the terminal, and no remark is lost`(width: Int) {
        let lines = lines(width)
        for line in lines { #expect(TerminalText.width(line) <= width, "\(line)") }
        let text = lines.joined(separator: " ").replacing(#/ +/#, with: " ")
        for words in [
            "incomplete data, not in the export since 2026-11-01", "missed 2 times", "snooze until 2026-12-05",
            "M4711-123",
            "2026-12-24", "overdue 2484 d", "urgent: mri-brain stable on 1 May, due 1 Nov",
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

    @Test(arguments: [nil, 60] as [Int?])
    func `what is long overdue is one line with its count unless it is asked for, and counts in the sentence`(
        width: Int?
    ) {
        let stale = ["A", "B"].map { mrn in
            var row = StubAnswers.row(mrn, StubAnswers.item("mammogram", urgency: "routine", daysLate: 400))
            row.band = "long-overdue"
            return row
        }
        var table = DueTable(
            rows: Self.rows + stale, folded: 2, asOf: "2026-11-23", colours: Colours(isOn: false), width: width)
        let folded = table.lines.joined(separator: " ").replacing(#/ +/#, with: " ")
        #expect(folded.hasPrefix("5 overdue,"))
        #expect(folded.contains("2 items long overdue: is the record complete? cnswatch due --stale"))
        #expect(!folded.contains("overdue 400 d") && table.shown.count == Self.rows.count)
        table.folded = nil
        #expect(table.lines.contains("LONG OVERDUE: IS THE RECORD COMPLETE? - 2 items"))
        #expect(table.lines.count { $0.contains("overdue 400 d") } == 2)
    }

    @Test(arguments: [nil, 100, 60] as [Int?])
    func `by patient the further items stand indented below the first, without saying again who that is`(width: Int?) {
        let rows =
            ["brain-mri", "visit"].map { StubAnswers.row("M7", StubAnswers.item($0)) } + [
                StubAnswers.row("M8", StubAnswers.item("csf"))
            ]
        func lines(isByPatient: Bool) -> [String] {
            DueTable(
                rows: rows, isByPatient: isByPatient, asOf: "2026-11-23", colours: Colours(isOn: false), width: width
            ).lines
        }
        let lines = lines(isByPatient: true)
        // The sentence names the first too.
        #expect(lines.count { $0.contains("M7") } == 2 && lines.count { $0.contains("M8") } == 1)
        let further = lines.first { $0.contains(" visit") }
        #expect(further?.hasPrefix("  ") == true && lines.first { $0.contains(" csf") }?.hasPrefix(" ") == false)
        #expect(self.lines(nil).allSatisfy { !$0.hasPrefix("  ") })
        #expect(
            DueTable(rows: rows, asOf: "2026-11-23", colours: Colours(isOn: false), width: nil).lines.count {
                $0.contains("M7")
            } == 3)
    }

    @Test func `an emergency of today is due today, however long another rule has asked for the scan`() {
        var item = StubAnswers.item("brain-mri", urgency: "emergency", daysLate: 59)
        (item.leadingDue, item.leadingLatest) = ("2026-11-23", "2026-11-23")
        (item.leadingStatus, item.leadingDaysLate) = ("due", 0)
        let lines = DueTable(
            rows: [StubAnswers.row("M1", item)], asOf: "2026-11-23", colours: Colours(isOn: false), width: nil
        ).lines
        #expect(lines[0].hasSuffix("most urgent: brain-mri of M1 (emergency)."))
        #expect(lines.contains { $0.hasPrefix("emergency  due     2026-11-23  2026-11-23  brain-mri") })
        #expect(!lines.joined().contains("59"))
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
