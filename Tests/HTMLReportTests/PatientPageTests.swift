import ControlInterface
import Testing

@testable import HTMLReport

@Suite("The page of a patient, and the list of all")
struct PatientPageTests {
    private static let path = "patients/aaaaaaaaaaaa.html"

    private func texts(_ page: Element, after heading: String) throws -> [String] {
        let main = try page.one("main").children
        let start = try #require(main.firstIndex { $0.tag == "h2" && $0.text == heading }, "no \(heading)")
        return main[(start + 1)...].prefix { $0.tag != "h2" }.map(\.text)
    }

    @Test func `the head says who it is, where and in which phase, and leaves out what is not known`() throws {
        let page = try SampleReport().page(Self.path)
        let list = try page.one("dl")
        #expect(
            Array(zip(list.all("dt").map(\.text), list.all("dd").map(\.text))).map { "\($0): \($1)" } == [
                "Record: MRN-one", "Born: 1970-01-02", "Clinic: West", "Clinician: Dr Who",
                "Phase: undecided: a finding waits for a decision",
                "Because of: 2026-03-05 imaging mri-brain new-lesions (events.csv row 102)",
                "Disease: limited, brain, larger than the limit, symptomatic, high risk",
            ])
        let unnamed = try SampleReport().page(Self.path, .pseudonyms)
        #expect(try unnamed.one("h1").text == "aaaaaaaaaaaa")
        #expect(try unnamed.one("dl").all("dt").map(\.text) == ["Record", "Clinic", "Phase", "Because of", "Disease"])
    }

    @Test func `what is owed has its dates, its booking, and the rule with source, rows and arithmetic`() throws {
        let page = try SampleReport().page(Self.path)
        let cards = try page.one("div", "cards").all("section", "card")
        #expect(cards.count == 1)
        #expect(cards[0].all("h3").map(\.text) == ["brain-mri emergency"])
        #expect(cards[0].all("span", "chip").map { $0["class"] } == ["chip emergency"])
        #expect(
            cards[0].all("p").map(\.text) == [
                "Due date 2026-11-18, window 2026-11-16 to 2026-11-20; status: overdue by 3 days", "No appointment",
                "asked her sister Ruth", "the earliest date leads",
                "Rule neuro-emergency (emergency) since 2026-03-05 imaging mri-brain new-lesions (events.csv row 102) "
                    + "from 2026-11-20 symptom seizure onset (events.csv row 106), note: her son Tom <saw> it\\u{202e} "
                    + "Source: local & urgent [local]",
            ])
        #expect(
            cards[0].all("li").map(\.text) == ["due 2026-11-18 = 2026-11-20 - 2d", "latest 2026-11-20 = due + 2d"])
        let nothing = try SampleReport().page("patients/dddddddddddd.html")
        #expect(nothing.text.contains("Nothing is owed as of 2026-11-23: a finding waits for a decision."))
        #expect(nothing.text.contains("Not in the export since 2026-11-01; still watched by the last rows known."))
    }

    @Test(arguments: [
        (["booked-late"], "2027-01-09", "Booked for 2027-01-09, after its latest date"),
        ([], "2026-11-19", "Booked for 2026-11-19"), (["missed"], nil, "No appointment; missed"),
    ])
    func `a booking is said, and that it is late`(flags: [String], booked: String?, words: String) throws {
        var report = SampleReport()
        report.rows[0] = SampleReport.row(
            "MRN-one", SampleReport.item("visit", "visits", "soon", "due", flags: flags, booked: booked), clinic: "West"
        )
        let card = try report.page(Self.path).one("section", "card")
        #expect(card.all("p").map(\.text)[1] == words)
    }

    @Test func `what staff did stands with who, when and whether it stands`() throws {
        let page = try SampleReport().page(Self.path)
        let done = try texts(page, after: "What staff did")
        #expect(done[0] == "snooze visit by nurse7, 2026-11-20 to 2026-11-30: stands; asked her sister Ruth")
        #expect(
            try page.table("Acts, oldest first").rows == [
                ["4", "2026-11-20", "nurse7", "snooze visit", "phoned Ruth", "stands"],
                ["5", "2026-11-21", "nurse8", "ack visit", "", "undone by 6"],
            ])
    }

    @Test func `what would change it, what is asked, and what is nearly owed each have their place`() throws {
        let page = try SampleReport().page(Self.path)
        #expect(
            try texts(page, after: "What would change it")[1] == "imaging mri-brain stablebrain-mri: due -> not owed")
        #expect(
            try texts(page, after: "Questions about the record")[0]
                == "2026-06-10 the result is not known; record it"
                + "Which day? 2026-02 biomarker her2 3+on its first day: visit: as it ison its last day: visit: due later"
                + "2026-05 drug x stop (events.csv row 7): it ends before it begins")
        let near = try page.one("details").all("li").map(\.text)
        #expect(
            near == [
                "spine-mri by spine: no symptom of the spine; answered by 2026-06-10 imaging mri-spine stable (events.csv row 9)"
            ])
    }

    @Test func `every row of the record stands in the table, with its place and what it does not count for`() throws {
        let rows = try SampleReport().page(Self.path).table("All rows that count").rows
        #expect(rows.count == SampleReport.timeline.count)
        #expect(rows.first == ["2020-01-05", "diagnosis breast-cancer metastatic", "events.csv row 100", ""])
        #expect(rows[1] == ["2026-01-10", "drug trastuzumab start", "Ann_Sample.json row 101", ""])
        #expect(rows[6][1] == "symptom seizure onset her son Tom <saw> it\\u{202e}")
        #expect(rows.last == ["2026-12-20", "appointment visit", "events.csv row 107", "ahead"])
        let unnamed = try SampleReport().page(Self.path, .pseudonyms).table("All rows that count").rows
        #expect(unnamed[1][2] == "a bundle row 101")
    }

    @Test func `everybody is in the list once, by name, with what is owed next`() throws {
        let page = try SampleReport().page("patients.html")
        #expect(
            try page.table("Where all patients stand as of 2026-11-23").rows == [
                ["undecided", "3"], ["end", "1"], ["all", "4"],
            ])
        let table = try page.table("Patients 1 to 4 of 4")
        #expect(
            table.rows == [
                ["MRN-three", "West", "undecided", "", "", "incomplete data"],
                [
                    "<script>alert(1)</script>, \" onmouseover=\"x MRN-one", "West", "undecided", "brain-mri",
                    "2026-11-18", "",
                ],
                ["Quiet, Carla MRN-four", "West", "undecided", "", "", "not in the export since 2026-11-01"],
                ["Sample, Ann MRN-two", "West", "undecided", "", "", ""],
            ])
        #expect(table.all("span", "late").map(\.text) == ["2026-11-18"])
        let unnamed = try SampleReport().page("patients.html", .pseudonyms).table("Patients 1 to 4 of 4")
        #expect(unnamed.rows.map { $0[0] } == ["aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc", "dddddddddddd"])
    }

    @Test func `a very long name is cut in lists and stands whole on the patient's page`() throws {
        var report = SampleReport()
        let name = String(repeating: "Donau", count: 20)
        report.people[1] = SampleReport.patient("MRN-two", "bbbbbbbbbbbb", name, "")
        let listed = try report.page("patients.html").table("Patients 1").rows.map { $0[0] }
        #expect(listed.contains(name.prefix(59) + "… MRN-two"))
        #expect(try report.page("patients/bbbbbbbbbbbb.html").one("h1").text == name)
    }
}

@Suite("The drawing of a course")
struct TimelineTests {
    private func drawing(
        _ timeline: [(String, String)], items: [ItemReport] = [], asOf: String = "2026-11-23"
    ) throws -> (svg: Element, figure: Element) {
        var summary = try SampleReport().show("dddddddddddd")
        summary.asOf = asOf
        summary.items = items
        summary.timeline = timeline.map { TimelineEntry(kind: "counted", fact: SampleReport.fact($0, $1)) }
        let page = Page(about: "x").file("p", "t", at: nil, "<div>\(TimelineDrawing(summary).figure)</div>")
        let figure = try PageReader.read(page).one("main")
        return (try figure.one("svg"), figure)
    }

    private func titled(_ drawing: Element, _ title: String) throws -> Element {
        try #require(
            drawing.descendants.first { $0.children.contains { $0.tag == "title" && $0.text == title } }, "no \(title)")
    }

    /// Where a mark stands from the left.
    private func x(_ mark: Element) throws -> Int {
        try #require(Int(mark["cx"] ?? mark["x"] ?? String((mark["d"] ?? "").dropFirst().prefix { $0.isNumber })))
    }

    @Test func `marks stand in the order of their days, before today's line, each in the lane of its kind`() throws {
        let rows = [
            ("2026-03-05", "imaging mri-brain new-lesions"), ("2026-04-01", "radiotherapy srs"),
            ("2026-06-10", "imaging mri-brain stable"), ("2026-11-20", "symptom seizure onset"),
        ]
        let (svg, _) = try drawing(rows)
        let marks = try rows.map { try titled(svg, "\($0) \($1)") }
        let places = try marks.map(x)
        #expect(places == places.sorted() && Set(places).count == 4)
        let today = try svg.one("path", "s-today")
        #expect(try #require(places.last) < x(today))
        #expect(
            svg.children.filter { $0.tag == "text" && $0["x"] == "0" }.map(\.text) == [
                "Brain scans", "Treatment", "Disease, symptoms",
            ])
        #expect(marks[0]["cy"] == marks[2]["cy"] && marks[0]["cy"] != nil)
    }

    @Test(arguments: [
        ("imaging mri-brain new-lesions", "circle", "f-bad"), ("imaging mri-brain stable", "circle", "f-good"),
        ("imaging ct-brain equivocal", "rect", "f-unsure"), ("csf cytology positive", "circle", "f-bad"),
        ("surgery brain-resection", "path", "f-treat"), ("symptom seizure onset", "path", "f-bad"),
        ("symptom seizure resolved", "circle", "f-good"), ("metastasis brain excluded", "circle", "f-good"),
        ("leptomeningeal suspected", "rect", "f-unsure"), ("visit", "path", "f-later"),
    ])
    func `a row is drawn in the form of what it says`(words: String, tag: String, style: String) throws {
        let mark = try titled(try drawing([("2026-06-10", words)]).svg, "2026-06-10 \(words)")
        #expect(mark.tag == tag && mark.styles == [style])
    }

    @Test func `a drug is a bar from its start to its end, or to today`() throws {
        let (svg, _) = try drawing([
            ("2026-01-10", "drug trastuzumab start"), ("2026-02-01", "drug trastuzumab start"),
            ("2026-08-01", "drug trastuzumab stop"), ("2026-09-01", "drug tucatinib start"),
        ])
        let bars = svg.all("rect", "f-drug")
        #expect(
            bars.map { $0.all("title")[0].text } == [
                "trastuzumab 2026-01-10 to 2026-08-01", "tucatinib 2026-09-01 to now",
            ])
        func end(_ bar: Element) -> Int { Int(bar["x"] ?? "")! + Int(bar["width"] ?? "")! }
        #expect(try end(bars[0]) < x(bars[1]))
        #expect(try end(bars[1]) == x(svg.one("path", "s-today")))
    }

    @Test func `a window is drawn from its first to its latest day, with its due date, and says when it is overdue`()
        throws
    {
        let late = SampleReport.item("brain-mri", "r", "urgent", "overdue", daysLate: 3)
        let open = SampleReport.item("visit", "r", "soon", "due", booked: "2026-12-20")
        let (svg, figure) = try drawing([], items: [late, open])
        let windows = [try svg.one("rect", "f-overdue"), try svg.one("rect", "f-window")]
        #expect(windows[0].all("title")[0].text == "brain-mri: window 2026-11-16 to 2026-11-20, due 2026-11-18")
        let due = try svg.all("path", "s-due").map(x)
        for (window, due) in zip(windows, due) {
            let (start, width) = (try x(window), try #require(Int(window["width"] ?? "")))
            #expect(start < due && due < start + width)
        }
        #expect(svg.all("path", "s-today").count == 2, "today's line, and the stretch since the latest day")
        #expect(try titled(svg, "booked for 2026-12-20")["class"] == "f-treat")
        #expect(
            try #require(figure.one("svg")["aria-label"]).hasSuffix(
                "Owed: brain-mri from 2026-11-16 to 2026-11-20, due 2026-11-18; visit from 2026-11-16 to 2026-11-20, due 2026-11-18."
            ))
    }

    @Test func `what is older than three years is counted and not drawn`() throws {
        let (svg, figure) = try drawing([
            ("2019-01-01", "visit"), ("2020", "surgery breast"), ("2026-06-10", "imaging mri-brain stable"),
        ])
        #expect(svg.all("title").map(\.text) == ["2026-06-10 imaging mri-brain stable"])
        #expect(figure.text.hasSuffix("2 earlier rows stand in the table below."))
    }
}
