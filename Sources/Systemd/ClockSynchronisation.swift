internal import CSystemd
internal import Glibc

/// Whether a time service keeps the machine's clock, as the kernel knows it.
public enum ClockSynchronisation: Hashable, Sendable {
    /// It is kept.
    case synchronised
    /// Nothing has set it right for hours, or ever.
    case unsynchronised
    /// The kernel may not be asked, as below `ProtectClock=` of systemd.
    case unknown

    /// As the kernel has it now. The clock is asked, not changed: adjtimex(2) without a mode needs no privilege.
    public static var now: ClockSynchronisation {
        var request = timex()
        let state = adjtimex(&request)
        if state < 0 { return .unknown }
        return state == TIME_ERROR || request.status & STA_UNSYNC != 0 ? .unsynchronised : .synchronised
    }
}
