import Glibc
import TestSupport
import Testing

@testable import Systemd

/// Serialized: setting the clock is noticed by every alarm of the process.
@Suite("An alarm on the time of day", .serialized)
struct WallClockAlarmTests {
    private let loop: EventLoop
    private let seen = Seen()

    private final class Seen {
        var events: [WallClockEvent] = []
    }

    init() throws {
        loop = try EventLoop()
    }

    private func alarm() throws -> WallClockAlarm {
        try WallClockAlarm(loop: loop) { [seen] in seen.events.append($0) }
    }

    private var now: Int64 {
        // Not time(2), whose second begins up to one tick late: the alarm would seem early.
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec)
    }

    @Test(arguments: [-1, 0, 1, 1_000_000_000])
    func `a time in the past is reached at once, and once`(seconds: Int64) throws {
        let alarm = try alarm()
        defer { try? alarm.disarm() }
        try alarm.arm(atUnixSeconds: seconds)
        #expect(try BoundedRun.readyNow(loop) == 1)
        #expect(seen.events == [.reached])
    }

    @Test func `a time to come is reached when it has come`() throws {
        let alarm = try alarm()
        defer { try? alarm.disarm() }
        let due = now + 1
        try alarm.arm(atUnixSeconds: due)
        #expect(try loop.runOnce(timeoutMicroseconds: 10_000_000))
        #expect(now >= due)
        #expect(seen.events == [.reached])
    }

    @Test func `arming again replaces the time, and disarming clears it`() throws {
        let alarm = try alarm()
        try alarm.arm(atUnixSeconds: 1)
        try alarm.arm(atUnixSeconds: now + 3_600)
        #expect(try BoundedRun.readyNow(loop) == 0)
        try alarm.arm(atUnixSeconds: 1)
        try alarm.disarm()
        #expect(try BoundedRun.readyNow(loop) == 0)
        #expect(seen.events == [])
    }

    @Test func `watching the clock alone fires for no time`() throws {
        let alarm = try alarm()
        defer { try? alarm.disarm() }
        try alarm.watchClock()
        #expect(try BoundedRun.readyNow(loop) == 0)
    }

    @Test func `an alarm that is gone tells nothing`() throws {
        var alarm: WallClockAlarm? = try alarm()
        try alarm?.arm(atUnixSeconds: 1)
        alarm = nil
        #expect(try BoundedRun.readyNow(loop) == 0)
        #expect(seen.events == [])
    }

    @Test func `an error of the handler comes out of the loop`() throws {
        let alarm = try WallClockAlarm(loop: loop) { _ in throw Planted(number: 1) }
        try alarm.arm(atUnixSeconds: 1)
        #expect(throws: Planted(number: 1)) { try loop.runOnce(timeoutMicroseconds: 0) }
        try alarm.disarm()
    }

    @Suite(
        "when the clock is set", .serialized,
        .enabled(if: UnlistedCalls.nudgeClock(), "needs CAP_SYS_TIME, which few containers have"))
    struct WhenTheClockIsSet {
        @Test func `it tells, however small the step`() throws {
            let outer = try WallClockAlarmTests()
            let alarm = try outer.alarm()
            try alarm.watchClock()
            #expect(UnlistedCalls.nudgeClock())
            #expect(try BoundedRun.readyNow(outer.loop) == 1)
            #expect(outer.seen.events == [.clockChanged])
            try alarm.disarm()
        }

        @Test func `it still tells after its time was reached`() throws {
            let outer = try WallClockAlarmTests()
            let alarm = try outer.alarm()
            try alarm.arm(atUnixSeconds: 1)
            _ = try BoundedRun.readyNow(outer.loop)
            #expect(UnlistedCalls.nudgeClock())
            _ = try BoundedRun.readyNow(outer.loop)
            #expect(outer.seen.events == [.reached, .clockChanged])
            try alarm.disarm()
        }

        // The kernel hands the notice to whichever call comes first, the read or the setting.
        @Test func `arming before the notice was read does not lose it, nor the time armed for`() throws {
            let outer = try WallClockAlarmTests()
            let alarm = try outer.alarm()
            try alarm.watchClock()
            #expect(UnlistedCalls.nudgeClock())
            try alarm.arm(atUnixSeconds: 1)
            _ = try BoundedRun.readyNow(outer.loop)
            #expect(Set(outer.seen.events) == [.clockChanged, .reached])
            #expect(outer.seen.events.count == 2)
            try alarm.disarm()
        }

        @Test func `a disarmed alarm does not tell`() throws {
            let outer = try WallClockAlarmTests()
            let alarm = try outer.alarm()
            try alarm.watchClock()
            #expect(UnlistedCalls.nudgeClock())
            try alarm.arm(atUnixSeconds: WallClockAlarm.farFuture)
            try alarm.disarm()
            #expect(UnlistedCalls.nudgeClock())
            #expect(try BoundedRun.readyNow(outer.loop) <= 1)
            #expect(outer.seen.events == [])
        }
    }
}
