import ControlInterface
import Testing

@testable import HTMLReport

@Suite("The page of the forecast")
struct ForecastPageTests {
    @Test func `what is needed adds up: in words, by clinic, by week`() throws {
        let page = try SampleReport().page("forecast.html")
        let sections = page.all("section")
        #expect(sections.map { $0.all("h2")[0].text } == ["brain-mri", "visit"], "scanners are booked for first")
        #expect(
            sections.map { $0.all("p")[0].text } == [
                "7 in all: 3 booked, 2 owed and not booked, 2 projected.",
                "2 in all: 0 booked, 2 owed and not booked, 0 projected.",
            ])
        #expect(
            sections[0].all("thead")[0].all("th").map(\.text) == ["Clinic", "All", "Booked", "Not booked", "Projected"])
        #expect(
            try page.table("brain-mri by clinic").rows == [
                ["none recorded", "3", "0", "1", "2"], ["North", "4", "3", "1", "0"],
            ])
        #expect(
            try page.table("brain-mri by week").rows == [
                ["2026-11-23", "4", "3", "1", "0"], ["2026-11-30", "0", "0", "0", "0"],
                ["2026-12-07", "3", "0", "1", "2"],
            ], "a week in which nothing is needed stands between them")
        #expect(try page.table("visit by week").rows == [["before", "2", "0", "2", "0"]])
        #expect(page.text.contains("5 owed items lie after these weeks."))
    }

    @Test func `a bar is as high as its numbers: booked below, then not booked, then projected`() throws {
        let chart = try SampleReport().page("forecast.html").all("section")[0].one("svg")
        let bars = chart.all("g")
        #expect(bars.count == 26)
        #expect(bars[0].all("title")[0].text == "2026-11-23: 3 booked, 1 not booked, 0 projected")
        func heights(_ bar: Element) -> [String: Int] {
            Dictionary(uniqueKeysWithValues: bar.all("rect").map { ($0["class"]!, Int($0["height"]!)!) })
        }
        let (first, third) = (heights(bars[0]), heights(bars[2]))
        let unit = try #require(first["f-open"])
        #expect(unit > 10 && abs(first["f-booked"]! - 3 * unit) <= 3 && first["f-later"] == 0)
        #expect(third["f-booked"] == 0 && abs(third["f-later"]! - 2 * unit) <= 2 && abs(third["f-open"]! - unit) <= 1)
        for bar in bars {
            let parts = bar.all("rect").map { (top: Int($0["y"]!)!, height: Int($0["height"]!)!) }
            #expect(parts[0].top + parts[0].height == parts[1].top && parts[1].top + parts[1].height == parts[2].top)
        }
        #expect(bars[1].all("text").isEmpty, "an empty week has no figure")
        #expect(chart["aria-label"] == "brain-mri by week: at most 4 in a week")
    }

    @Test func `where nothing is expected the page says so`() throws {
        var report = SampleReport()
        report.forecastRows = []
        #expect(try report.page("forecast.html").text.contains("Nothing is expected."))
    }
}

@Suite("The page of adherence")
struct AdherencePageTests {
    static func occasion(
        _ mrn: String, _ outcome: String, clinic: String = "West", rule: String = "visits", due: String = "2026-09-20",
        latest: String, done: String? = nil, daysLate: Int = 0
    ) -> OccasionReport {
        OccasionReport(
            mrn: mrn, clinic: clinic, item: "visit", rule: rule, urgency: "routine", earliest: "2026-09-01", due: due,
            latest: latest, done: done, outcome: outcome, daysLate: daysLate)
    }

    private static let report: SampleReport = {
        var report = SampleReport()
        report.occasions = [
            occasion("MRN-one", "inside", latest: "2026-09-30", done: "2026-09-18"),
            occasion("MRN-two", "inside", clinic: "", latest: "2026-09-30", done: "2026-09-25"),
            occasion("MRN-three", "late", latest: "2026-09-30", done: "2026-10-02", daysLate: 2),
            occasion("MRN-one", "missed", rule: "mammography", due: "2026-10-05", latest: "2026-10-31"),
            occasion("MRN-one", "overdue", due: "2026-11-02", latest: "2026-11-22", daysLate: 1),
            occasion("MRN-two", "early", due: "2026-05-20", latest: "2026-06-20", done: "2026-06-01"),
        ]
        return report
    }()

    @Test func `the figures are those of what is judged`() throws {
        let page = try Self.report.page("adherence.html")
        #expect(
            try page.one("ul", "figures").all("li").map(\.text) == [
                "40 %done inside the window", "+5median, days from the due date", "1overdue now", "5occasions judged",
            ])
        #expect(page.text.contains("2 were done on a day that the record does not tell, and are not judged."))
    }

    @Test func `by rule, clinic and month the same occasions are counted`() throws {
        let page = try Self.report.page("adherence.html")
        let tables = page.all("table").prefix(3).map(\.rows)
        #expect(
            page.all("thead")[0].all("th").map(\.text) == [
                "Rule", "Inside", "", "Judged", "Late", "Missed", "Overdue", "Early", "Median, days from due",
            ])
        #expect(
            tables == [
                [
                    ["mammography", "0 %", "", "1", "0", "1", "0", "0", "–"],
                    ["visits", "50 %", "", "4", "1", "0", "1", "1", "+5"],
                ],
                [
                    ["none recorded", "100 %", "", "1", "0", "0", "0", "0", "+5"],
                    ["West", "25 %", "", "4", "1", "1", "1", "1", "+12"],
                ],
                [
                    ["2026-11", "0 %", "", "1", "0", "0", "1", "0", "–"],
                    ["2026-10", "0 %", "", "1", "0", "1", "0", "0", "–"],
                    ["2026-09", "66 %", "", "3", "1", "0", "0", "0", "+5"],
                    ["earlier", "–", "", "0", "0", "0", "0", "1", "–"],
                ],
            ])
        let shares = page.all("table")[0].all("rect", "f-booked").map { $0["width"] }
        #expect(shares == ["0", "50"])
    }

    @Test func `what was not in time stands with its patient, the latest first, sixty at most`() throws {
        let page = try Self.report.page("adherence.html")
        let table = try page.table("3 of 3")
        #expect(
            table.rows == [
                ["MRN-one", "West", "visit", "visits", "2026-11-22", "", "overdue by 1 day"],
                ["MRN-one", "West", "visit", "mammography", "2026-10-31", "", "missed"],
                ["MRN-three", "West", "visit", "visits", "2026-09-30", "2026-10-02", "late by 2 days"],
            ])
        #expect(
            table.all("a").map { $0["href"] } == [
                "patients/aaaaaaaaaaaa.html", "patients/aaaaaaaaaaaa.html", "patients/cccccccccccc.html",
            ])
        #expect(
            try Self.report.page("adherence.html", .pseudonyms).table("3 of 3").rows.map { $0[0] } == [
                "aaaaaaaaaaaa", "aaaaaaaaaaaa", "cccccccccccc",
            ])
        var many = SampleReport()
        many.occasions = (0..<70).map { Self.occasion("MRN-one", "missed", latest: "2026-10-\(10 + $0 % 20)") }
        #expect(try many.page("adherence.html").table("60 of 70").rows.count == 60)
    }

    @Test func `without an occasion there is no share, and no list`() throws {
        let page = try SampleReport().page("adherence.html")
        #expect(try page.one("ul", "figures").all("b").map(\.text) == ["–", "–", "0", "0"])
        #expect(!page.text.contains("Not in time"))
    }
}
