import CivilCalendar
import Glibc

/// The day it is here. Only the command and the service read a clock; everything below them is told the day.
enum LocalDay {
    static var today: CivilDate { day(of: now) }

    private static var now: tm {
        var now = time(nil)
        var local = tm()
        localtime_r(&now, &local)
        return local
    }

    private static func day(of local: tm) -> CivilDate {
        CivilDate(year: Int(local.tm_year) + 1900, month: Int(local.tm_mon) + 1, day: Int(local.tm_mday)) ?? .earliest
    }
}
