import CivilCalendar
import ContactTime
import Testing

@Suite("The time of the digest")
struct DigestTimeTests {
    // At 08:00: the minute before, the minute itself and the one after; weekends, holidays, ends of months and years.
    @Test(arguments: [
        ("2026-06-02 07:59", "2026-06-02 08:00", "2026-06-02 08:00"),
        ("2026-06-02 08:00", "2026-06-02 08:00", "2026-06-03 08:00"),
        ("2026-06-02 08:01", "2026-06-03 08:00", "2026-06-03 08:00"),
        ("2026-06-05 08:00", "2026-06-05 08:00", "2026-06-08 08:00"),
        ("2026-06-05 08:01", "2026-06-08 08:00", "2026-06-08 08:00"),
        ("2026-06-06 08:00", "2026-06-08 08:00", "2026-06-08 08:00"),
        ("2026-06-07 23:59", "2026-06-08 08:00", "2026-06-08 08:00"),
        ("2026-12-24 08:00", "2026-12-24 08:00", "2026-12-29 08:00"),
        ("2026-12-25 00:00", "2026-12-29 08:00", "2026-12-29 08:00"),
        ("2026-12-31 12:00", "2027-01-04 08:00", "2027-01-04 08:00"),
        ("2024-02-28 12:00", "2024-03-01 08:00", "2024-03-01 08:00"),
        ("2028-02-28 12:00", "2028-02-29 08:00", "2028-02-29 08:00"),
        ("2026-07-31 09:00", "2026-08-03 08:00", "2026-08-03 08:00"),
    ])
    func `the next digest is on a working day`(at: String, onOrAfter: String, after: String) throws {
        let digest = DigestTime(at: try time("08:00"))
        let calendar = try WorkingCalendar.english()
        #expect(digest.next(onOrAfter: try moment(at), calendar: calendar).description == onOrAfter)
        #expect(digest.next(after: try moment(at), calendar: calendar).description == after)
    }

    @Test func `a digest at midnight belongs to the day that begins`() throws {
        let digest = DigestTime(at: .midnight)
        let calendar = try WorkingCalendar.english()
        #expect(
            digest.next(onOrAfter: try moment("2026-06-02 00:00"), calendar: calendar).description == "2026-06-02 00:00"
        )
        #expect(
            digest.next(after: try moment("2026-06-02 00:00"), calendar: calendar).description == "2026-06-03 00:00")
        #expect(
            digest.next(after: try moment("2026-06-05 23:59"), calendar: calendar).description == "2026-06-08 00:00")
    }

    @Test func `digests follow one another: later, on working days, one on each`() throws {
        let digest = DigestTime(at: try time("07:30"))
        let calendar = try WorkingCalendar.english()
        let first = try moment("2026-01-01 00:00")
        var last = first
        for _ in 0..<253 {
            let next = digest.next(after: last, calendar: calendar)
            #expect(next > last)
            #expect(calendar.isWorkingDay(next.day))
            #expect(digest.next(onOrAfter: next, calendar: calendar) == next)
            last = next
        }
        // 261 weekdays of 2026, of which eight are the holidays of the calendar.
        #expect(last.description == "2026-12-31 07:30")
    }
}
