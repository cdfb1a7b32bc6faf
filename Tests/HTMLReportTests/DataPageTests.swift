import ControlInterface
import Testing

@testable import HTMLReport

@Suite("The pages of the data and of the protocol")
struct DataPageTests {
    static let faults = [
        FaultReport(
            file: "events.csv", row: 12, column: "date", reason: "\"Ann & Co\" is no date", remedy: "write YYYY-MM-DD"),
        FaultReport(file: "Ann_Sample.json", reason: "it is cut off", remedy: "export it anew"),
    ]

    private static let report: SampleReport = {
        var report = SampleReport()
        report.faultRows = faults
        return report
    }()

    @Test func `a fault says where, what and what to do`() throws {
        let page = try Self.report.page("data.html")
        #expect(
            try page.one("ul", "figures").all("li").map(\.text) == [
                "4patients in the export", "31rows that count", "2rows set aside", "1patients missing from the export",
            ])
        #expect(
            try page.table("2 of 5 faults of the export").rows == [
                ["events.csv row 12 date", "\"Ann & Co\" is no date", "write YYYY-MM-DD"],
                ["Ann_Sample.json", "it is cut off", "export it anew"],
            ])
    }

    @Test func `under pseudonyms a fault says only where: what is wrong may quote a name`() throws {
        let page = try Self.report.page("data.html", .pseudonyms)
        let table = try page.table("2 of 5 faults of the export")
        #expect(table.rows == [["events.csv", "12", "date"], ["a bundle", "", ""]])
        #expect(table.all("caption")[0].text.hasSuffix("says cnswatch roster check"))
    }

    @Test func `who is missing from the export is named, with since when, and no one else`() throws {
        let page = try Self.report.page("data.html")
        let missing = try #require(page.all("li").filter { $0.text.contains("since") }.first)
        #expect(missing.text == "MRN-four since 2026-11-01")
        #expect(try missing.one("a")["href"] == "patients/dddddddddddd.html")
        #expect(page.all("li").filter { $0.text.contains("since") }.count == 1)
    }

    @Test func `each question stands beside its patient`() throws {
        let table = try Self.report.page("data.html").table("3 remarks and partial dates")
        #expect(
            table.rows == [
                ["MRN-one", "2026-06-10 the result is not known; record it"],
                ["MRN-one", "On which day? 2026-02 biomarker her2 3+"],
                ["MRN-one", "2026-05 drug x stop (events.csv row 7): it ends before it begins"],
            ])
        #expect(table.all("a").allSatisfy { $0["href"] == "patients/aaaaaaaaaaaa.html" })
    }

    @Test func `where there is nothing to say the page says so`() throws {
        var report = SampleReport()
        report.people = [report.people[1]]
        let page = try report.page("data.html")
        #expect(page.all("h2").map(\.text) == ["Faulty rows", "Questions about records"])
        #expect(page.all("table").isEmpty && page.all("main")[0].all("p").map(\.text) == ["None.", "None."])
    }

    @Test func `every rule stands in one row with its numbers, and one that is off says so`() throws {
        let page = try SampleReport().page("protocol.html")
        #expect(
            try page.one("dl").all("dd").map(\.text) == ["HER2 & CNS", "her2-cns", "1", "2026-01-01", "f00d"])
        #expect(
            page.all("thead")[0].all("th").map(\.text) == [
                "Rule", "Item", "Due", "Repeat", "Early", "Late", "Condition", "Urgency", "Grade", "Source",
            ])
        #expect(
            page.rows == [
                [
                    "systemic-therapy-alone", "brain-mri, visit", "6w", "3m", "7d", "1w", "age < 40", "routine",
                    "trial", "HER2CLIMB <2019>",
                ],
                [
                    "spine (off)", "spine-mri", "6w", "3m", "7d", "1w", "age < 40", "urgent", "trial",
                    "HER2CLIMB <2019>",
                ],
            ])
        #expect(
            page.all("tbody").flatMap { $0.all("span", "chip") }.map { $0["class"] } == ["chip routine", "chip urgent"])
    }
}
