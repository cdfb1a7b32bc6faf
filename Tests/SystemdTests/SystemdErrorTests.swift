import Glibc
import Systemd
import TestSupport
import Testing

@Suite("Every error of the room")
struct SystemdErrorTests {
    private static let number = ErrorNumber(EACCES)
    private static let kinds: [EventSourceKind] = [
        .descriptor(7), .signal(.terminate), .deferred, .inotify(path: "/a/b"), .timer, .mailbox,
    ]
    private static let loopErrors: [EventLoopError] =
        kinds.flatMap { [.registration($0, number), .adjustment($0, number), .cancelled($0)] }
        + [.creation(number), .zeroPeriod, .turn(number), .ended, .watchdog(number)]
        + [.registration(.timer, ErrorNumber(EMFILE))]

    static var all: [any SystemdError] {
        let alarm: [WallClockAlarmError] = [
            .creation(number), .arming(unixSeconds: 5, number), .disarming(number), .reading(number), .loop(.ended),
        ]
        let sockets: [SocketActivationError] = [
            .variables(number), .wrongKind(descriptor: 3, name: "varlink"),
            .unusable(descriptor: 3, name: "varlink", number),
        ]
        let lock: [LockFileError] = [
            .heldByAnother(path: "/a/b", processID: 12), .heldByAnother(path: "/a/b", processID: nil),
            .opening(path: "/a/b", number), .locking(path: "/a/b", number), .recording(path: "/a/b", number),
            .replaced(path: "/a/b"),
        ]
        let peer: [PeerCredentialsError] = [
            .notUnixSocket(descriptor: 7), .notConnected(descriptor: 7),
            .refused(descriptor: 7, option: "SO_PEERGROUPS", number),
        ]
        let manager: [ServiceManagerError] = [.notification(message: "READY", number), .watchdogVariables(number)]
        let names: [JournalFieldNameError] = [.malformed("a"), .reserved("MESSAGE")]
        let identifier: [Identifier128Error] = [.malformed("a")]
        let threads: [WorkerThreadError] = [.start(number)]
        let groups: [[any SystemdError]] = [
            loopErrors, alarm, sockets, lock, peer, manager, names, identifier, threads,
        ]
        return groups.flatMap { $0 }
    }

    @Test func `says what is wrong and what to do, each on one line and once`() {
        for error in Self.all {
            #expect(error.problem.count > 10)
            #expect(error.remedy.count > 10)
            #expect(error.description == "\(error.problem); \(error.remedy)")
            #expect(!error.description.contains("\n"))
            #expect(!error.description.hasSuffix("."))
        }
        #expect(Set(Self.all.map(\.problem)).count == Self.all.count)
    }

    @Test func `names the path, the descriptor, the holder and the reason it knows`() {
        #expect(LockFileError.heldByAnother(path: "/a/b", processID: 12).problem.contains("/a/b"))
        #expect(LockFileError.heldByAnother(path: "/a/b", processID: 12).problem.contains("12"))
        #expect(EventLoopError.registration(.inotify(path: "/a/b"), Self.number).problem.contains("/a/b"))
        #expect(EventLoopError.registration(.descriptor(7), Self.number).problem.contains("descriptor 7"))
        #expect(PeerCredentialsError.notConnected(descriptor: 7).problem.contains("descriptor 7"))
        #expect(WallClockAlarmError.creation(Self.number).problem.hasSuffix("Permission denied (errno 13)"))
    }

    @Test func `a limit that was met is told apart from a wrong path`() {
        let limit = EventLoopError.registration(.inotify(path: "/a/b"), ErrorNumber(ENOSPC))
        let missing = EventLoopError.registration(.inotify(path: "/a/b"), ErrorNumber(ENOENT))
        #expect(limit.remedy.contains("max_user_watches"))
        #expect(!missing.remedy.contains("max_user_watches"))
    }

    @Test func `an error number has one value, however its call returned it`() {
        #expect(ErrorNumber(-2) == ErrorNumber(ENOENT))
        #expect(ErrorNumber(ENOENT).description == "No such file or directory (errno 2)")
    }
}
