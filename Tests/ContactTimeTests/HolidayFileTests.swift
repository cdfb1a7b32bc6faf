import CivilCalendar
import ContactTime
import Testing

@Suite("Holidays of calendar files")
struct HolidayFileTests {
    // The form in which gov.uk publishes bank holidays: all-day events of one day, marked as leaving people free.
    @Test(arguments: ["\r\n", "\n"])
    func `a published list of bank holidays is read`(lineEnd: String) throws {
        let lines =
            HolidayText.event(
                "DTEND;VALUE=DATE:20260102", "DTSTART;VALUE=DATE:20260101", "SUMMARY:New Year’s Day", "UID:a@gov.uk",
                "SEQUENCE:0", "DTSTAMP:20250716T080030Z", "TRANSP:TRANSPARENT")
            + HolidayText.event(
                "DTEND;VALUE=DATE:20260404", "DTSTART;VALUE=DATE:20260403", "SUMMARY:Good Friday", "UID:b@gov.uk")
        let file = HolidayFile(
            bytes: HolidayText.calendar(lines, lineEnd: lineEnd), file: "bank.ics", years: 2026...2028)
        #expect(file.listed == ["2026-01-01", "2026-04-03"])
        #expect(file.faults == [])
        #expect(file.lastDay?.description == "2026-04-03")
    }

    @Test(arguments: [
        (["DTSTART;VALUE=DATE:20240229"], ["2024-02-29"]),
        (["DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270102"], ["2026-12-31", "2027-01-01"]),
        (["DTSTART;VALUE=DATE:20280228", "DTEND;VALUE=DATE:20280301"], ["2028-02-28", "2028-02-29"]),
        // An end that is the beginning is seen in the wild and can only mean the one day.
        (["DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261225"], ["2026-12-25"]),
        (["DTSTART:20261225"], ["2026-12-25"]),
        (["dtstart;value=date:20261225"], ["2026-12-25"]),
        (["DTSTART:20261224T120000Z"], ["2026-12-24"]),
        (["DTSTART;TZID=\"Europe/London:old;new\":20261224T120000"], ["2026-12-24"]),
        (["DTSTART:20261224T120000", "DTEND:20261224T180000"], ["2026-12-24"]),
        (["DTSTART:20261224T120000", "DTEND:20261225T000000"], ["2026-12-24"]),
        (["DTSTART:20261224T120000", "DTEND:20261225T060000"], ["2026-12-24", "2026-12-25"]),
        (["DTSTART;VALUE=DATE:20261225", "DURATION:P2D"], ["2026-12-25", "2026-12-26"]),
        (["DTSTART;VALUE=DATE:20261225", "STATUS:CANCELLED"], []),
        (["DTSTART;VALUE=DATE:20261225", "STATUS:CONFIRMED"], ["2026-12-25"]),
        (
            ["DTSTART;VALUE=DATE:20260403", "RDATE;VALUE=DATE:20270326,20280414"],
            ["2026-04-03", "2027-03-26", "2028-04-14"]
        ),
    ])
    func `an event has the days from its beginning to the day before its end`(lines: [String], days: [String]) {
        let file = HolidayText.read(["BEGIN:VEVENT"] + lines + ["END:VEVENT"])
        #expect(file.listed == days)
        #expect(file.faults == [])
        #expect(file.lastDay?.description == days.last)
    }

    @Test(
        arguments: [
            ("20201225", "FREQ=YEARLY", ["2026-12-25", "2027-12-25", "2028-12-25"], nil),
            (
                "20201225", "freq=yearly;bymonth=12;bymonthday=25;wkst=MO", ["2026-12-25", "2027-12-25", "2028-12-25"],
                nil
            ),
            ("20271225", "FREQ=YEARLY", ["2027-12-25", "2028-12-25"], nil),
            ("20241225", "FREQ=YEARLY;COUNT=3", ["2026-12-25"], "2026-12-25"),
            ("20241225", "FREQ=YEARLY;UNTIL=20271225", ["2026-12-25", "2027-12-25"], "2027-12-25"),
            ("20241225", "FREQ=YEARLY;UNTIL=20271224T235959Z", ["2026-12-25"], "2026-12-25"),
            ("20241225", "FREQ=YEARLY;INTERVAL=2", ["2026-12-25", "2028-12-25"], nil),
            ("20200229", "FREQ=YEARLY", ["2028-02-29"], nil),
            // 29 February 2020, 2024 and 2028 are the first three.
            ("20200229", "FREQ=YEARLY;COUNT=3", ["2028-02-29"], "2028-02-29"),
            ("20200229", "FREQ=YEARLY;COUNT=2", [], nil),
            ("20300101", "FREQ=YEARLY", [], nil),
        ] as [(String, String, [String], String?)])
    func `a yearly rule is followed within the years asked for`(
        start: String, rule: String, days: [String], last: String?
    ) {
        let file = HolidayText.read(HolidayText.event("DTSTART;VALUE=DATE:\(start)", "RRULE:\(rule)"))
        #expect(file.listed == days)
        #expect(file.faults == [])
        #expect(file.lastDay?.description == last)
    }

    @Test func `what is excepted from a rule is no holiday, and counts all the same`() {
        let file = HolidayText.read(
            HolidayText.event(
                "DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261226", "RRULE:FREQ=YEARLY;COUNT=3",
                "EXDATE;VALUE=DATE:20271224", "EXDATE:20251224,20281224T000000Z"))
        #expect(file.listed == ["2026-12-24", "2026-12-25"])
        #expect(file.lastDay?.description == "2026-12-25")
    }

    @Test func `a line continues where the next begins with a blank or a tab`() {
        let file = HolidayText.read(
            ["BEGIN:VEVENT", "SUMMARY:Boxing", " Day", "DTSTART;VALUE=", "\tDATE:2026", " 1228", "END:VEVENT"])
        #expect(file.listed == ["2026-12-28"])
    }

    @Test func `what stands in an event or beside it has no say`() {
        let zone = [
            "BEGIN:VTIMEZONE", "BEGIN:STANDARD", "DTSTART:19701025T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            "END:STANDARD", "END:VTIMEZONE", "BEGIN:VTODO", "DTSTART:20260701", "END:VTODO",
        ]
        let alarm = ["BEGIN:VALARM", "TRIGGER:-PT15M", "DURATION:PT15M", "DURATION:PT15M", "END:VALARM"]
        let file = HolidayText.read(
            zone + ["BEGIN:VEVENT", "DTSTART;VALUE=DATE:20261225"] + alarm + ["DURATION:P1D", "END:VEVENT"])
        #expect(file.listed == ["2026-12-25"])
        #expect(file.faults == [])
    }

    @Test func `a byte order mark, empty lines and texts of other encodings do no harm`() {
        let lines = ["", "BEGIN:VEVENT", "DTSTART:20261225", "SUMMARY:No\u{eb}l", "", "END:VEVENT", ""]
        var bytes = [0xEF, 0xBB, 0xBF] + HolidayText.calendar(lines)
        if let place = bytes.firstIndex(of: 0xC3) { bytes.replaceSubrange(place...(place + 1), with: [0xEB]) }
        #expect(String(validating: bytes, as: UTF8.self) == nil)
        let file = HolidayFile(bytes: bytes, file: "bank.ics", years: 2026...2026)
        #expect(file.listed == ["2026-12-25"])
        #expect(file.faults == [])
    }

    @Test func `a faulty event is set aside and the others stand`() {
        let file = HolidayText.read(
            HolidayText.event("DTSTART:20260230", "DTEND:1") + HolidayText.event("DTSTART:20260101"))
        #expect(file.listed == ["2026-01-01"])
        #expect(file.faults.map(\.line) == [4])
    }

    @Test func `a file ends with its last listed day, whatever comes back for ever`() throws {
        let christmas = HolidayText.event("DTSTART:20201225", "RRULE:FREQ=YEARLY")
        let easter = HolidayText.event("DTSTART:20260403")
        let both = HolidayText.read(christmas + easter)
        #expect(both.ends(before: try day("2026-04-04")))
        #expect(!both.ends(before: try day("2026-04-03")))
        #expect(!HolidayText.read(christmas).ends(before: .latest))
        #expect(HolidayText.read([]).ends(before: .earliest))
    }
}
