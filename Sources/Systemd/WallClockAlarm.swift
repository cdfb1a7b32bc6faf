internal import CSystemd
internal import Glibc

/// An alarm on the time of day (CLOCK_REALTIME) that also tells when the time of day is set.
///
/// It fires once per `arm`. Four traps of timerfd_create(2), met on Linux 6.18, shape it and its use:
/// - A clock that is set cancels the wait: the read fails with ECANCELED. That is `.clockChanged`, and comes however
///   small the step was (a microsecond there and back is told). The timer stays set; the caller reckons and arms anew.
/// - Setting the timer after the clock was set, but before that was read, fails with ECANCELED although the timer is
///   now set, and uses the notice up: the read would never tell. Then `arm` succeeds and posts `.clockChanged`.
/// - An absolute time of 0 does not mean 1970: it clears the timer. `arm` passes 1 ns instead.
/// - When it fires, time(2) may still give the second before, for it reads a clock that moves once per tick. Read the
///   time by clock_gettime(2) with CLOCK_REALTIME.
///
/// Changes of the clock are told from the first `arm` or `watchClock` until `disarm`, also after `.reached`. So a
/// service with nothing due calls `watchClock()`. The time zone is no part of this: a change of zone is not told.
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

    /// Sets the alarm, in place of any time set before.
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
                // Cleared between the notice and its turn: the caller no longer wants to hear.
                guard let self, self.isSet else { return }
                try self.handler(.clockChanged)
            }
        } catch {
            throw .loop(error)
        }
    }

    /// Sets the alarm so far off that only changes of the clock are told.
    ///
    /// - Throws: as `arm(atUnixSeconds:)` does.
    public func watchClock() throws(WallClockAlarmError) {
        try arm(atUnixSeconds: Self.farFuture)
    }

    /// Clears the alarm: neither a time nor changes of the clock are told until it is set again.
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
        // Set anew or cleared since the loop saw it ready.
        case EAGAIN, EINTR: return
        default: throw WallClockAlarmError.reading(refused)
        }
    }
}
