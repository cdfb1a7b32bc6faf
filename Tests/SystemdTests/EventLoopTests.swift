import Systemd
import Testing

@Suite("The event loop")
struct EventLoopTests {
    @Test func `running returns the code given to exit`() throws {
        let loop = try EventLoop()
        try loop.post { loop.exit(code: 7) }
        #expect(try BoundedRun.of(loop) == 7)
    }

    @Test func `an ended loop keeps its first code and serves no more`() throws {
        let loop = try EventLoop()
        loop.exit(code: 3)
        #expect(try loop.run() == 3)
        loop.exit(code: 4)
        #expect(try loop.run() == 3)
        #expect(throws: EventLoopError.ended) { try loop.runOnce(timeoutMicroseconds: 0) }
        #expect(throws: EventLoopError.self) { try loop.post {} }
    }

    @Test func `no handler runs after exit was called`() throws {
        let loop = try EventLoop()
        let late = Witness()
        let first = try loop.addDeferred(priority: .important) { loop.exit() }
        let second = try loop.addDeferred(priority: .idle) { late.call() }
        defer { first.cancel(); second.cancel() }
        #expect(try BoundedRun.of(loop) == 0)
        #expect(late.calls == 0)
    }

    @Test func `a loop with nothing to do says so when its bound has passed`() throws {
        let loop = try EventLoop()
        #expect(try loop.runOnce(timeoutMicroseconds: 0) == false)
        let before = MonotonicClock.awake.microseconds
        #expect(try loop.runOnce(timeoutMicroseconds: 20_000) == false)
        #expect(MonotonicClock.awake.microseconds - before >= 20_000)
    }

    @Test func `posted work runs in order, each piece once`() throws {
        let loop = try EventLoop()
        var seen: [Int] = []
        for number in 1...3 { try loop.post { seen.append(number) } }
        #expect(seen == [])
        _ = try BoundedRun.readyNow(loop)
        #expect(seen == [1, 2, 3])
    }

    @Test func `work posted by posted work leaves other sources their turn`() throws {
        let loop = try EventLoop()
        var seen: [String] = []
        func again(_ left: Int) throws {
            seen.append("posted")
            if left > 0 { try loop.post { try again(left - 1) } }
        }
        try loop.post { try again(2) }
        let other = try loop.addDeferred(priority: .normal) { seen.append("other") }
        defer { other.cancel() }
        _ = try BoundedRun.readyNow(loop)
        #expect(seen.filter { $0 == "posted" }.count == 3)
        #expect(seen.firstIndex(of: "other") ?? .max < 3)
    }

    @Test func `an error thrown by a handler comes out of run, and the loop goes on after it`() throws {
        let loop = try EventLoop()
        var seen: [Int] = []
        try loop.post { throw Planted(number: 1) }
        try loop.post { seen.append(2) }
        try loop.post { loop.exit(code: 5) }
        #expect(throws: Planted(number: 1)) { try BoundedRun.of(loop) }
        #expect(seen == [])
        #expect(try BoundedRun.of(loop) == 5)
        #expect(seen == [2])
    }

    @Test func `the more urgent of two ready sources is served first`() throws {
        let loop = try EventLoop()
        var seen: [EventPriority] = []
        let sources = try [EventPriority.idle, .important, .normal].map { priority in
            try loop.addDeferred(priority: priority) { seen.append(priority) }
        }
        defer { sources.forEach { $0.cancel() } }
        #expect(try BoundedRun.readyNow(loop) == 3)
        #expect(seen == [.important, .normal, .idle])
    }

    @Test func `deferred work runs once`() throws {
        let loop = try EventLoop()
        let witness = Witness()
        let source = try loop.addDeferred { witness.call() }
        defer { source.cancel() }
        #expect(try BoundedRun.readyNow(loop) == 1)
        #expect(witness.calls == 1)
    }

    @Test func `a loop can go away before its sources do`() throws {
        var loop: EventLoop? = try EventLoop()
        let source = try #require(try loop?.addDeferred {})
        loop = nil
        source.cancel()
        #expect(source.isCancelled)
    }

    @Test func `without WatchdogSec there is no watchdog to serve`() throws {
        #expect(try EventLoop().enableWatchdog() == false)
    }
}
