import CivilCalendar
import Testing

@Suite("Windows")
struct WindowTests {
    private let first = CivilDate(year: 2026, month: 6, day: 1) ?? .earliest

    private func window(_ earliest: Int, _ due: Int, _ latest: Int) -> Window {
        Window(earliest: first + .days(earliest), due: first + .days(due), latest: first + .days(latest))
    }

    @Test(arguments: [
        (-1, ItemStatus.upcoming, 0), (0, .dueSoon, 0), (6, .dueSoon, 0), (7, .due, 0), (14, .due, 0),
        (15, .overdue, 1), (44, .overdue, 30),
    ])
    func `a window opens, is due, and is over after its last day`(day: Int, status: ItemStatus, late: Int) {
        #expect(window(0, 7, 14).status(on: first + .days(day)) == status)
        #expect(window(0, 7, 14).daysLate(on: first + .days(day)) == late)
    }

    @Test func `of two windows each day is the earlier one`() {
        #expect(window(0, 9, 10).earlier(window(1, 5, 20)) == window(0, 5, 10))
        #expect(window(1, 5, 20).earlier(window(0, 9, 10)) == window(0, 5, 10))
    }
}
