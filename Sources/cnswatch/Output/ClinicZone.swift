import ControlInterface
import Glibc
import JSONText
import Varlink

/// The zone in which people read times: the clinic's, which the service knows, wherever the command runs.
enum ClinicZone {
    /// Has times told in the clinic's zone from now on. Where the service does not say which, or this machine does not know
    /// it, they are told in this machine's; the zone stands beside each time in any case.
    static func adopt(from connection: ClientConnection) throws {
        let status: StatusReport
        do {
            status = try ServiceOptions.ask(connection, "Status", JSONObject())
        } catch is Failure {
            return
        }
        adopt(status.timeZone)
    }

    /// Has times told in this zone, by its name in the time zone database.
    static func adopt(_ zone: String) {
        // A zone that is not there would be taken for UTC under another name.
        guard !zone.isEmpty, !zone.contains(".."), access("/usr/share/zoneinfo/\(zone)", R_OK) == 0 else { return }
        setenv("TZ", zone, 1)
        tzset()
    }

    /// A moment as `YYYY-MM-DD HH:MM:SS ZONE`.
    static func instant(_ seconds: Int) -> String {
        var moment = time_t(seconds)
        var local = tm()
        localtime_r(&moment, &local)
        return String(unsafeUninitializedCapacity: 64) { buffer in
            buffer.withMemoryRebound(to: CChar.self) { strftime($0.baseAddress!, 64, "%Y-%m-%d %H:%M:%S %Z", &local) }
        }
    }
}
