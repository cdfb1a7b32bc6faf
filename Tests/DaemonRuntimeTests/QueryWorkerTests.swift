import ControlInterface
import Dispatch
import Foundation
import Glibc
import JSONText
import ProtocolReading
import Systemd
import TestSupport
import Testing
import Varlink
import WatchStore

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

/// Who asks what takes long keeps nobody waiting who asks something else.
@Suite("The worker for long queries")
struct QueryWorkerTests {
    private final class OpenGate: AnswerGate {
        let isShut = false
        func open() {}
    }

    /// What a long query waits for, and whether it was begun.
    private final class Work: Sendable {
        let begun = DispatchSemaphore(value: 0)
        let mayEnd = DispatchSemaphore(value: 0)

        /// Waits to be let go; a loop that waits with it lets nobody go.
        func wait() throws {
            begun.signal()
            guard mayEnd.wait(timeout: .now() + 60) == .success else { throw CancellationError() }
        }
    }

    private static let interface = """
        interface org.example.Desk
        method First() -> (schemaVersion: int)
        method Second() -> (schemaVersion: int)
        method Short() -> ()
        """

    /// A message of one member.
    private struct Reply: ControlMessage {
        init() {}
        init(json: JSONObject) throws(MessageError) {}
        func writeMembers(to writer: inout JSONWriter) { writer.member("schemaVersion", 1) }
    }

    private let place: TemporaryFolder
    private let loop: EventLoop
    private let worker: QueryWorker
    private let server: ControlServer
    private let first = Work()
    private let second = Work()

    init() throws {
        place = try TemporaryFolder()
        try place.write(
            "cnswatch.toml",
            """
            [roster]
            folder = "\(place.path)"
            [protocol]
            file = "\(PackageFolder.protocolFile)"
            """)
        let configuration = try DaemonConfiguration(path: place.file("cnswatch.toml"))
        let path = place.file("cnswatch.sqlite")
        let queries = QueryService(
            settings: configuration.service, clock: try ClinicClock(timeZone: "Europe/Madrid"),
            store: try StoreView(path: path),
            state: ServiceState(try ProtocolReader.read(paths: configuration.service.protocolFiles)))
        loop = try EventLoop()
        let worker = try QueryWorker(loop: loop, queries, storePath: path)
        self.worker = worker
        let registry = try ServiceRegistry(
            ServiceInformation(vendor: "cnswatch", product: "test", version: "1", url: "https://example.org"))
        func long(_ work: Work) -> MethodImplementation {
            MethodImplementation { context in
                let query = Query(.plans) { _ in
                    try work.wait()
                    return Query.Answer(Reply())
                }
                worker.ask(query, of: context) { answer in
                    switch answer {
                    case .success(let answer): context.reply(answer.message)
                    case .failure: context.fail(.permissionDenied)
                    }
                }
            }
        }
        let (first, second) = (first, second)
        try registry.register(
            QueryWorkerTests.interface,
            methods: [
                "First": long(first), "Second": long(second),
                "Short": MethodImplementation { context in
                    first.mayEnd.signal()
                    context.reply()
                },
            ])
        server = try ControlServer(
            loop: loop, listener: try UnixListener.bind(place.file("socket"), mode: 0o600), registry: registry,
            gate: OpenGate(), process: ServiceProcess(startedAt: 0), journal: Journal(sink: NoRecords()))
    }

    private func end() {
        server.close()
        worker.end()
    }

    private func caller(_ method: String) throws -> Int32 {
        let descriptor = try UnixSocket.connected(to: place.file("socket"))
        let bytes = Array("{\"method\":\"org.example.Desk.\(method)\"}\0".utf8)
        try #require(send(descriptor, bytes, bytes.count, 0) == bytes.count)
        return descriptor
    }

    /// What a caller was answered; empty where nothing came yet.
    private func answer(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }

    private func run(until isDone: () -> Bool) throws {
        while !isDone() { _ = try loop.runOnce(timeoutMicroseconds: 1_000_000) }
    }

    @Test func `others are answered while a long query is, which ends only by what one of them asks`() throws {
        defer { end() }
        let patient = try caller("First")
        defer { close(patient) }
        while try loop.runOnce(timeoutMicroseconds: 0) {}
        first.begun.wait()
        let hasty = try caller("Short")
        defer { close(hasty) }
        try run { !answer(hasty).isEmpty && !answer(patient).isEmpty }
        #expect(answer(patient).contains("schemaVersion"))
    }

    @Test func `a query whose caller has gone is not begun, and the next one is`() throws {
        defer { end() }
        let patient = try caller("First")
        while try loop.runOnce(timeoutMicroseconds: 0) {}
        first.begun.wait()
        let gone = try caller("Second")
        while try loop.runOnce(timeoutMicroseconds: 0) {}
        close(gone)
        let next = try caller("First")
        defer { close(next) }
        while try loop.runOnce(timeoutMicroseconds: 0) {}
        for _ in 0..<2 { first.mayEnd.signal() }
        try run { !answer(patient).isEmpty && !answer(next).isEmpty }
        close(patient)
        #expect(answer(next).contains("schemaVersion"))
        #expect(second.begun.wait(timeout: .now()) == .timedOut)
    }
}
