internal import Glibc

/// A clock that only goes forward, whatever happens to the time of day.
public enum MonotonicClock: Sendable {
    /// CLOCK_MONOTONIC: stands still while the machine is suspended. For debouncing.
    case awake
    /// CLOCK_BOOTTIME: goes on while the machine is suspended. For back-off between tries.
    case sinceBoot

    var identifier: clockid_t {
        switch self {
        case .awake: CLOCK_MONOTONIC
        case .sinceBoot: CLOCK_BOOTTIME
        }
    }

    /// The clock's reading, in microseconds.
    public var microseconds: UInt64 {
        var now = timespec()
        // Cannot fail: both clocks exist in every kernel this builds for, and the pointer is ours.
        clock_gettime(identifier, &now)
        return UInt64(now.tv_sec) * 1_000_000 + UInt64(now.tv_nsec) / 1_000
    }
}
