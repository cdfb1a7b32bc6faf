internal import CSystemd
internal import Glibc

/// Whether a time service keeps the machine's clock, as the kernel knows it.
public enum ClockSynchronisation: Hashable, Sendable {
    /// It is kept.
    case synchronised
    /// Nothing has set it right for hours, or ever.
    case unsynchronised
    /// Nobody could be asked.
    case unknown

    /// As the kernel has it now: asked itself, or, where that is forbidden, as below `ProtectClock=` of systemd, through
    /// systemd-timedated(8), which asks it for anybody. Waits at most two seconds.
    public static var now: ClockSynchronisation {
        // Without a mode adjtimex(2) changes nothing and needs no privilege.
        var request = timex()
        let state = adjtimex(&request)
        if state < 0 { return ofTimeService() }
        return state == TIME_ERROR || request.status & STA_UNSYNC != 0 ? .unsynchronised : .synchronised
    }

    /// The property `NTPSynchronized` of org.freedesktop.timedate1, which holds for every time service.
    static func ofTimeService() -> ClockSynchronisation {
        var bus: OpaquePointer?
        guard sd_bus_open_system(&bus) >= 0 else { return .unknown }
        defer { sd_bus_flush_close_unref(bus) }
        var isSynchronised: Int32 = 0
        guard sd_bus_set_method_call_timeout(bus, 2_000_000) >= 0,
            sd_bus_get_property_trivial(
                bus, "org.freedesktop.timedate1", "/org/freedesktop/timedate1", "org.freedesktop.timedate1",
                "NTPSynchronized", nil, CChar(UInt8(ascii: "b")), &isSynchronised) >= 0
        else { return .unknown }
        return isSynchronised != 0 ? .synchronised : .unsynchronised
    }
}
