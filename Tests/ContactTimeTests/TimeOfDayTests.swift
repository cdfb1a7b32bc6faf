import CivilCalendar
import ContactTime
import Testing

@Suite("Times of the day, moments and weekdays")
struct TimeOfDayTests {
    @Test func `every minute of a day is printed, parsed and in order`() throws {
        var previous: TimeOfDay?
        for minutes in 0...1439 {
            let time = try #require(TimeOfDay(minutes: minutes))
            #expect(time.description.utf8.count == 5)
            #expect(TimeOfDay(time.description) == time)
            #expect(TimeOfDay(hour: time.hour, minute: time.minute) == time)
            #expect(previous.map { $0 < time } ?? true)
            previous = time
        }
        #expect(previous == .lastMinute)
        #expect(TimeOfDay(minutes: 0) == .midnight)
    }

    @Test(arguments: [
        ("00:00", 0), ("07:30", 450), ("12:00", 720), ("23:59", 1439),
    ])
    func `a time is written with two digits each`(text: String, minutes: Int) {
        #expect(TimeOfDay(text)?.minutes == minutes)
    }

    @Test(arguments: [
        "", "7:30", "07:3", "24:00", "23:60", "0730", "07.30", "-1:00", "+7:30", "07:30 ", " 07:30", "07:30:00",
        "aa:bb",
        "0٧:30",
    ])
    func `nothing else is a time`(text: String) {
        #expect(TimeOfDay(text) == nil)
    }

    @Test func `a day has no minute before midnight and none after 23 hours 59`() {
        #expect(TimeOfDay(minutes: -1) == nil)
        #expect(TimeOfDay(minutes: 1440) == nil)
        #expect(TimeOfDay(hour: 24, minute: 0) == nil)
        #expect(TimeOfDay(hour: 0, minute: 60) == nil)
    }

    @Test func `moments are in order of days, then of times`() throws {
        let moments = try [
            "2024-02-28 23:59", "2024-02-29 00:00", "2024-02-29 08:00", "2024-12-31 07:00", "2025-01-01 06:00",
        ].map { try moment($0) }
        #expect(moments == moments.reversed().sorted())
        #expect(moments[2].description == "2024-02-29 08:00")
    }

    @Test(arguments: [
        ("1970-01-01", Weekday.thursday), ("2024-02-29", .thursday), ("2026-12-25", .friday), ("0001-01-01", .monday),
        ("9999-12-31", .friday), ("2026-03-29", .sunday),
    ])
    func `a day has its day of the week`(day: String, weekday: Weekday) throws {
        #expect(Weekday(of: try ContactTimeTests.day(day)) == weekday)
    }

    @Test func `weekdays have their English names and no others`() {
        #expect(Weekday.allCases.map { Weekday(name: "\($0)") } == Weekday.allCases)
        #expect(Weekday(name: "saturday") == .saturday)
        #expect(Weekday(name: "Saturday") == nil)
        #expect(Weekday(name: "sat") == nil)
        #expect(Weekday.monday < .sunday)
    }
}
