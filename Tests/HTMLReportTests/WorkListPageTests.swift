import ControlInterface
import Testing

@testable import HTMLReport

@Suite("The page of the work-list")
struct WorkListPageTests {
    @Test func `each item stands in one row, in its band, with its dates where the heads say`() throws {
        let page = try SampleReport().page("index.html")
        let bands = page.all("section", "band")
        #expect(
            bands.map { $0.all("h3")[0].text } == [
                "Emergency (1)", "Urgent (1)", "Others (2)",
            ])
        #expect(
            bands[0].all("thead")[0].all("th").map(\.text).prefix(8) == [
                "Urgency", "Patient", "Item", "Status", "Due", "Latest", "Booked", "Clinic",
            ])
        #expect(
            bands.map(\.rows) == [
                [
                    [
                        "emergency", "<script>alert(1)</script>, \" onmouseover=\"x MRN-one", "brain-mri",
                        "overdue by 3 days",
                        "2026-11-18", "2026-11-20", "", "North|South",
                        "\(SampleReport.reason); high risk",
                    ]
                ],
                [
                    [
                        "urgent", "Sample, Ann MRN-two", "treatment-decision", "due", "2026-11-18", "2026-11-20",
                        "2026-12-20 late", "West", "rule untreated-finding; taken on by nurse7",
                    ]
                ],
                [
                    [
                        "routine", "MRN-three", "visit", "due-soon", "2026-11-18", "2026-11-20", "", "West",
                        "rule visits; missed 2 times; snoozed until 2026-12-01; incomplete data",
                    ],
                    [
                        "routine", "MRN-three", "mammogram", "upcoming", "2026-11-18", "2026-11-20", "", "West",
                        "rule mammography; incomplete data",
                    ],
                ],
            ])
        let links = page.all("tbody").flatMap { $0.all("a") }.map { $0["href"] }
        #expect(
            links == ["aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc", "cccccccccccc"].map { "patients/\($0).html" })
    }

    @Test func `a patient's further items stand below the first, and what is long overdue is folded to its count`()
        throws
    {
        var report = SampleReport()
        report.rows += (1...3).map { number in
            var row = SampleReport.row(
                "P\(number)", SampleReport.item("mammogram", "mammography", "routine", "overdue"), clinic: "")
            row.band = "long-overdue"
            return row
        }
        let page = try report.page("index.html")
        #expect(page.all("tr", "further").map { $0.all("td")[1].text } == ["mammogram"])
        let folded = try page.one("details", "band")
        #expect(folded.all("summary")[0].text == "Long overdue: is the record complete? (3)")
        #expect(folded["open"] == nil && folded.rows.count == 3)
        #expect(try page.one("ul", "figures").all("li")[0].text == "6open items:")
    }

    @Test func `an item has the leading rule's own dates and status where those of another rule are earlier`() throws {
        var report = SampleReport()
        report.rows = [report.rows[0]]
        (report.rows[0].item.leadingDue, report.rows[0].item.leadingLatest) = ("2026-11-23", "2026-11-23")
        (report.rows[0].item.leadingStatus, report.rows[0].item.leadingDaysLate) = ("due", 0)
        let row = try report.page("index.html").rows[0]
        #expect(row[3...5] == ["due", "2026-11-23", "2026-11-23"])
    }

    @Test func `the figures count what is open, and nothing that is only coming`() throws {
        let page = try SampleReport().page("index.html")
        #expect(
            try page.one("ul", "figures").all("li").map(\.text) == [
                "3open items:", "1overdue", "1due", "1due soon;", "1of the open an emergency",
                "2of the open not booked",
                "4patients watched",
            ])
    }

    @Test func `called first are those who are open, not booked in time and not held back, five at most`() throws {
        let page = try SampleReport().page("index.html")
        let first = try page.one("ol", "first").all("li")
        #expect(
            first.map { $0.all("p", "who")[0].text.suffix(14) }
                == ["-one North|South", "n MRN-two West"].map { $0.suffix(14) })
        #expect(first.map { $0["class"] } == ["is-emergency", nil])
        #expect(first[0].text.contains("emergency brain-mri, overdue by 3 days, no appointment"))
        #expect(first[1].text.contains("urgent treatment-decision, due, booked for 2026-12-20, after its latest date"))
        #expect(
            first[0].text.hasSuffix(
                "Why: \(SampleReport.reason); latest 2026-11-20; high risk"
            ))
        #expect(page.text.contains("All 2 with something open and not booked in time, most urgent first."))

        var many = SampleReport()
        many.rows = (1...7).flatMap { number in
            ["visit", "csf"].map { item in
                SampleReport.row("P\(number)", SampleReport.item(item, "visits", "soon", "due"), clinic: "West")
            }
        }
        let seven = try many.page("index.html")
        let calls = try seven.one("ol", "first").all("li")
        #expect(calls.map { $0.all("p", "who")[0].text } == (1...5).map { "P\($0) West" })
        #expect(calls.allSatisfy { $0.text.contains("In the same call: csf (due)") })
        #expect(seven.text.contains("The first 5 of 7 with something open"))

        var none = SampleReport()
        none.rows = [none.rows[2], none.rows[3]]
        let calm = try none.page("index.html")
        #expect(
            calm.all("ol").isEmpty
                && calm.text.contains("Nobody: what is open is booked in time or held back by staff."))
    }

    @Test func `a filter offers the words of the rows, and each choice finds the rows that have its word`() throws {
        let page = try SampleReport().page("index.html")
        func choices(_ name: String) throws -> [String?] {
            try #require(page.all("select").first { $0["name"] == name }).all("option").map { $0["value"] }
        }
        #expect(try choices("clinic") == ["", "North South", "West"])
        #expect(try choices("item") == ["", "brain-mri", "mammogram", "treatment-decision", "visit"])
        #expect(try choices("urgency") == ["", "emergency", "urgent", "routine"])
        #expect(try choices("status") == ["", "overdue", "due", "due-soon", "upcoming"])
        #expect(
            page.all("tr").compactMap { $0["data-k"] } == [
                "North South|brain-mri|emergency|overdue|", "West|treatment-decision|urgent|due|2026-12-20",
                "West|visit|routine|due-soon|", "West|mammogram|routine|upcoming|",
            ])
        #expect(try page.one("form", "filters")["hidden"] != nil, "without its script it would do nothing")
    }

    @Test func `hundreds of rows stand in tables of a hundred, in their order`() throws {
        var report = SampleReport()
        report.rows = (0..<230).map { number in
            SampleReport.row("P\(number)", SampleReport.item("visit", "visits", "soon", "due"), clinic: "West")
        }
        let page = try report.page("index.html")
        #expect(
            page.all("caption").map { $0.text.prefix(20) } == [
                "Soon 1 to 100 of 230", "Soon 101 to 200 of 2", "Soon 201 to 230 of 2",
            ])
        #expect(page.all("table").map { $0.rows.count } == [100, 100, 30])
        #expect(page.rows.map { $0[1] } == (0..<230).map { "P\($0)" })
    }

    @Test func `a notice is shown, and under pseudonyms none that may quote the export`() throws {
        var report = SampleReport()
        report.notices = [
            Notice(kind: "roster-refused", message: "row 3 has <Ann>"),
            Notice(kind: "clock", message: "the clock is off"),
        ]
        #expect(
            try report.page("index.html").all("p", "notice").map(\.text) == ["row 3 has <Ann>", "the clock is off"])
        let unnamed = try report.page("index.html", .pseudonyms).all("p", "notice").map(\.text)
        #expect(unnamed.count == 2 && !unnamed[0].contains("Ann") && unnamed[1] == "the clock is off")
    }
}
