import CivilCalendar
import ContactTime
import Glibc
import Systemd

/// The time at the clinic: the only place below the programs that reads a clock.
package struct ClinicClock: Sendable {
    /// So many seconds it may take a time service to set the clock after a start.
    static let patience = 3_600

    /// The time zone's name, such as `Europe/Madrid`.
    package let timeZone: String
    private let reading: @Sendable () -> Int
    private let asking: @Sendable () -> ClockSynchronisation

    /// Why a time zone cannot be used.
    package struct UnknownZone: Error, CustomStringConvertible {
        let name: String
        package var description: String {
            "there is no time zone \(name) on this machine; write a name such as \"Europe/Madrid\", or install tzdata"
        }
    }

    /// The clock of a zone, or of the machine's own where none is named. It sets the zone of the whole process, once.
    ///
    /// - Parameters:
    ///   - reading: the seconds since 1970, for tests that make time pass; the system's clock otherwise.
    ///   - asking: whether a time service keeps the clock.
    package init(
        timeZone name: String?, reading: @escaping @Sendable () -> Int = { ClinicClock.systemTime() },
        asking: @escaping @Sendable () -> ClockSynchronisation = { .now }
    ) throws {
        self.reading = reading
        self.asking = asking
        guard let name else {
            tzset()
            timeZone = MachineZone().name
            return
        }
        // The C library takes an unknown zone for UTC without a word, so its file is looked for first.
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"),
                UInt8(ascii: "/"):
                true
            default: false
            }
        }
        // A folder of zones, such as Europe, is not a zone.
        var status = stat()
        let file = "/usr/share/zoneinfo/" + name
        guard isPlain, !name.isEmpty, stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            access(file, R_OK) == 0
        else {
            throw UnknownZone(name: name)
        }
        setenv("TZ", ":" + name, 1)
        tzset()
        timeZone = name
    }

    /// Now, in seconds since 1970.
    package var now: Int { reading() }

    /// Whether a time service keeps the clock.
    var synchronisation: ClockSynchronisation { asking() }

    /// Now, by the system's clock, in seconds since 1970.
    package static func systemTime() -> Int {
        // time() may still show the second before when an alarm has just gone off.
        var moment = timespec()
        clock_gettime(CLOCK_REALTIME, &moment)
        return moment.tv_sec
    }

    /// The civil day of a moment.
    package func day(at moment: Int) -> CivilDate {
        var seconds = time_t(moment)
        var local = tm()
        localtime_r(&seconds, &local)
        return CivilDate(year: Int(local.tm_year) + 1900, month: Int(local.tm_mon) + 1, day: Int(local.tm_mday))
            ?? .earliest
    }

    /// What a moment is at the clinic, to the minute.
    package func civilMoment(at moment: Int) -> CivilMoment {
        var seconds = time_t(moment)
        var local = tm()
        localtime_r(&seconds, &local)
        return CivilMoment(
            day: day(at: moment), time: TimeOfDay(hour: Int(local.tm_hour), minute: Int(local.tm_min)) ?? .midnight)
    }

    /// When a civil moment is: of one that comes twice the first, of one that is left out the first after it.
    package func seconds(_ moment: CivilMoment) -> Int {
        let (year, month, day) = moment.day.components
        var local = tm()
        (local.tm_year, local.tm_mon, local.tm_mday) = (Int32(year - 1900), Int32(month - 1), Int32(day))
        (local.tm_hour, local.tm_min) = (Int32(moment.time.hour), Int32(moment.time.minute))
        local.tm_isdst = -1
        var seconds = Int(mktime(&local))
        // The C library may answer with either of two, and with one beside a gap.
        for earlier in [seconds - 3_600, seconds - 1_800] where civilMoment(at: earlier) == moment { return earlier }
        while civilMoment(at: seconds) < moment { seconds += 60 }
        while civilMoment(at: seconds - 60) > moment { seconds -= 60 }
        return seconds
    }

    /// The first moment of a civil day, daylight saving or not.
    package func start(of day: CivilDate) -> Int {
        let (year, month, dayOfMonth) = day.components
        var local = tm()
        local.tm_year = Int32(year - 1900)
        local.tm_mon = Int32(month - 1)
        local.tm_mday = Int32(dayOfMonth)
        local.tm_isdst = -1
        var moment = Int(mktime(&local))
        // Where midnight does not exist, mktime may answer with a moment of the day before.
        while self.day(at: moment) < day { moment += 900 }
        return moment
    }
}

/// The name of the time zone that a machine is set to, found where the C library and Debian keep it.
struct MachineZone {
    /// The name, such as `Europe/Madrid`; where it is unknown, what is known instead.
    let name: String

    /// The zone of this process: `$TZ`, else the link `/etc/localtime`, else what `/etc/timezone` says.
    init() {
        self.init(variable: getenv("TZ").map { String(cString: $0) }, link: "/etc/localtime", file: "/etc/timezone")
    }

    init(variable: String?, link: String, file: String) {
        if let variable {
            // The C library takes an empty variable for UTC, and a path or a rule as well as a name.
            let zone = variable.hasPrefix(":") ? String(variable.dropFirst()) : variable
            name = zone.isEmpty ? "UTC" : MachineZone.name(inPath: zone) ?? MachineZone.shown(zone)
            return
        }
        if let target = MachineZone.target(ofLink: link) {
            name = MachineZone.name(inPath: target) ?? MachineZone.shown(target)
            return
        }
        // Without /etc/localtime the C library counts in UTC, whatever /etc/timezone says.
        guard access(link, F_OK) == 0 else {
            name = "UTC"
            return
        }
        name = MachineZone.firstLine(of: file) ?? "the machine's zone, of no known name (\(link) is a copy)"
    }

    /// The zone of a path into the zone database, nil for a path to elsewhere.
    private static func name(inPath path: String) -> String? {
        guard let range = path.firstRange(of: "zoneinfo/") else { return nil }
        var zone = path[range.upperBound...]
        for database in ["posix/", "right/"] where zone.hasPrefix(database) { zone = zone.dropFirst(database.count) }
        return zone.isEmpty ? nil : shown(String(zone))
    }

    private static func target(ofLink link: String) -> String? {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                text.baseAddress.map { readlink(link, $0, text.count) } ?? -1
            }
        }
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }

    private static func firstLine(of file: String) -> String? {
        let descriptor = open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return nil }
        let line = String(decoding: buffer[..<count].prefix { $0 > 0x20 }, as: UTF8.self)
        return line.isEmpty ? nil : shown(line)
    }

    /// The text without what a terminal would obey, and of a bearable length.
    private static func shown(_ text: String) -> String {
        String(
            text.unicodeScalars.prefix(100).filter { $0.isASCII && $0.value >= 0x20 && $0.value < 0x7F }.map(
                Character.init))
    }
}
