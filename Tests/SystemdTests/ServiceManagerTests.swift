import Glibc
import TestSupport
import Testing

@testable import Systemd

/// Each test that needs variables sets them in a process of its own.
@Suite("The service manager")
struct ServiceManagerTests {
    @Test func `messages reach the socket the manager named, in the words of sd_notify`() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryFolder()
            let manager = try DatagramReceiver(path: directory.file("notify"))
            setenv("NOTIFY_SOCKET", directory.file("notify"), 1)
            let service = ServiceManager()
            #expect(try service.ready(status: "12 patients"))
            #expect(manager.next() == "READY=1\nSTATUS=12 patients")
            #expect(try service.ready())
            #expect(manager.next() == "READY=1")
            #expect(try service.stopping())
            #expect(manager.next() == "STOPPING=1")
            #expect(try service.status("half way"))
            #expect(manager.next() == "STATUS=half way")
            #expect(try service.pingWatchdog())
            #expect(manager.next() == "WATCHDOG=1")
            #expect(try service.extendTimeout(microseconds: 90_000_000))
            #expect(manager.next() == "EXTEND_TIMEOUT_USEC=90000000")
            #expect(manager.next() == nil)
        }
    }

    @Test func `reloading carries the present reading of the monotonic clock`() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryFolder()
            let manager = try DatagramReceiver(path: directory.file("notify"))
            setenv("NOTIFY_SOCKET", directory.file("notify"), 1)
            let before = MonotonicClock.awake.microseconds
            #expect(try ServiceManager().reloading(status: "reading"))
            let after = MonotonicClock.awake.microseconds
            let lines = try #require(manager.next()).split(separator: "\n")
            #expect(lines.count == 3)
            #expect(lines.first == "RELOADING=1")
            #expect(lines.last == "STATUS=reading")
            let stamp = try #require(lines[1].split(separator: "=").last.flatMap { UInt64($0) })
            #expect(lines[1].hasPrefix("MONOTONIC_USEC="))
            #expect((before...after).contains(stamp))
        }
    }

    @Test(arguments: ["a\nREADY=1", "a\r\nREADY=1", "a\u{0}READY=1", "a\u{85}READY=1"])
    func `a status cannot smuggle in another variable`(status: String) {
        let message = ServiceManager.message([("STOPPING", "1")], status: status)
        #expect(message.unicodeScalars.filter { $0.properties.generalCategory == .control } == ["\n"])
        #expect(message.hasPrefix("STOPPING=1\nSTATUS=a "))
        #expect(message.hasSuffix(" READY=1"))
    }

    @Test func `without a manager nothing is told, and that is no error`() async {
        await #expect(processExitsWith: .success) {
            unsetenv("NOTIFY_SOCKET")
            let told = try ServiceManager().ready()
            #expect(!told)
        }
    }

    @Test func `a manager that is gone is an error with the message's name`() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryFolder()
            setenv("NOTIFY_SOCKET", directory.file("nobody"), 1)
            #expect(throws: ServiceManagerError.notification(message: "READY", ErrorNumber(ENOENT))) {
                try ServiceManager().ready()
            }
        }
    }

    @Test func `the watchdog's interval is told to the process it is meant for`() async {
        await #expect(processExitsWith: .success) {
            unsetenv("WATCHDOG_USEC")
            let without = try ServiceManager.watchdogInterval()
            #expect(without == nil)
            setenv("WATCHDOG_USEC", "30000000", 1)
            setenv("WATCHDOG_PID", "\(getpid())", 1)
            #expect(try ServiceManager.watchdogInterval() == 30_000_000)
            setenv("WATCHDOG_PID", "1", 1)
            #expect(try ServiceManager.watchdogInterval() == nil)
            unsetenv("WATCHDOG_PID")
            setenv("WATCHDOG_USEC", "soon", 1)
            #expect(throws: ServiceManagerError.self) { try ServiceManager.watchdogInterval() }
            #expect(throws: EventLoopError.self) { try EventLoop().enableWatchdog() }
        }
    }

    @Test func `a turning loop pings the watchdog by itself`() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryFolder()
            let manager = try DatagramReceiver(path: directory.file("notify"))
            setenv("NOTIFY_SOCKET", directory.file("notify"), 1)
            setenv("WATCHDOG_USEC", "40000", 1)
            let loop = try EventLoop()
            #expect(try loop.enableWatchdog())
            #expect(manager.next() == "WATCHDOG=1")
            #expect(manager.next() == nil)
            var pings = 0
            let source = try loop.addDescriptor(manager.descriptor, events: .readable) { _ in
                #expect(manager.next() == "WATCHDOG=1")
                pings += 1
                if pings == 2 { loop.exit() }
            }
            defer { source.cancel() }
            #expect(try BoundedRun.of(loop) == 0)
            #expect(pings == 2)
        }
    }
}
