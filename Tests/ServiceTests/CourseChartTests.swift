import ControlInterface
import Terminal
import Testing

@testable import cnswatch

@Suite("The chart of a course")
struct CourseChartTests {
    private func summary(_ rows: [(String, String)], _ items: [ItemReport] = []) -> PatientSummary {
        var summary = StubAnswers.summary
        summary.items = items
        summary.timeline = rows.map {
            TimelineEntry(kind: "counted", fact: FactReport(file: "events.csv", row: 1, date: $0.0, words: $0.1))
        }
        return summary
    }

    @Test func `lanes, windows, years and today stand in columns of time`() throws {
        let item = StubAnswers.item("brain-mri", daysLate: 8)
        let chart = try #require(
            CourseChart(
                summary(
                    [
                        ("2020-01-01", "diagnosis breast-cancer metastatic"), ("2024-02", "drug trastuzumab start"),
                        ("2024-06-01", "imaging mri-brain negative"), ("2024-06-02", "imaging ct-body negative"),
                        ("2025-03-01", "imaging mri-brain new-lesions"), ("2025-03-20", "radiotherapy srs"),
                        ("2026-11-20", "symptom headache onset"), ("2026-12-24", "appointment brain-mri booked"),
                    ], [item]), width: 80))
        #expect(
            chart.lines == [
                "scans                2               O                                     |",
                "treatment     +                       T                                    |",
                "findings                                                                   x",
                "other                                                                      | .",
                "brain-mri                                                               [-D!",
                "          --2024------------------2025-----------------2026----------------|2027",
                "                                                                         today",
                "o scan, O scan that found something, + start, - stop, T other treatment, x",
                "  finding, 2..9 several",
                "[ earliest, D due, ] latest, > later than shown, ! overdue until today",
                "1 row is from before 2023-11-23: see the history",
            ])
    }

    @Test func `no line is wider than asked for, whatever the dates are`() {
        var far = StubAnswers.item("visit")
        (far.earliest, far.due, far.latest) = ("2031-01-01", "2031-02-01", "9999-12-31")
        var old = StubAnswers.item("mammogram", daysLate: 900)
        (old.earliest, old.due, old.latest) = ("0001-01-01", "2000-01-01", "2001-01-01")
        for width in 40...110 {
            let chart = CourseChart(
                summary([("0001", "visit"), ("9999-12-31", "imaging x"), ("2026-11-23", "imaging x")], [far, old]),
                width: width)
            #expect(chart?.lines.isEmpty == false)
            for line in chart?.lines ?? [] { #expect(TerminalText.width(line) <= width, "\(width): \(line)") }
        }
        #expect(CourseChart(summary([("2026-11-23", "visit")]), width: 20) == nil)
        #expect(CourseChart(summary([]), width: 80) == nil)
    }

    @Test func `a summary fits eighty columns, whatever a roster says`() {
        var report = summary([("2026-05-01", String(repeating: "imaging 王芳 ", count: 20))], [StubAnswers.rows[0].item])
        report.phaseMeaning = String(repeating: "meaning ", count: 20)
        report.person.familyName = "\u{1B}[2J" + String(repeating: "x", count: 100)
        for width in [80, 100] {
            for line in SummaryText.lines(report, colours: Colours(isOn: false), width: width) {
                #expect(TerminalText.width(line) <= width, "\(line)")
                #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .control })
            }
        }
    }
}
