import Systemd

/// Runs a loop that is expected to end by itself; one that does not fails its test after ten seconds.
enum BoundedRun {
    struct Overrun: Error {}

    static func of(_ loop: EventLoop) throws -> Int32 {
        let limit = try loop.addMonotonicTimer(afterMicroseconds: 10_000_000) { throw Overrun() }
        defer { limit.cancel() }
        return try loop.run()
    }

    /// Serves what is ready now and nothing that comes later; says how many sources were served.
    static func readyNow(_ loop: EventLoop) throws -> Int {
        var turns = 0
        while turns < 100, try loop.runOnce(timeoutMicroseconds: 0) { turns += 1 }
        return turns
    }
}
