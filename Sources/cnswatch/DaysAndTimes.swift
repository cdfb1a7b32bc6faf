import ArgumentParser
import CivilCalendar
import ControlInterface
import Glibc
import JSONText
import Terminal
import Varlink

/// A day, as written on the command line.
enum AsOf {
    /// Reads `YYYY-MM-DD`; an impossible day gets a different error from a text of a different form.
    static func day(_ text: String) throws -> CivilDate {
        if let day = CivilDate(text) { return day }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isWritten =
            parts.map(\.utf8.count) == [4, 2, 2]
            && parts.allSatisfy { $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
        let shown = TerminalText.visible(String(text.prefix(40)))
        throw ValidationError(
            isWritten
                ? "The calendar has no day \(shown): write one it has, from 0001-01-01 to 9999-12-31."
                : "\(shown.isEmpty ? "An empty text" : shown) is no day: write it as YYYY-MM-DD, such as 2026-02-28.")
    }
}

/// The day that a request to the service is about.
struct DayOption: ParsableArguments {
    @Option(help: ArgumentHelp("The day; the service's own by default.", valueName: "YYYY-MM-DD"), transform: AsOf.day)
    var asOf: CivilDate?
}

/// The end of a lease, as written on the command line: a day, or an interval from today.
enum DayOrInterval {
    /// Reads `YYYY-MM-DD`, or an interval such as `2w`; the service knows today's date.
    static func read(_ text: String) throws -> String {
        if let interval = Interval(text), interval.count > 0 { return text }
        guard text.contains("-"), !text.hasPrefix("-") else {
            throw ValidationError(
                "\(TerminalText.visible(String(text.prefix(40)))) is neither a day nor an interval from today: "
                    + "write it as YYYY-MM-DD, or as 14d, 2w or 6m.")
        }
        return try AsOf.day(text).description
    }
}

/// A time at the clinic, as written on the command line: a day, or a day and a time of day.
enum DayOrMoment {
    /// Reads `YYYY-MM-DD`, or `YYYY-MM-DD HH:MM`.
    static func read(_ text: String) throws -> String {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        let day = try AsOf.day(String(parts[0]))
        guard parts.count > 1 else { return day.description }
        guard parts.count == 2, isTime(parts[1]) else {
            throw ValidationError(
                "\(TerminalText.visible(String(text.prefix(40)))) is no time: write it as \"YYYY-MM-DD HH:MM\", such as "
                    + "\"2026-02-28 18:30\", or as a day.")
        }
        return "\(day) \(parts[1])"
    }

    private static func isTime(_ text: Substring) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [2, 2], text.utf8.allSatisfy({ 0x30...0x3A ~= $0 }) else { return false }
        guard let hour = Int(parts[0]), let minute = Int(parts[1]) else { return false }
        return hour < 24 && minute < 60
    }
}

/// Today's date here. Only the command and the service read a clock; everything below them receives the day.
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

/// The zone of displayed times: the clinic's, which the service knows, wherever the command runs.
enum ClinicZone {
    /// Shows times in the clinic's zone from now on. If the service does not say which, or this machine does not know
    /// it, they are shown in this machine's zone; the zone stands beside each time in any case.
    static func adopt(from connection: ClientConnection) throws {
        let status: StatusReport
        do {
            status = try ServiceOptions.ask(connection, "Status", JSONObject())
        } catch is Failure {
            return
        }
        adopt(status.timeZone)
    }

    /// Shows times in this zone, by its name in the time zone database.
    static func adopt(_ zone: String) {
        // A missing zone would be taken for UTC under a different name.
        guard !zone.isEmpty, !zone.contains(".."), access("/usr/share/zoneinfo/\(zone)", R_OK) == 0 else { return }
        setenv("TZ", zone, 1)
        tzset()
    }

    /// A point in time as `YYYY-MM-DD HH:MM:SS ZONE`.
    static func instant(_ seconds: Int) -> String {
        var moment = time_t(seconds)
        var local = tm()
        localtime_r(&moment, &local)
        return String(unsafeUninitializedCapacity: 64) { buffer in
            buffer.withMemoryRebound(to: CChar.self) { strftime($0.baseAddress!, 64, "%Y-%m-%d %H:%M:%S %Z", &local) }
        }
    }
}
