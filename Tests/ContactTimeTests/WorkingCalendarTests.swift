import CivilCalendar
import ContactTime
import TestSupport
import Testing

@Suite("Working days")
struct WorkingCalendarTests {
    // The days around month ends, leap days and runs of holidays of 2024 to 2027.
    @Test(arguments: [
        ("2026-12-24", "2026-12-24"), ("2026-12-25", "2026-12-29"), ("2026-12-26", "2026-12-29"),
        ("2026-04-03", "2026-04-07"), ("2026-01-31", "2026-02-02"), ("2024-02-29", "2024-03-01"),
        ("2024-02-28", "2024-02-28"), ("2028-02-29", "2028-02-29"), ("2026-02-28", "2026-03-02"),
        ("2027-01-01", "2027-01-04"),
    ])
    func `the next working day is the day itself or the first after it`(from: String, next: String) throws {
        let calendar = try WorkingCalendar.english()
        #expect(calendar.next(onOrAfter: try day(from)).description == next)
        #expect(calendar.isWorkingDay(try day(from)) == (from == next))
    }

    @Test(arguments: [
        ("2026-12-24", 0, "2026-12-24"), ("2026-12-25", 0, "2026-12-25"), ("2026-12-24", 1, "2026-12-29"),
        ("2026-12-25", 1, "2026-12-29"), ("2026-12-24", 3, "2026-12-31"), ("2026-12-24", 4, "2027-01-04"),
        ("2026-04-02", 1, "2026-04-07"), ("2024-02-28", 1, "2024-03-01"), ("2028-02-28", 1, "2028-02-29"),
        ("2026-07-31", 5, "2026-08-07"), ("2026-08-28", 1, "2026-09-01"), ("2026-06-05", -3, "2026-06-05"),
        ("2026-07-04", 1, "2026-07-06"), ("2026-07-03", 1, "2026-07-06"),
    ])
    func `working days are added to a day that does not count itself`(from: String, count: Int, end: String) throws {
        #expect(try WorkingCalendar.english().adding(count, to: try day(from)).description == end)
    }

    @Test(arguments: [
        ("2026-12-24", "2026-12-24", 0), ("2026-12-24", "2026-12-28", 0), ("2026-12-24", "2026-12-29", 1),
        ("2026-12-25", "2026-12-29", 1), ("2026-12-23", "2027-01-04", 5), ("2026-12-29", "2026-12-24", 0),
        ("2024-02-26", "2024-03-04", 4), ("2028-02-28", "2028-03-06", 5),
    ])
    func `working days between two days are counted without the first and with the last`(
        from: String, to: String, count: Int
    ) throws {
        #expect(try WorkingCalendar.english().workingDays(from: try day(from), to: try day(to)) == count)
    }

    @Test(arguments: [
        ("2026-12-29", "2026-12-24"), ("2026-12-24", "2026-12-23"), ("2026-07-06", "2026-07-03"),
        ("2026-07-05", "2026-07-03"), ("2024-03-01", "2024-02-28"), ("0001-01-01", "0001-01-01"),
    ])
    func `the last working day before a day skips weekends and holidays`(next: String, last: String) throws {
        #expect(try WorkingCalendar.english().last(before: try day(next)).description == last)
    }

    @Test func `counting and adding say what going day by day says, whatever the weekend and the holidays`() throws {
        var random = SplitMix64(seed: 20_261_225)
        for _ in 0..<60 {
            let weekend = Set(Weekday.allCases.shuffled(using: &random).prefix(Int.random(in: 0...6, using: &random)))
            let origin = CivilDate(clampingDaysSinceEpoch: Int.random(in: -700_000...2_900_000, using: &random))
            let holidays = Set((0..<30).map { _ in origin + .days(Int.random(in: 0...90, using: &random)) })
            let calendar = try WorkingCalendar(weekend: weekend, holidays: holidays)
            let start = origin + .days(Int.random(in: -10...40, using: &random))
            var count = 0
            for offset in 1...120 {
                let day = start + .days(offset)
                let isWorking = !weekend.contains(Weekday(of: day)) && !holidays.contains(day)
                #expect(calendar.isWorkingDay(day) == isWorking)
                if isWorking {
                    count += 1
                    #expect(calendar.adding(count, to: start) == day)
                }
                #expect(calendar.workingDays(from: start, to: day) == count)
            }
        }
    }

    @Test func `adding any number of working days and counting them gives the number`() throws {
        let calendar = try WorkingCalendar.english()
        var random = SplitMix64(seed: 7)
        for _ in 0..<500 {
            let start = CivilDate(clampingDaysSinceEpoch: Int.random(in: 19_000...21_500, using: &random))
            let count = Int.random(in: 0...5_000, using: &random)
            let end = calendar.adding(count, to: start)
            #expect(calendar.workingDays(from: start, to: end) == count)
            #expect(count == 0 || calendar.isWorkingDay(end))
        }
    }

    @Test func `holidays on weekends and an empty calendar change nothing`() throws {
        let plain = try WorkingCalendar(weekend: [.saturday, .sunday], holidays: [])
        #expect(plain == .mondayToFriday)
        #expect(try WorkingCalendar(weekend: [.saturday, .sunday], holidays: [try day("2026-07-04")]) == plain)
        let always = try WorkingCalendar(weekend: [], holidays: [])
        #expect(always.adding(10, to: try day("2026-02-20")).description == "2026-03-02")
    }

    @Test func `a week of weekend is refused`() {
        #expect(throws: WorkingCalendarFault.noWorkingWeekday) {
            try WorkingCalendar(weekend: Set(Weekday.allCases), holidays: [])
        }
    }

    @Test func `days off may last for 400 days and not for longer`() throws {
        // 2026-01-05 is a Monday: a row from one to the Friday of the 57th week after it is 397 days long.
        let monday = try day("2026-01-05")
        let row = (0..<397).map { monday + .days($0) }
        let weekend: Set<Weekday> = [.saturday, .sunday]
        let calendar = try WorkingCalendar(weekend: weekend, holidays: Set(row))
        #expect(calendar.next(onOrAfter: monday) == monday + .days(399))
        #expect(throws: WorkingCalendarFault.noWorkingDay(from: monday, limit: 400)) {
            try WorkingCalendar(weekend: weekend, holidays: Set((0..<401).map { monday + .days($0) }))
        }
        let twoRows = row + row.map { $0 + .days(400) }
        #expect(
            try WorkingCalendar(weekend: weekend, holidays: Set(twoRows)).next(onOrAfter: monday) == monday + .days(399)
        )
    }

    @Test func `searches stop at the last day that there is`() throws {
        let calendar = try WorkingCalendar(weekend: [.saturday, .sunday], holidays: [.latest])
        #expect(calendar.next(onOrAfter: .latest) == .latest)
        #expect(calendar.adding(.max, to: try day("2026-01-01")) == .latest)
        #expect(calendar.adding(1, to: .latest) == .latest)
    }
}
