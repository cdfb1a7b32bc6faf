import CivilCalendar
import ContactTime
import TestSupport
import Testing

@Suite("Golden errors of holidays and working days")
struct GoldenErrorTests {
    private static let deep = Array(repeating: "BEGIN:X", count: 9)
    private static let long = "SUMMARY:" + String(repeating: "x", count: 9_000)

    /// What provokes each fault: the case, and the lines within a calendar.
    private static let provocations: [(name: String, lines: [String])] = [
        ("lineTooLong", HolidayText.event(long)),
        ("notProperty", HolidayText.event("DTSTART 20261225")),
        ("tooDeep", deep),
        ("wrongEnd", ["BEGIN:VEVENT", "END:VTODO"]),
        ("wrongEnd", ["END:VCALENDAR", "END:VEVENT"]),
        ("unfinished", ["BEGIN:VEVENT", "SUMMARY:Christmas"]),
        ("missingStart", HolidayText.event("SUMMARY:Christmas")),
        ("doubled", HolidayText.event("DTSTART:20261225", "DTSTART:20261226")),
        ("badDay", HolidayText.event("DTSTART;VALUE=DATE:20260229")),
        ("badDay", HolidayText.event("DTSTART:20261225", "RRULE:FREQ=YEARLY", "EXDATE:20261225,25.12.2027")),
        ("badDuration", HolidayText.event("DTSTART:20261225", "DURATION:PT8H")),
        ("endsBeforeStart", HolidayText.event("DTSTART:20261225", "DTEND:20261224")),
        ("eventTooLong", HolidayText.event("DTSTART:20260101", "DTEND:20270103")),
        ("badRule", HolidayText.event("DTSTART:20261225", "RRULE:FREQ=YEARLY;COUNT=0")),
        ("badRule", HolidayText.event("DTSTART:20261225", "RRULE:COUNT=2")),
        ("unsupportedRule", HolidayText.event("DTSTART:20261126", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH")),
        ("unsupportedRule", HolidayText.event("DTSTART:20261126", "RRULE:FREQ=MONTHLY")),
        ("unsupportedProperty", HolidayText.event("DTSTART:20261126", "RECURRENCE-ID:20261125")),
        ("tooManyDays", HolidayText.event("DTSTART:20200101", "DTEND:20210101", "RRULE:FREQ=YEARLY")),
    ]

    @Test func `every fault says what the golden file holds`() throws {
        var samples: [ErrorSample] = []
        func take(_ name: String, _ file: HolidayFile) {
            guard let fault = file.faults.first else {
                Issue.record("\(name) was not provoked")
                return
            }
            samples.append(ErrorSample(name, "\(fault)", remedy: fault.remedy))
        }
        let large = [UInt8](repeating: 10, count: HolidayFile.sizeLimit + 1)
        take("tooLarge", HolidayFile(bytes: large, file: "bank.ics", years: 2026...2028))
        take("notCalendar", HolidayFile(bytes: [], file: "bank.ics", years: 2026...2028))
        for (name, lines) in Self.provocations {
            var bytes = HolidayText.calendar(lines)
            if name == "unfinished" { bytes.removeLast("END:VCALENDAR\r\n".utf8.count) }
            take(name, HolidayFile(bytes: bytes, file: "bank.ics", years: 2020...2119))
        }
        let calendars: [WorkingCalendarFault] = [
            .noWorkingWeekday, .noWorkingDay(from: try day("2026-01-05"), limit: 400),
        ]
        let days = zip(["noWorkingWeekday", "noWorkingDay"], calendars).map { name, fault in
            ErrorSample(name, "\(fault)", remedy: fault.remedy)
        }
        for sample in samples + days { #expect(!sample.lacksRemedy, "\(sample.text)") }
        #expect(Set(samples.map(\.name)) == (try EnumCases(of: "HolidayProblem", in: "ContactTime").names))
        #expect(Set(days.map(\.name)) == (try EnumCases(of: "WorkingCalendarFault", in: "ContactTime").names))
        let document =
            ErrorSample.document("holiday files", samples) + ErrorSample.document("working calendars", days)
        try GoldenFile().hold(document)
    }
}
