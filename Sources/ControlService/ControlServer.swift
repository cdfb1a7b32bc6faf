import ClinicalModel
import Glibc
import Service
import Systemd
import Varlink

/// The control socket on the loop: accepts connections and moves their bytes.
///
/// Answers that wait for the gate leave together, once all callers that had asked by then are served: the more callers there
/// are, the more of them share one opening.
package final class ControlServer {
    private static let connectionLimit = 128
    /// One user's connections must not keep out others.
    private static let connectionsOfOneUser = 16
    /// So many connections share one opening of the gate. If all did, they would be answered together, ask again together, and
    /// wait for each other again.
    private static let mostHeld = 16

    private let loop: EventLoop
    private let listener: UnixListener
    private let registry: ServiceRegistry
    private let gate: any AnswerGate
    private let process: ServiceProcess
    private let journal: Journal
    private var source: EventSource?
    /// Connections whose answers wait for the gate.
    private var held: [Int32] = []
    private var isReleasePosted = false
    private var connections: [Int32: Connection] = [:] {
        didSet { process.connections = connections.count }
    }
    private var isFull = false
    private var heard = 0

    /// One connection: the engine, its bytes' way, and its place on the loop.
    private final class Connection {
        let engine: ServerConnection
        let transport: SocketTransport
        var source: DescriptorSource?
        var isPosted = false
        var isHeld = false
        /// When it was last heard from, in the server's own counting.
        var lastHeard = 0

        init(_ engine: ServerConnection, _ transport: SocketTransport) {
            self.engine = engine
            self.transport = transport
        }
    }

    /// Serves a registry on a listening socket.
    ///
    /// - Parameter gate: what has to happen before an answer leaves.
    package init(
        loop: EventLoop, listener: UnixListener, registry: ServiceRegistry, gate: any AnswerGate,
        process: ServiceProcess, journal: Journal
    ) throws {
        (self.loop, self.listener, self.registry, self.gate) = (loop, listener, registry, gate)
        (self.process, self.journal) = (process, journal)
        source = try loop.addDescriptor(listener.descriptor, events: .readable) { [unowned self] _ in try accept() }
    }

    private func accept() throws {
        while let descriptor = try listener.accept() {
            guard let peer = try? Peer(ofSocket: descriptor), makeRoom(for: peer) else {
                Glibc.close(descriptor)
                if !isFull {
                    journal.note(
                        .callRefused, .warning,
                        "\(Pluralised(connections.count, "connection").with("is", "are")) open; no more are taken until some close"
                    )
                }
                isFull = true
                continue
            }
            let engine = ServerConnection(peer: peer) { [registry] in registry.dispatch($0) }
            let connection = Connection(engine, SocketTransport(descriptor))
            connection.source = try loop.addDescriptor(descriptor, events: .readable) { [unowned self] events in
                handle(events, connection, descriptor)
            }
            engine.onActivity = { [unowned self] in post(connection, descriptor) }
            connections[descriptor] = connection
            hear(connection)
        }
    }

    private func hear(_ connection: Connection) {
        heard += 1
        connection.lastHeard = heard
    }

    /// Makes room for a new caller: idle connections must not keep it out, nor the connections of one user others.
    private func makeRoom(for peer: Peer) -> Bool {
        func ofPeer() -> Int { connections.values.count { $0.engine.peer.uid == peer.uid } }
        if ofPeer() >= ControlServer.connectionsOfOneUser { closeLongestIdle { $0 == peer.uid } }
        if connections.count >= ControlServer.connectionLimit { closeLongestIdle { _ in true } }
        return connections.count < ControlServer.connectionLimit && ofPeer() < ControlServer.connectionsOfOneUser
    }

    private func closeLongestIdle(_ isMeant: (UInt32) -> Bool) {
        let idle = connections.filter { $0.value.engine.isIdle && isMeant($0.value.engine.peer.uid) }
        if let longest = idle.min(by: { $0.value.lastHeard < $1.value.lastHeard }) { close(longest.key) }
    }

    private func handle(_ events: DescriptorEvents, _ connection: Connection, _ descriptor: Int32) {
        hear(connection)
        if events.contains(.readable) { connection.transport.fill(connection.engine) }
        if !connection.engine.wantsRead, events.contains(.hungUp) || events.contains(.failed) {
            connection.engine.close(.peerVanished)
        }
        settle(connection, descriptor)
    }

    /// Sends what can be sent, and waits for what the engine waits for.
    private func settle(_ connection: Connection, _ descriptor: Int32) {
        let engine = connection.engine
        if engine.hasOutput, gate.isShut { hold(connection, descriptor) }
        if engine.hasOutput, !connection.isHeld { connection.transport.flush(engine) }
        if engine.isClosed { return close(descriptor) }
        var events: DescriptorEvents = []
        if engine.wantsRead { events.insert(.readable) }
        if engine.hasOutput, !connection.isHeld { events.insert(.writable) }
        try? connection.source?.watch(events)
        if engine.needsTurn { post(connection, descriptor) }
    }

    /// Keeps a connection's answers until the gate is opened, which comes behind all that is ready by now.
    private func hold(_ connection: Connection, _ descriptor: Int32) {
        if !isReleasePosted {
            // Twice, since the loop is free to serve what became ready in this turn before or after what was posted in it.
            isReleasePosted =
                (try? loop.post { [weak self] in try self?.loop.post { [weak self] in self?.release() } }) != nil
        }
        // A loop that takes nothing more is ending, and would not come back to it.
        guard isReleasePosted else { return gate.open() }
        if connection.isHeld { return }
        if held.count + 1 >= ControlServer.mostHeld { return release() }
        connection.isHeld = true
        held.append(descriptor)
    }

    /// Opens the gate and sends what was held back.
    private func release() {
        isReleasePosted = false
        gate.open()
        let descriptors = held
        held = []
        for descriptor in descriptors { connections[descriptor]?.isHeld = false }
        for descriptor in descriptors {
            if let connection = connections[descriptor] { settle(connection, descriptor) }
        }
    }

    /// Comes back to a connection from the loop, once however often it is asked for.
    private func post(_ connection: Connection, _ descriptor: Int32) {
        if connection.isPosted { return }
        connection.isPosted = true
        try? loop.post { [weak self] in
            connection.isPosted = false
            guard let self, connections[descriptor] === connection else { return }
            if connection.engine.needsTurn { connection.engine.turn() }
            settle(connection, descriptor)
        }
    }

    private func close(_ descriptor: Int32) {
        connections[descriptor]?.source?.cancel()
        connections[descriptor] = nil
        isFull = false
        Glibc.close(descriptor)
    }

    /// Sends what is still held back, and closes everything; the socket's file goes with the listener.
    package func close() {
        source?.cancel()
        release()
        for descriptor in Array(connections.keys) { close(descriptor) }
        listener.close()
    }
}

/// What has to happen before an answer may leave. The control socket holds all answers back while the gate is shut, and opens
/// it once for all callers that asked at about the same time.
package protocol AnswerGate: AnyObject {
    /// Whether answers have to wait.
    var isShut: Bool { get }

    /// Does what the answers wait for. Afterwards the gate is open, whether it could be done or not.
    func open()
}
