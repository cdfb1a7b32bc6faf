import CivilCalendar
import ContactTime
import TestSupport
import Testing

@Suite("Quiet hours")
struct QuietHoursTests {
    private func end(
        _ from: String, _ to: String, daysOff: Bool, at text: String
    ) throws -> String? {
        let hours = QuietHours(from: try time(from), to: try time(to), alsoOnDaysOff: daysOff)
        let end = hours.end(at: try moment(text), calendar: try .english())
        #expect(hours.isQuiet(at: try moment(text), calendar: try .english()) == (end != nil))
        return end?.description
    }

    @Test(arguments: [
        ("2026-06-02 21:59", nil), ("2026-06-02 22:00", "2026-06-03 07:00"), ("2026-06-02 23:59", "2026-06-03 07:00"),
        ("2026-06-03 00:00", "2026-06-03 07:00"), ("2026-06-03 06:59", "2026-06-03 07:00"), ("2026-06-03 07:00", nil),
        ("2024-02-28 23:00", "2024-02-29 07:00"), ("2026-12-31 22:30", "2027-01-01 07:00"),
        ("2026-06-06 12:00", nil),
    ])
    func `a night is quiet from its first minute to the minute before its end`(at: String, until: String?) throws {
        #expect(try end("22:00", "07:00", daysOff: false, at: at) == until)
    }

    @Test(arguments: [
        // Friday night runs into the weekend, and that into the small hours of Monday.
        ("2026-06-05 21:59", nil), ("2026-06-05 22:00", "2026-06-08 07:00"), ("2026-06-06 12:00", "2026-06-08 07:00"),
        ("2026-06-07 23:59", "2026-06-08 07:00"), ("2026-06-08 06:59", "2026-06-08 07:00"), ("2026-06-08 07:00", nil),
        // Christmas Eve to the Tuesday after Boxing Day.
        ("2026-12-24 22:00", "2026-12-29 07:00"), ("2026-12-25 10:00", "2026-12-29 07:00"), ("2026-12-24 10:00", nil),
    ])
    func `days off are quiet, and the night that follows them`(at: String, until: String?) throws {
        #expect(try end("22:00", "07:00", daysOff: true, at: at) == until)
    }

    @Test(arguments: [
        ("2026-06-02 11:59", nil), ("2026-06-02 12:00", "2026-06-02 13:30"), ("2026-06-02 13:29", "2026-06-02 13:30"),
        ("2026-06-02 13:30", nil), ("2026-06-06 12:30", "2026-06-08 00:00"),
    ])
    func `hours within a day end on the same day`(at: String, until: String?) throws {
        #expect(try end("12:00", "13:30", daysOff: true, at: at) == until)
    }

    @Test func `hours that end at midnight end with the day`() throws {
        #expect(try end("20:00", "00:00", daysOff: false, at: "2026-06-02 23:59") == "2026-06-03 00:00")
        #expect(try end("20:00", "00:00", daysOff: false, at: "2026-06-03 00:00") == nil)
    }

    @Test func `hours of no length leave the days off`() throws {
        #expect(try end("08:00", "08:00", daysOff: false, at: "2026-06-06 08:00") == nil)
        #expect(try end("08:00", "08:00", daysOff: true, at: "2026-06-02 08:00") == nil)
        #expect(try end("08:00", "08:00", daysOff: true, at: "2026-06-06 08:00") == "2026-06-08 00:00")
    }

    @Test func `the end is the first moment that is not quiet, minute by minute`() throws {
        var random = SplitMix64(seed: 42)
        let calendar = try WorkingCalendar.english()
        for _ in 0..<150 {
            let hours = QuietHours(
                from: try #require(TimeOfDay(minutes: Int.random(in: 0...1439, using: &random))),
                to: try #require(TimeOfDay(minutes: Int.random(in: 0...1439, using: &random))),
                alsoOnDaysOff: Bool.random(using: &random))
            let day = try day("2026-12-20") + .days(Int.random(in: 0...12, using: &random))
            let start = CivilMoment(
                day: day, time: try #require(TimeOfDay(minutes: Int.random(in: 0...1439, using: &random))))
            var found = start
            while hours.isQuiet(at: found, calendar: calendar) {
                let next = TimeOfDay(minutes: found.time.minutes + 1)
                found = CivilMoment(day: next == nil ? found.day + .days(1) : found.day, time: next ?? .midnight)
            }
            #expect(hours.end(at: start, calendar: calendar) == (found == start ? nil : found), "\(hours), \(start)")
        }
    }

    @Test func `at the end of all days nothing waits for ever`() throws {
        let hours = QuietHours(from: try time("22:00"), to: try time("07:00"), alsoOnDaysOff: true)
        let last = CivilMoment(day: .latest, time: .lastMinute)
        #expect(hours.isQuiet(at: last, calendar: .mondayToFriday))
        #expect(hours.end(at: last, calendar: .mondayToFriday) == nil)
    }

    @Test func `quiet hours are said as people say them`() throws {
        #expect(
            "\(QuietHours(from: try time("22:00"), to: try time("07:00"), alsoOnDaysOff: true))"
                == "22:00 to 07:00 and days off")
        #expect(
            "\(QuietHours(from: try time("22:00"), to: try time("07:00"), alsoOnDaysOff: false))" == "22:00 to 07:00")
    }
}
