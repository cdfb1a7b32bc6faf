import CivilCalendar
import ContactTime
import Testing

/// The day `YYYY-MM-DD`.
func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text), "\(text)") }

/// The time `HH:MM`.
func time(_ text: String) throws -> TimeOfDay { try #require(TimeOfDay(text), "\(text)") }

/// The moment `YYYY-MM-DD HH:MM`.
func moment(_ text: String) throws -> CivilMoment {
    CivilMoment(day: try day(String(text.prefix(10))), time: try time(String(text.suffix(5))))
}

extension WorkingCalendar {
    /// England at Christmas 2026 and around Easter 2026, as gov.uk publishes it, with a made-up holiday on a leap day.
    static func english() throws -> WorkingCalendar {
        try WorkingCalendar(
            weekend: [.saturday, .sunday],
            holidays: Set(
                [
                    "2024-02-29", "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31",
                    "2026-12-25", "2026-12-28", "2027-01-01",
                ].map { try ContactTimeTests.day($0) }))
    }
}
