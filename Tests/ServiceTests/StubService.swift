import ControlInterface
import Foundation
import Glibc
import JSONText
import TestSupport
import Varlink

/// A service that answers as the test says. It serves in the test's own thread, for as long as a command runs.
final class StubService {
    /// What a method answers.
    enum Answer {
        case reply(any ControlMessage)
        case fail(VarlinkError)
        /// Several, of which the last is the answer, to a call that takes more than one.
        case replies([any ControlMessage])
        /// Nothing at all, ever.
        case silence
    }

    /// The calls it got, in order: the method's name and the parameters as JSON.
    private(set) var calls: [(method: String, parameters: String)] = []
    private var unanswered: [CallContext] = []
    private let folder: TemporaryFolder
    private let listener: UnixListener
    private let registry: ServiceRegistry

    init(_ answers: [String: (JSONObject) throws -> Answer]) throws {
        folder = try TemporaryFolder()
        listener = try UnixListener.bind(folder.path + "/socket", mode: 0o600)
        registry = try ServiceRegistry(
            ServiceInformation(vendor: "Example", product: "stub", version: "1", url: "https://example.org"))
        var methods: [String: MethodImplementation] = [:]
        for (name, answer) in answers {
            methods[name] = MethodImplementation { [unowned self] context in
                var writer = JSONWriter()
                context.parameters.write(to: &writer)
                calls.append((name, String(decoding: writer.takeBytes(), as: UTF8.self)))
                switch try? answer(context.parameters) {
                case .reply(let message): context.reply(message)
                case .fail(let error): context.fail(error)
                case .replies(let messages):
                    for message in messages.dropLast() { context.replyContinuing(message) }
                    if let last = messages.last { context.reply(last) }
                case .silence: unanswered.append(context)
                case nil: context.fail(.invalidParameter(name))
                }
            }
        }
        try registry.register(ControlInterface.description, methods: methods)
    }

    /// Runs `cnswatch` against it, with this on its standard input.
    func ask(_ arguments: [String], input: FileHandle = .nullDevice) throws -> Program {
        try run(Programs.folder + "/cnswatch", arguments, input: input)
    }

    /// Runs a line of shell in which `$cnswatch` is the command.
    func shell(_ line: String) throws -> Program {
        try run("/bin/sh", ["-c", "cnswatch='\(Programs.folder)/cnswatch'; \(line)"], input: .nullDevice)
    }

    private func run(_ program: String, _ arguments: [String], input: FileHandle) throws -> Program {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["CNSWATCH_SOCKET": folder.path + "/socket", "TZ": "UTC"]) { $1 }
        let (output, talk) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = talk
        try process.run()
        let texts = serve(until: [output, talk].map(\.fileHandleForReading.fileDescriptor))
        process.waitUntilExit()
        return Program(status: process.terminationStatus, output: texts[0], talk: texts[1])
    }

    /// Serves until these pipes have ended, and gives what came through them.
    private func serve(until pipes: [Int32]) -> [String] {
        var texts: [[UInt8]] = pipes.map { _ in [] }
        var open = Set(pipes)
        var connections: [Int32: ServerConnection] = [:]
        defer { connections.keys.forEach { close($0) } }
        while !open.isEmpty {
            let awaited = [listener.descriptor] + open + connections.keys
            var polled = awaited.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            // A long reply is written in several turns: what the socket had no room for is tried again soon.
            guard poll(&polled, nfds_t(polled.count), 5) >= 0 else { break }
            let ready = Set(polled.filter { $0.revents != 0 }.map(\.fd))
            if ready.contains(listener.descriptor), let accepted = try? listener.accept(),
                let peer = try? Peer(ofSocket: accepted)
            {
                connections[accepted] = ServerConnection(peer: peer, handler: registry.dispatch)
            }
            for (place, pipe) in pipes.enumerated() where ready.contains(pipe) {
                var buffer = [UInt8](repeating: 0, count: 65_536)
                let count = read(pipe, &buffer, buffer.count)
                if count > 0 { texts[place] += buffer[..<count] } else { open.remove(pipe) }
            }
            for (descriptor, connection) in connections {
                let transport = SocketTransport(descriptor)
                if ready.contains(descriptor) {
                    transport.fill(connection)
                    repeat { connection.turn() } while connection.needsTurn
                }
                transport.flush(connection)
                guard connection.isClosed else { continue }
                connections[descriptor] = nil
                close(descriptor)
            }
        }
        return texts.map { String(decoding: $0, as: UTF8.self) }
    }
}
