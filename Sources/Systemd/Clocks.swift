internal import CSystemd
internal import Glibc

/// A clock that only moves forward, whatever happens to the time of day.
public enum MonotonicClock: Sendable {
    /// CLOCK_MONOTONIC: stops while the machine is suspended. For debouncing.
    case awake
    /// CLOCK_BOOTTIME: keeps running while the machine is suspended. For back-off between tries.
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

/// Whether a time service keeps the machine's clock, according to the kernel.
public enum ClockSynchronisation: Hashable, Sendable {
    /// A time service keeps the clock.
    case synchronised
    /// No time service has set the clock for hours, or ever.
    case unsynchronised
    /// Neither the kernel nor systemd-timedated answered.
    case unknown

    /// The present state. It comes from the kernel or, where `ProtectClock=` of systemd forbids that call, from
    /// systemd-timedated(8), which asks the kernel for any caller. Waits at most two seconds.
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

/// An alarm on the time of day (CLOCK_REALTIME) that also reports when the time of day is set.
///
/// It fires once per `arm`. Four traps of timerfd_create(2), met on Linux 6.18, shape its design and use:
/// - Setting the clock cancels the wait: the read fails with ECANCELED. The alarm reports it as `.clockChanged`,
///   however small the step was (even a microsecond there and back). The timer stays set; the caller recalculates and
///   arms again.
/// - Setting the timer after the clock was set, but before that was read, fails with ECANCELED although the timer is
///   now set, and uses the notice up: the read would never report it. Then `arm` succeeds and posts `.clockChanged`.
/// - An absolute time of 0 does not mean 1970: it clears the timer. `arm` passes 1 ns instead.
/// - When it fires, time(2) may still return the previous second, because it reads a clock that moves once per tick.
///   Read the time by clock_gettime(2) with CLOCK_REALTIME.
///
/// Changes of the clock are reported from the first `arm` or `watchClock` until `disarm`, also after `.reached`. So a
/// service with nothing due calls `watchClock()`. A change of the time zone is not reported.
public final class WallClockAlarm {
    /// 9999-12-31T23:59:59Z; the kernel cuts it down to the last instant its clock can hold.
    static let farFuture: Int64 = 253_402_300_799

    private let loop: EventLoop
    private let descriptor: Int32
    private let handler: (WallClockEvent) throws -> Void
    private var source: EventSource?
    private var isSet = false

    /// Makes an alarm that is not set yet.
    ///
    /// - Parameter handler: called on the loop's thread; what it throws comes out of the loop's `run()`.
    /// - Throws: `WallClockAlarmError.creation` or `.loop`.
    public init(
        loop: EventLoop, priority: EventPriority = .important, handler: @escaping (WallClockEvent) throws -> Void
    ) throws(WallClockAlarmError) {
        self.loop = loop
        self.handler = handler
        descriptor = timerfd_create(CLOCK_REALTIME, Int32(TFD_NONBLOCK) | Int32(TFD_CLOEXEC))
        guard descriptor >= 0 else { throw .creation(.current) }
        do throws(EventLoopError) {
            source = try loop.addDescriptor(descriptor, events: .readable, priority: priority) { [weak self] _ in
                try self?.read()
            }
        } catch {
            throw .loop(error)
        }
    }

    deinit {
        source?.cancel()
        if descriptor >= 0 { close(descriptor) }
    }

    /// Sets the alarm, replacing any time set before.
    ///
    /// - Parameter seconds: since 1970-01-01T00:00:00Z; a time already past fires on the next turn.
    /// - Throws: `WallClockAlarmError.arming`, or `.loop` on an ended loop.
    public func arm(atUnixSeconds seconds: Int64) throws(WallClockAlarmError) {
        var setting = itimerspec()
        setting.it_value.tv_sec = Int(max(seconds, 0))
        setting.it_value.tv_nsec = seconds <= 0 ? 1 : 0
        let flags = Int32(TFD_TIMER_ABSTIME) | Int32(TFD_TIMER_CANCEL_ON_SET)
        guard timerfd_settime(descriptor, flags, &setting, nil) != 0 else {
            isSet = true
            return
        }
        let refused = ErrorNumber.current
        guard refused.code == ECANCELED else { throw .arming(unixSeconds: seconds, refused) }
        isSet = true
        do throws(EventLoopError) {
            try loop.post { [weak self] in
                // Cleared between the notice and its turn: the caller no longer wants the event.
                guard let self, self.isSet else { return }
                try self.handler(.clockChanged)
            }
        } catch {
            throw .loop(error)
        }
    }

    /// Sets the alarm so far off that it reports only changes of the clock.
    ///
    /// - Throws: as `arm(atUnixSeconds:)` does.
    public func watchClock() throws(WallClockAlarmError) {
        try arm(atUnixSeconds: Self.farFuture)
    }

    /// Clears the alarm: it reports neither a time nor changes of the clock until it is set again.
    ///
    /// - Throws: `WallClockAlarmError.disarming`.
    public func disarm() throws(WallClockAlarmError) {
        var setting = itimerspec()
        // A relative time of zero clears the timer; without the flag the kernel also stops watching the clock.
        guard timerfd_settime(descriptor, 0, &setting, nil) == 0 else { throw .disarming(.current) }
        isSet = false
    }

    private func read() throws {
        var expirations: UInt64 = 0
        let count = Glibc.read(descriptor, &expirations, MemoryLayout<UInt64>.size)
        if count > 0 { return try handler(.reached) }
        // A read of 0 bytes is how some kernels show a clock set backwards.
        if count == 0 { return try handler(.clockChanged) }
        let refused = ErrorNumber.current
        switch refused.code {
        case ECANCELED: try handler(.clockChanged)
        // Set again or cleared since the loop saw it ready.
        case EAGAIN, EINTR: return
        default: throw WallClockAlarmError.reading(refused)
        }
    }
}

/// What a wall clock alarm reports.
public enum WallClockEvent: Hashable, Sendable {
    /// The time it was armed for has come, perhaps some time ago: the machine may have been suspended.
    case reached
    /// The time of day was set, forwards or backwards, however little. Read the clock, recalculate and arm again.
    case clockChanged
}

/// Why an operation on a wall clock alarm failed.
public enum WallClockAlarmError: SystemdError, Hashable {
    /// No timer could be made.
    case creation(ErrorNumber)
    /// The timer could not be set to a time.
    case arming(unixSeconds: Int64, ErrorNumber)
    /// The timer could not be cleared.
    case disarming(ErrorNumber)
    /// The timer could not be read after it had fired.
    case reading(ErrorNumber)
    /// The timer could not join the event loop.
    case loop(EventLoopError)

    /// What failed, on what, and the reason.
    public var problem: String {
        switch self {
        case .creation(let number): "no alarm on the time of day could be made: \(number)"
        case .arming(let seconds, let number): "the alarm could not be set to second \(seconds) of the epoch: \(number)"
        case .disarming(let number): "the alarm on the time of day could not be cleared: \(number)"
        case .reading(let number): "the alarm on the time of day fired and could not be read: \(number)"
        case .loop(let error): "the alarm on the time of day is of no use to the event loop: \(error.problem)"
        }
    }

    /// What to change so that it works.
    public var remedy: String {
        switch self {
        case .creation: "raise the limit on open files (LimitNOFILE=) or free memory, then start again"
        case .arming, .disarming, .reading:
            "check that the unit's SystemCallFilter= allows @timer and that nothing else closes the service's descriptors"
        case .loop(let error): error.remedy
        }
    }
}
