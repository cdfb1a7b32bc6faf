import CivilCalendar
import Testing

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

// The zone is the whole process's, so these run one after the other.
@Suite("The clinic's clock", .serialized)
struct ClinicClockTests {
    // Days with a change of the clock, and days whose midnight does not exist.
    @Test(arguments: [
        ("Europe/Madrid", "2026-03-29", 1_774_738_800), ("Europe/Madrid", "2026-03-30", 1_774_821_600),
        ("Europe/Madrid", "2026-10-25", 1_792_879_200), ("Europe/Madrid", "2026-10-26", 1_792_969_200),
        ("America/New_York", "2026-03-08", 1_772_946_000), ("America/New_York", "2026-03-09", 1_773_028_800),
        ("America/Santiago", "2026-09-06", 1_788_667_200), ("Asia/Beirut", "2026-03-29", 1_774_735_200),
        ("UTC", "1970-01-02", 86_400),
    ])
    func `a civil day begins at its first moment, also where midnight does not exist`(
        zone: String, day: String, moment: Int
    ) throws {
        let clock = try ClinicClock(timeZone: zone)
        let day = try #require(CivilDate(day))
        #expect(clock.start(of: day) == moment)
        #expect(clock.day(at: moment) == day)
        #expect(clock.day(at: moment - 1) == day - .days(1))
    }

    @Test(arguments: ["", "Nowhere/Nothing", "../../etc/passwd", "Europe/Madrid\n", "Europe"])
    func `a zone that is none is refused, never taken for another`(zone: String) {
        #expect(throws: (any Error).self) {
            _ = try ClinicClock(timeZone: zone)
        }
    }
}
