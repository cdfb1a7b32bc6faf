import Testing

@testable import Systemd

@Suite("An event source")
struct EventSourceTests {
    @Test func `a cancelled source does not fire, and lets go of its handler`() throws {
        let loop = try EventLoop()
        weak var handed: Witness?
        let source: EventSource
        do {
            let witness = Witness()
            handed = witness
            source = try loop.addDeferred { witness.call() }
        }
        #expect(handed != nil)
        source.cancel()
        #expect(handed == nil)
        #expect(source.isCancelled)
        #expect(try loop.runOnce(timeoutMicroseconds: 0) == false)
    }

    @Test func `what libsystemd held of a source is given back at its end`() throws {
        let loop = try EventLoop()
        var source: EventSource? = try loop.addDeferred {}
        weak let box = source?.box
        #expect(box != nil)
        source = nil
        #expect(box == nil)
    }

    @Test func `dropping the last reference cancels`() throws {
        let loop = try EventLoop()
        let witness = Witness()
        var source: EventSource? = try loop.addDeferred { witness.call() }
        #expect(source?.isCancelled == false)
        source = nil
        #expect(try loop.runOnce(timeoutMicroseconds: 0) == false)
        #expect(witness.calls == 0)
    }

    @Test func `a source may cancel itself inside its handler`() throws {
        let loop = try EventLoop()
        let pair = try SocketPair()
        let witness = Witness()
        var source: DescriptorSource?
        source = try loop.addDescriptor(pair.near, events: .writable) { _ in
            source?.cancel()
            source = nil
            witness.call()
        }
        #expect(try loop.runOnce(timeoutMicroseconds: 0))
        #expect(try loop.runOnce(timeoutMicroseconds: 0) == false)
        #expect(witness.calls == 1)
        #expect(source == nil)
    }

    @Test func `a refused source lets go of its handler`() throws {
        let loop = try EventLoop()
        weak var handed: Witness?
        do {
            let witness = Witness()
            handed = witness
            #expect(throws: EventLoopError.self) {
                _ = try loop.addDescriptor(-1, events: .readable) { _ in witness.call() }
            }
        }
        #expect(handed == nil)
    }

    @Test func `changing a cancelled source is refused by name`() throws {
        let loop = try EventLoop()
        let timer = try loop.addMonotonicTimer(afterMicroseconds: 1) {}
        timer.cancel()
        #expect(throws: EventLoopError.cancelled(.timer)) { try timer.restart(afterMicroseconds: 1) }
    }
}
