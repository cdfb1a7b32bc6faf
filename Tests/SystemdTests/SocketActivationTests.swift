import Glibc
import Systemd
import TestSupport
import Testing

/// Each test is a process of its own, for passed sockets have fixed numbers.
@Suite("Socket activation")
struct SocketActivationTests {
    /// What a take-over brought, noted while the numbers were taken over.
    private struct Outcome {
        var result: Result<[ActivatedSocket], SocketActivationError>
        var second: Result<[ActivatedSocket], SocketActivationError>
        /// F_GETFL and F_GETFD of descriptor 3.
        var status: Int32
        var flags: Int32
        var variables: [String]

        var names: [String]? { try? result.get().map(\.name) }
        var descriptors: [Int32]? { try? result.get().map(\.descriptor) }
        var error: SocketActivationError? {
            switch result {
            case .success: nil
            case .failure(let error): error
            }
        }
    }

    /// Puts descriptors where the manager would, takes them over, and brings back what was there.
    ///
    /// What was there may be what the test reports through, so nothing is expected before it is back.
    private static func takeOver(
        _ descriptors: [Int32], names: String? = nil, processID: Int32 = getpid()
    ) -> Outcome {
        let kept = descriptors.indices.map { fcntl(3 + Int32($0), F_DUPFD_CLOEXEC, 100) }
        defer {
            for (index, descriptor) in kept.enumerated() {
                if descriptor >= 0 { dup2(descriptor, 3 + Int32(index)) } else { close(3 + Int32(index)) }
            }
        }
        for (index, descriptor) in descriptors.enumerated() { dup2(descriptor, 3 + Int32(index)) }
        setenv("LISTEN_PID", "\(processID)", 1)
        setenv("LISTEN_FDS", "\(descriptors.count)", 1)
        if let names { setenv("LISTEN_FDNAMES", names, 1) }
        let first = Result { () throws(SocketActivationError) in try SocketActivation.takeOver() }
        let second = Result { () throws(SocketActivationError) in try SocketActivation.takeOver() }
        return Outcome(
            result: first, second: second, status: fcntl(3, F_GETFL), flags: fcntl(3, F_GETFD),
            variables: ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"].filter { getenv($0) != nil })
    }

    /// Moves a descriptor out of the way of the numbers that are passed.
    private static func high(_ descriptor: Int32) -> Int32 {
        fcntl(descriptor, F_DUPFD_CLOEXEC, 200)
    }

    @Test func `passed sockets come with their names, ready for the loop, and once`() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryFolder()
            let listeners = try ["a", "b"].map { name in
                let descriptor = try UnixSocket.listening(on: directory.file(name))
                // The manager need not have made it non-blocking.
                _ = fcntl(descriptor, F_SETFL, 0)
                return Self.high(descriptor)
            }
            let outcome = Self.takeOver(listeners, names: "varlink:other")
            #expect(outcome.descriptors == [3, 4])
            #expect(outcome.names == ["varlink", "other"])
            #expect(outcome.status & O_NONBLOCK != 0)
            #expect(outcome.flags & FD_CLOEXEC != 0)
            #expect(outcome.variables == [])
            #expect(outcome.second == .success([]))
        }
    }

    @Test func `sockets passed without names are called unknown`() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryFolder()
            let listener = try UnixSocket.listening(on: directory.file("a"))
            #expect(Self.takeOver([Self.high(listener)]).names == ["unknown"])
        }
    }

    @Test func `sockets meant for another process are left alone`() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryFolder()
            let listener = try UnixSocket.listening(on: directory.file("a"))
            #expect(Self.takeOver([Self.high(listener)], processID: 1).result == .success([]))
        }
    }

    @Test func `anything but a listening stream socket is refused by name`() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryFolder()
            let datagram = try UnixSocket.bound(to: directory.file("d"), kind: SOCK_DGRAM)
            let silent = try UnixSocket.bound(to: directory.file("s"), kind: SOCK_STREAM)
            for wrong in [datagram, silent] {
                let outcome = Self.takeOver([Self.high(wrong)], names: "varlink")
                #expect(outcome.error == .wrongKind(descriptor: 3, name: "varlink"))
            }
        }
    }

    @Test func `variables that make no sense are refused`() async {
        await #expect(processExitsWith: .success) {
            setenv("LISTEN_PID", "\(getpid())", 1)
            setenv("LISTEN_FDS", "many", 1)
            #expect(throws: SocketActivationError.self) { try SocketActivation.takeOver() }
        }
    }
}
