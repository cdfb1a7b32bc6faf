import CivilCalendar
import Testing

@Suite("PartialDate")
struct PartialDateTests {
    @Test(arguments: [
        ("2025-03-10", "2025-03-10", "2025-03-10"), ("2025-03", "2025-03-01", "2025-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"), ("2025-02", "2025-02-01", "2025-02-28"),
        ("2025", "2025-01-01", "2025-12-31"), ("9999-12", "9999-12-01", "9999-12-31"),
    ])
    func `a date is the span of days it may mean and prints as written`(text: String, first: String, last: String)
        throws
    {
        let date = try #require(PartialDate(text))
        #expect(date.first.description == first)
        #expect(date.last.description == last)
        #expect(date.description == text)
        #expect(date.isExact == (first == last))
    }

    @Test(arguments: [
        "", "3/4/2025", "2025-02-30", "2025-13", "2025-00", "0000", "0000-01-01", "25", "2025-3-10", "2025-03-1",
        "20250310", "2025-03-10T00:00", "2025/03/10", " 2025", "2025 ", "２０２５", "-2025", "2023-02-29", "2025-04-31",
        "2025-03-00", "2025-0a", "+025-01-01",
    ])
    func `any other text is no date`(text: String) {
        #expect(PartialDate(text) == nil)
    }

    // protocol.md section 1: on or after the other's last day, or written alike.
    @Test(arguments: [
        ("2025-03-10", "2025-03-10", true), ("2025-03-09", "2025-03-10", false), ("2023", "2023-05", false),
        ("2023-05", "2023-05", true), ("2023", "2023", true), ("2023-05-31", "2023-05", true),
        ("2023-05-30", "2023-05", false), ("2023-06", "2023-05", true), ("2025-03", "2025-03-01", true),
        ("2025-03", "2025-03-02", false),
    ])
    func `since is certain or not at all`(date: String, other: String, isSince: Bool) throws {
        #expect(try #require(PartialDate(date)).isSince(try #require(PartialDate(other))) == isSince)
    }

    @Test(arguments: [
        ("2025-03", "2025-03", "0d", false), ("2025-03-31", "2025-03", "0d", true),
        ("2025-03-30", "2025-03", "0d", false),
        ("2025-03-01", "2025-03", "-28d", false), ("2025-03-03", "2025-03", "-28d", true),
        ("2025-04-10", "2025-03-13", "28d", true), ("2025-04-09", "2025-03-13", "28d", false),
    ])
    func `a scan answers from the other date's last day on, and dates written alike do not help`(
        scan: String, other: String, interval: String, answers: Bool
    ) throws {
        let scan = try #require(PartialDate(scan))
        #expect(scan.answers(try #require(PartialDate(other)), plus: try #require(Interval(interval))) == answers)
    }

    @Test func `a date keeps its value in four bytes`() {
        #expect(MemoryLayout<PartialDate>.size == 4)
    }
}
