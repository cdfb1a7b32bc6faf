import Systemd
import Testing

@Suite("A monotonic timer")
struct TimerSourceTests {
    @Test(arguments: [MonotonicClock.awake, .sinceBoot])
    func `a timer fires once, and not before its time`(clock: MonotonicClock) throws {
        let loop = try EventLoop()
        let witness = Witness()
        let before = clock.microseconds
        let timer = try loop.addMonotonicTimer(afterMicroseconds: 15_000, clock: clock) { witness.call() }
        defer { timer.cancel() }
        #expect(try loop.runOnce(timeoutMicroseconds: 0) == false)
        #expect(try loop.runOnce(timeoutMicroseconds: 10_000_000))
        #expect(clock.microseconds - before >= 15_000)
        #expect(try loop.runOnce(timeoutMicroseconds: 30_000) == false)
        #expect(witness.calls == 1)
    }

    @Test func `a repeating timer fires until it is cancelled, also by its own handler`() throws {
        let loop = try EventLoop()
        let witness = Witness()
        var timer: TimerSource?
        timer = try loop.addMonotonicTimer(afterMicroseconds: 0, repeatEveryMicroseconds: 1_000) {
            witness.call()
            if witness.calls == 3 { timer?.cancel() }
        }
        for _ in 1...3 { #expect(try loop.runOnce(timeoutMicroseconds: 10_000_000)) }
        #expect(try loop.runOnce(timeoutMicroseconds: 10_000) == false)
        #expect(witness.calls == 3)
    }

    @Test func `a repeating timer outlives an error of its handler`() throws {
        let loop = try EventLoop()
        let timer = try loop.addMonotonicTimer(afterMicroseconds: 0, repeatEveryMicroseconds: 1_000) {
            throw Planted(number: 1)
        }
        defer { timer.cancel() }
        for _ in 1...2 {
            #expect(throws: Planted(number: 1)) { try loop.runOnce(timeoutMicroseconds: 10_000_000) }
        }
    }

    @Test func `starting a waiting timer anew puts its firing off, as debouncing needs`() throws {
        let loop = try EventLoop()
        let witness = Witness()
        let timer = try loop.addMonotonicTimer(afterMicroseconds: 0) { witness.call() }
        defer { timer.cancel() }
        try timer.restart(afterMicroseconds: 60_000_000)
        #expect(try loop.runOnce(timeoutMicroseconds: 5_000) == false)
        try timer.restart(afterMicroseconds: 0)
        #expect(try loop.runOnce(timeoutMicroseconds: 10_000_000))
        #expect(witness.calls == 1)
    }

    @Test func `a timer that has fired can be started anew, and a stopped one is silent`() throws {
        let loop = try EventLoop()
        let witness = Witness()
        let timer = try loop.addMonotonicTimer(afterMicroseconds: 0) { witness.call() }
        defer { timer.cancel() }
        #expect(try loop.runOnce(timeoutMicroseconds: 10_000_000))
        try timer.restart(afterMicroseconds: 0)
        #expect(try loop.runOnce(timeoutMicroseconds: 10_000_000))
        try timer.restart(afterMicroseconds: 0)
        try timer.stop()
        #expect(try loop.runOnce(timeoutMicroseconds: 5_000) == false)
        #expect(witness.calls == 2)
    }

    @Test func `a period of zero is refused`() throws {
        let loop = try EventLoop()
        #expect(throws: EventLoopError.zeroPeriod) {
            _ = try loop.addMonotonicTimer(afterMicroseconds: 1, repeatEveryMicroseconds: 0) {}
        }
    }
}
