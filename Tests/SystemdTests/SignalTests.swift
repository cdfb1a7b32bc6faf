import Glibc
import Systemd
import Testing

@Suite("A signal on the loop")
struct SignalTests {
    // raise(3) sends to the calling thread alone, so tests on other threads do not notice.
    @Test func `a raised signal reaches its handler and no other`() throws {
        let loop = try EventLoop()
        let first = Witness()
        let second = Witness()
        let sources = [
            try loop.addSignal(.user1) { first.call() }, try loop.addSignal(.user2) { second.call() },
        ]
        defer { sources.forEach { $0.cancel() } }
        raise(SIGUSR1)
        #expect(try BoundedRun.readyNow(loop) == 1)
        #expect(first.calls == 1)
        #expect(second.calls == 0)
    }

    @Test func `a signal listened to twice on one loop is refused by name`() throws {
        let loop = try EventLoop()
        let source = try loop.addSignal(.user2) {}
        defer { source.cancel() }
        #expect(throws: EventLoopError.registration(.signal(.user2), ErrorNumber(EBUSY))) {
            _ = try loop.addSignal(.user2) {}
        }
    }

    @Test func `with broken pipes ignored, writing to a gone peer is an error and not the end`() async {
        await #expect(processExitsWith: .success) {
            Signal.brokenPipe.ignore()
            let pair = try SocketPair()
            pair.closeFar()
            #expect(write(pair.near, "x", 1) == -1)
            #expect(errno == EPIPE)
        }
    }
}
