import Glibc
import Varlink

/// The example service on a real socket, driven by poll(2) on a thread of its own, as an event loop would drive it.
final class PollServer {
    /// All that the two threads share: the path to serve, and a pipe whose end tells the thread to stop.
    private final class Start {
        let listener: UnixListener
        let stop: Int32
        let limits: ConnectionLimits

        init(_ listener: UnixListener, stop: Int32, limits: ConnectionLimits) {
            self.listener = listener
            self.stop = stop
            self.limits = limits
        }
    }

    private var thread = pthread_t()
    private let stop: Int32

    init(_ path: String, limits: ConnectionLimits = ConnectionLimits()) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw CancellationError() }
        stop = ends[1]
        let start = Start(try UnixListener.bind(path, mode: 0o600), stop: ends[0], limits: limits)
        let code = pthread_create(&thread, nil, PollServer.run, Unmanaged.passRetained(start).toOpaque())
        guard code == 0 else { throw CancellationError() }
    }

    deinit {
        close(stop)
        pthread_join(thread, nil)
    }

    private static let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
        guard let argument else { return nil }
        let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        if let registry = try? ExampleService.registry() { serve(start, registry) }
        start.listener.close()
        close(start.stop)
        return nil
    }

    private static func serve(_ start: Start, _ registry: ServiceRegistry) {
        var connections: [Int32: ServerConnection] = [:]
        while true {
            var polled = [start.stop, start.listener.descriptor].map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            for (descriptor, connection) in connections {
                let events = (connection.wantsRead ? POLLIN : 0) | (connection.hasOutput ? POLLOUT : 0)
                polled.append(pollfd(fd: descriptor, events: Int16(events), revents: 0))
            }
            let hasTurns = connections.values.contains { $0.needsTurn }
            guard poll(&polled, nfds_t(polled.count), hasTurns ? 0 : -1) >= 0, polled[0].revents == 0 else { break }
            while let accepted = try? start.listener.accept() {
                guard let peer = try? Peer(ofSocket: accepted) else { continue }
                connections[accepted] = ServerConnection(peer: peer, limits: start.limits, handler: registry.dispatch)
            }
            for (descriptor, connection) in connections {
                let transport = SocketTransport(descriptor)
                transport.fill(connection)
                connection.turn()
                transport.flush(connection)
                let isHungUp = polled.contains { $0.fd == descriptor && $0.revents & Int16(POLLHUP | POLLERR) != 0 }
                if isHungUp, !connection.wantsRead { connection.close(.peerVanished) }
                guard connection.isClosed else { continue }
                connections[descriptor] = nil
                close(descriptor)
            }
        }
        connections.keys.forEach { close($0) }
    }
}
