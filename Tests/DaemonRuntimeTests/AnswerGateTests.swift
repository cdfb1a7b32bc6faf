import Glibc
import Systemd
import TestSupport
import Testing
import Varlink

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

/// No answer leaves before what it waits for is done, and those who ask at the same time wait for it together.
@Suite("The gate before answers")
struct AnswerGateTests {
    /// Is shut by every call of a method, and notes what had reached the callers when it was opened.
    private final class RecordedGate: AnswerGate {
        var isShut = false
        var openings: [Int] = []
        var answersArrived: () -> Int = { 0 }

        func open() {
            openings.append(answersArrived())
            isShut = false
        }
    }

    private static let interface = """
        interface org.example.Gate
        method Note() -> ()
        method Look() -> ()
        """

    private let loop: EventLoop
    private let gate = RecordedGate()
    private let server: ControlServer
    private let place: TemporaryFolder

    init() throws {
        place = try TemporaryFolder()
        loop = try EventLoop()
        let registry = try ServiceRegistry(
            ServiceInformation(vendor: "cnswatch", product: "test", version: "1", url: "https://example.org"))
        let gate = gate
        try registry.register(
            AnswerGateTests.interface,
            methods: [
                "Note": MethodImplementation { context in
                    gate.isShut = true
                    context.reply()
                },
                "Look": MethodImplementation { $0.reply() },
            ])
        server = try ControlServer(
            loop: loop, listener: try UnixListener.bind(place.file("socket"), mode: 0o600), registry: registry,
            gate: gate,
            process: ServiceProcess(startedAt: 0), journal: Journal(sink: NoRecords()))
    }

    /// A caller who has asked, and does not wait.
    private func caller(_ methods: String...) throws -> Int32 {
        let descriptor = try UnixSocket.connected(to: place.file("socket"))
        let bytes = methods.flatMap { Array("{\"method\":\"org.example.Gate.\($0)\"}\0".utf8) }
        try #require(send(descriptor, bytes, bytes.count, 0) == bytes.count)
        return descriptor
    }

    /// How many whole answers lie ready for a caller.
    private func arrived(_ descriptor: Int32) -> Int {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return bytes.prefix(max(count, 0)).count { $0 == 0 }
    }

    private func settle() throws {
        while try loop.runOnce(timeoutMicroseconds: 0) {}
    }

    @Test func `callers who ask at the same time wait for one opening, and are answered after it`() throws {
        let callers = try (0..<5).map { _ in try caller("Note") }
        defer { for descriptor in callers { close(descriptor) } }
        gate.answersArrived = { callers.reduce(0) { $0 + arrived($1) } }
        try settle()
        #expect(gate.openings == [0])
        #expect(callers.map(arrived) == [1, 1, 1, 1, 1])
    }

    @Test func `what waits for nothing is not made to wait`() throws {
        let descriptor = try caller("Look", "Look")
        defer { close(descriptor) }
        try settle()
        #expect(gate.openings.isEmpty)
        #expect(arrived(descriptor) == 2)
    }

    @Test func `calls sent in a row are answered in their order behind one opening`() throws {
        let descriptor = try caller("Note", "Look", "Note")
        defer { close(descriptor) }
        gate.answersArrived = { arrived(descriptor) }
        try settle()
        #expect(gate.openings == [0])
        #expect(arrived(descriptor) == 3)
    }

    @Test func `a caller who left does not keep others from their answers`() throws {
        let gone = try caller("Note")
        let stays = try caller("Note")
        defer { close(stays) }
        close(gone)
        try settle()
        #expect(!gate.openings.isEmpty && gate.openings.allSatisfy { $0 == 0 })
        #expect(arrived(stays) == 1)
    }

    @Test func `what is held back when the service ends is still sent`() throws {
        let descriptor = try caller("Note")
        defer { close(descriptor) }
        // Accepted and read, but not yet released.
        while arrived(descriptor) == 0, !gate.isShut { _ = try loop.runOnce(timeoutMicroseconds: 0) }
        #expect(arrived(descriptor) == 0)
        server.close()
        #expect(gate.openings == [0])
        #expect(arrived(descriptor) == 1)
    }
}
