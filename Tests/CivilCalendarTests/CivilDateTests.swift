import CivilCalendar
import Testing

@Suite("CivilDate")
struct CivilDateTests {
    @Test func `every day from 1600 to 2400 follows the one before it and survives a round trip`() throws {
        var previous = try #require(CivilDate(year: 1599, month: 12, day: 31))
        for year in 1600...2400 {
            let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
            for (month, days) in zip(1..., [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
                for day in 1...days {
                    let date = try #require(CivilDate(year: year, month: month, day: day))
                    guard date.days(since: previous) == 1, date.components == (year, month, day) else {
                        Issue.record("\(year)-\(month)-\(day) is out of step")
                        return
                    }
                    previous = date
                }
                #expect(CivilDate(year: year, month: month, day: days + 1) == nil)
            }
        }
    }

    @Test(arguments: [
        ("1970-01-01", 0), ("2000-03-01", 11_017), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
        ("1969-12-31", -1), ("2024-02-29", 19_782),
    ])
    func `days are counted from 1970-01-01`(text: String, days: Int) throws {
        let date = try #require(CivilDate(text))
        #expect(Int(date.daysSinceEpoch) == days)
        #expect(date.description == text)
    }

    // protocol.md section 1 and the worked examples of the clinical basis.
    @Test(arguments: [
        ("2024-08-31", "2m", "2024-10-31"), ("2024-11-30", "3m", "2025-02-28"), ("2023-12-29", "2m", "2024-02-29"),
        ("2024-02-29", "12m", "2025-02-28"), ("2024-02-29", "48m", "2028-02-29"), ("2025-01-31", "1m", "2025-02-28"),
        ("2025-03-31", "-1m", "2025-02-28"), ("2025-01-15", "-1m", "2024-12-15"), ("2025-12-31", "2m", "2026-02-28"),
        ("2025-06-02", "24w", "2025-11-17"), ("2025-07-16", "6w", "2025-08-27"), ("2024-02-28", "1d", "2024-02-29"),
        ("2025-03-01", "-28d", "2025-02-01"), ("2025-03-30", "0d", "2025-03-30"),
    ])
    func `intervals are added by the calendar and clamped to the month's end`(
        start: String, interval: String, end: String
    ) throws {
        let start = try #require(CivilDate(start))
        let interval = try #require(Interval(interval))
        #expect((start + interval).description == end)
    }

    @Test func `months are added from the date itself, so that clamping never accumulates`() throws {
        let start = try #require(CivilDate("2024-08-31"))
        for months in 0...400 {
            let sum = start + .months(months)
            let (year, month, day) = sum.components
            let expected = 2024 * 12 + 7 + months
            #expect(year * 12 + month - 1 == expected)
            #expect(day == min(31, CivilDate.days(inMonth: month, ofYear: year)))
        }
    }

    @Test func `adding a longer interval never leads to an earlier day`() throws {
        var day = try #require(CivilDate("2023-01-01"))
        for _ in 0..<1_500 {
            for count in 0..<30 {
                #expect(day + .months(count) <= day + .months(count + 1))
                #expect(day + .weeks(count) < day + .weeks(count + 1))
            }
            #expect(day + .days(7) == day + .weeks(1))
            day = day + .days(1)
        }
    }

    @Test func `arithmetic stops at the ends of the calendar`() {
        #expect(CivilDate.latest + .days(1) == .latest)
        #expect(CivilDate.latest + .months(1) == .latest)
        #expect(CivilDate.earliest - .days(1) == .earliest)
        #expect(CivilDate.earliest - .months(1) == .earliest)
        #expect(CivilDate.latest + .weeks(99_999) == .latest)
    }

    @Test(arguments: [
        ("2025-02-28", "2004-02-29", 20), ("2025-03-01", "2004-02-29", 21), ("2024-02-29", "2004-02-29", 20),
        ("2024-02-28", "2004-02-29", 19), ("2025-06-15", "1975-06-15", 50), ("2025-06-14", "1975-06-15", 49),
    ])
    func `a birthday on 29 February comes round on 1 March of a common year`(
        day: String, birth: String, age: Int
    ) throws {
        let day = try #require(CivilDate(day))
        #expect(day.wholeYears(since: try #require(CivilDate(birth))) == age)
    }

    @Test(arguments: [("1970-01-01", 4), ("2025-11-24", 1), ("2024-02-29", 4), ("0001-01-01", 1), ("2026-11-22", 7)])
    func `the day of the week is right`(day: String, weekday: Int) throws {
        #expect(try #require(CivilDate(day)).weekday == weekday)
    }
}
