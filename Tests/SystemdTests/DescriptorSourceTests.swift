import Glibc
import Systemd
import TestSupport
import Testing

@Suite("A descriptor on the loop")
struct DescriptorSourceTests {
    @Test func `bytes from the peer make it readable, and stay so until read`() throws {
        let loop = try EventLoop()
        let pair = try SocketPair()
        var seen: [DescriptorEvents] = []
        let source = try loop.addDescriptor(pair.near, events: .readable) { seen.append($0) }
        defer { source.cancel() }
        #expect(try BoundedRun.readyNow(loop) == 0)
        pair.sendFromFar("x")
        #expect(try loop.runOnce(timeoutMicroseconds: 0))
        #expect(try loop.runOnce(timeoutMicroseconds: 0))
        #expect(seen == [.readable, .readable])
        #expect(SocketPair.receive(pair.near) == "x")
        #expect(try loop.runOnce(timeoutMicroseconds: 0) == false)
    }

    @Test func `the watched events can be changed, down to none and back`() throws {
        let loop = try EventLoop()
        let pair = try SocketPair()
        var seen: [DescriptorEvents] = []
        let source = try loop.addDescriptor(pair.near, events: .readable) { seen.append($0) }
        defer { source.cancel() }
        pair.sendFromFar("x")
        try source.watch([])
        #expect(try loop.runOnce(timeoutMicroseconds: 0) == false)
        try source.watch(.writable)
        #expect(try loop.runOnce(timeoutMicroseconds: 0))
        try source.watch([.readable, .writable])
        #expect(try loop.runOnce(timeoutMicroseconds: 0))
        #expect(seen == [.writable, [.readable, .writable]])
    }

    @Test func `a source that watches nothing is silent even when the peer is gone`() throws {
        let loop = try EventLoop()
        let pair = try SocketPair()
        let source = try loop.addDescriptor(pair.near, events: []) { _ in throw Planted(number: 1) }
        defer { source.cancel() }
        pair.closeFar()
        #expect(try loop.runOnce(timeoutMicroseconds: 0) == false)
        try source.watch(.peerFinished)
        #expect(throws: Planted(number: 1)) { try loop.runOnce(timeoutMicroseconds: 0) }
    }

    @Test func `a closed peer is told as finished and hung up`() throws {
        let loop = try EventLoop()
        let pair = try SocketPair()
        var seen: DescriptorEvents = []
        let source = try loop.addDescriptor(pair.near, events: [.readable, .peerFinished]) { seen = $0 }
        defer { source.cancel() }
        pair.closeFar()
        #expect(try loop.runOnce(timeoutMicroseconds: 0))
        #expect(seen == [.readable, .peerFinished, .hungUp])
    }

    @Test func `a regular file is refused with the reason`() throws {
        let loop = try EventLoop()
        let directory = try TemporaryFolder()
        try directory.write("plain", "")
        let file = open(directory.file("plain"), O_RDONLY | O_CLOEXEC)
        defer { close(file) }
        #expect(throws: EventLoopError.registration(.descriptor(file), ErrorNumber(EPERM))) {
            _ = try loop.addDescriptor(file, events: .readable) { _ in }
        }
    }
}
