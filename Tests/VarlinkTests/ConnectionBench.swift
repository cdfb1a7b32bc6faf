import JSONText
import Varlink

/// A connection without a socket: text in, text out, NUL shown as a line's end.
final class ConnectionBench {
    static let peer = Peer(uid: 1000, gid: 1000, groups: [7], pid: 1)

    let connection: ServerConnection
    /// The calls the handler was given that it did not answer itself, in order.
    private(set) var waiting: [CallContext] = []
    private(set) var handled: [String] = []

    /// Methods: `x.y.Now` answers at once with its parameters, `x.y.Later` waits for the test, `x.y.Drop` forgets.
    init(_ limits: ConnectionLimits = ConnectionLimits()) {
        final class Link { weak var bench: ConnectionBench? }
        let link = Link()
        connection = ServerConnection(peer: Self.peer, limits: limits) { link.bench?.handle($0) }
        link.bench = self
    }

    func receive(_ text: String) {
        connection.receive(Array(text.utf8))
    }

    /// Sends as if the socket took at most so many bytes.
    func take(_ limit: Int = .max) -> String {
        var taken: [UInt8] = []
        connection.drain { bytes in
            taken = Array(bytes.prefix(limit))
            return taken.count
        }
        return String(decoding: taken.map { $0 == 0 ? UInt8(ascii: "\n") : $0 }, as: UTF8.self)
    }

    func takeWaiting() -> CallContext {
        waiting.removeFirst()
    }

    private func handle(_ context: CallContext) {
        handled.append(context.call.member)
        switch context.call.member {
        case "Now": context.reply(context.parameters)
        case "Later": waiting.append(context)
        case "Forgotten": break
        default: context.fail(.methodNotFound(context.call.method))
        }
    }
}
