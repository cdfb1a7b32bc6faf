import Glibc
import Systemd
import TestSupport
import Testing

@Suite("A watched path")
struct InotifyTests {
    @Test func `a rename is told by both names and one cookie`() throws {
        let loop = try EventLoop()
        let directory = try TemporaryFolder()
        try directory.write("events.csv.new", "1")
        var seen: [InotifyEvent] = []
        let source = try loop.addInotify(path: directory.path, mask: [.movedFrom, .movedTo]) { seen.append($0) }
        defer { source.cancel() }
        rename(directory.file("events.csv.new"), directory.file("events.csv"))
        _ = try BoundedRun.readyNow(loop)
        #expect(seen.map(\.mask) == [.movedFrom, .movedTo])
        #expect(seen.map(\.name) == ["events.csv.new", "events.csv"])
        #expect(seen.first?.cookie == seen.last?.cookie)
        #expect(seen.first?.cookie != 0)
    }

    @Test func `only what was asked for is told`() throws {
        let loop = try EventLoop()
        let directory = try TemporaryFolder()
        var seen: [InotifyEvent] = []
        let source = try loop.addInotify(path: directory.path, mask: .closedAfterWriting) { seen.append($0) }
        defer { source.cancel() }
        try directory.write("a", "1")
        unlink(directory.file("a"))
        _ = try BoundedRun.readyNow(loop)
        #expect(seen.map(\.mask) == [.closedAfterWriting])
        #expect(seen.map(\.name) == ["a"])
        #expect(seen.map(\.cookie) == [0])
    }

    @Test func `the end of the watched file itself has no name, and ends the watch`() throws {
        let loop = try EventLoop()
        let directory = try TemporaryFolder()
        try directory.write("a", "1")
        var seen: [InotifyEvent] = []
        let source = try loop.addInotify(path: directory.file("a"), mask: .selfDeleted) { seen.append($0) }
        defer { source.cancel() }
        unlink(directory.file("a"))
        _ = try BoundedRun.readyNow(loop)
        #expect(seen.first?.mask == .selfDeleted)
        #expect(seen.first?.name == nil)
        #expect(seen.last?.mask.contains(.watchEnded) == true)
    }

    @Test func `a missing path is refused with the path`() throws {
        let loop = try EventLoop()
        let directory = try TemporaryFolder()
        let missing = directory.file("missing")
        #expect(throws: EventLoopError.registration(.inotify(path: missing), ErrorNumber(ENOENT))) {
            _ = try loop.addInotify(path: missing, mask: .modified) { _ in }
        }
    }

    @Test func `a file is refused where a directory was asked for`() throws {
        let loop = try EventLoop()
        let directory = try TemporaryFolder()
        try directory.write("a", "")
        #expect(throws: EventLoopError.registration(.inotify(path: directory.file("a")), ErrorNumber(ENOTDIR))) {
            _ = try loop.addInotify(path: directory.file("a"), mask: [.modified, .onlyDirectory]) { _ in }
        }
    }
}
