import Glibc
import JSONText

/// A caller's connection to a service on a Unix socket; every method waits for its answer. For one thread at a time.
///
/// Any failure other than the service's own error leaves it unclear which replies are still to come, so it closes the
/// connection; later calls throw `notConnected`. No call raises SIGPIPE.
public final class ClientConnection {
    /// The default limit for a reply: 256 MiB.
    public static let defaultMaximumReplyBytes = 256 << 20

    private static let readBytes = 64 << 10

    private var descriptor: Int32
    private var input: FrameBuffer
    private var timeout: Duration?

    /// A descriptor that receives the answers, such as that of a pipe: once its other end has no reader, waiting for
    /// an answer ends with `abandoned`. None by default.
    public var outlet: Int32?

    private init(descriptor: Int32, maximumReplyBytes: Int) {
        self.descriptor = descriptor
        input = FrameBuffer(maximumMessageBytes: maximumReplyBytes)
    }

    deinit {
        close()
    }

    /// Connects to the socket at a path.
    ///
    /// - Parameters:
    ///   - timeout: how long each wait for the service to take or send something may last; nil waits for ever.
    ///   - maximumReplyBytes: the largest reply accepted, without its terminator.
    /// - Throws: `unusablePath`, `absent`, `forbidden`, `timedOut` or `unreachable`.
    public static func connect(
        _ path: String, timeout: Duration? = nil, maximumReplyBytes: Int = defaultMaximumReplyBytes
    ) throws(ClientError) -> ClientConnection {
        guard let address = UnixAddress(path) else { throw .unusablePath(path) }
        let descriptor = UnixAddress.makeSocket(nonBlocking: false)
        guard descriptor >= 0 else { throw .failed(SocketError(.create, errno)) }
        let connection = ClientConnection(descriptor: descriptor, maximumReplyBytes: maximumReplyBytes)
        if let timeout { try connection.setTimeout(timeout) }
        var connected: Int32
        repeat {
            connected = address.withPointer { Glibc.connect(descriptor, $0, $1) }
        } while connected != 0 && errno == EINTR
        guard connected != 0 else { return connection }
        switch errno {
        case ENOENT: throw .absent(path)
        case ECONNREFUSED:
            // The kernel returns the same error for a socket without a server and for a file that never was a socket.
            throw UnixAddress.strangerPhrase(at: path).map { .notASocket(path: path, what: $0) } ?? .absent(path)
        case EACCES, EPERM: throw .forbidden(path)
        case EAGAIN: throw .timedOut
        default: throw .unreachable(path: path, code: errno)
        }
    }

    /// Takes over a connected, blocking socket and closes it when done.
    ///
    /// - Throws: `failed` where the time-out cannot be set.
    public static func adopt(
        _ descriptor: Int32, timeout: Duration? = nil, maximumReplyBytes: Int = defaultMaximumReplyBytes
    ) throws(ClientError) -> ClientConnection {
        let connection = ClientConnection(descriptor: descriptor, maximumReplyBytes: maximumReplyBytes)
        if let timeout { try connection.setTimeout(timeout) }
        return connection
    }

    /// Calls a method and returns the output parameters. The caller ignores fields it does not know.
    ///
    /// - Throws: `replied` with the service's error; any other failure closes the connection.
    public func call(_ method: String, _ parameters: some JSONWritable = JSONObject()) throws(ClientError) -> JSONObject
    {
        try send(method, parameters, mode: .single)
        let reply = try receive()
        switch reply.outcome {
        case .final: return reply.parameters
        case .error(let name): throw .replied(VarlinkError(name, reply.parameters))
        case .continues: throw closing(.malformedReply(.unexpectedContinuation))
        }
    }

    /// Calls a method with `more` and passes each reply's parameters, and whether others follow, to `body`.
    ///
    /// Returns after the last reply, or once the body returns false, which closes the connection unless it was the
    /// last: there is no other way to end a stream.
    ///
    /// - Throws: `replied` with the service's error; any other failure closes the connection.
    public func callMore(
        _ method: String, _ parameters: some JSONWritable = JSONObject(),
        each body: (_ parameters: JSONObject, _ continues: Bool) -> Bool
    ) throws(ClientError) {
        try send(method, parameters, mode: .more)
        while true {
            let reply = try receive()
            switch reply.outcome {
            case .final:
                _ = body(reply.parameters, false)
                return
            case .error(let name):
                throw .replied(VarlinkError(name, reply.parameters))
            case .continues:
                guard body(reply.parameters, true) else { return close() }
            }
        }
    }

    /// Calls a method with `more` for a caller that waits for several things at once: `takeReplies` returns the
    /// replies as they come.
    ///
    /// - Throws: where the call could not be sent, which closes the connection.
    public func beginMore(_ method: String, _ parameters: some JSONWritable = JSONObject()) throws(ClientError) {
        try send(method, parameters, mode: .more)
    }

    /// The descriptor that becomes readable when replies come; negative once the connection is closed.
    public var readiness: Int32 { descriptor }

    /// Takes what has arrived, waiting if nothing has, and returns the parameters of the replies complete so far.
    ///
    /// - Throws: `replied` with the service's error; any other failure closes the connection.
    public func takeReplies() throws(ClientError) -> [JSONObject] {
        try receiveBytes()
        var replies: [JSONObject] = []
        while let reply = try nextReply() {
            if case .error(let name) = reply.outcome { throw .replied(VarlinkError(name, reply.parameters)) }
            replies.append(reply.parameters)
        }
        return replies
    }

    /// Calls a method without waiting for, or getting, any answer.
    ///
    /// - Throws: where the call could not be sent, which closes the connection.
    public func oneway(_ method: String, _ parameters: some JSONWritable = JSONObject()) throws(ClientError) {
        try send(method, parameters, mode: .oneway)
    }

    /// Closes the connection; does nothing if it is already closed.
    public func close() {
        guard descriptor >= 0 else { return }
        Glibc.close(descriptor)
        descriptor = -1
    }

    // MARK: Parts

    private func setTimeout(_ timeout: Duration) throws(ClientError) {
        self.timeout = timeout
        let (seconds, attoseconds) = timeout.components
        let microseconds = attoseconds / 1_000_000_000_000
        var value = timeval(tv_sec: Int(seconds), tv_usec: Int(microseconds))
        // The kernel takes zero for "for ever", the opposite of what a caller with no time left means.
        if timeout < .microseconds(1) { value = timeval(tv_sec: 0, tv_usec: 1) }
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            guard setsockopt(descriptor, SOL_SOCKET, option, &value, socklen_t(MemoryLayout<timeval>.size)) == 0 else {
                throw closing(.failed(SocketError(.configure, errno)))
            }
        }
    }

    private func send(_ method: String, _ parameters: some JSONWritable, mode: CallMode) throws(ClientError) {
        guard descriptor >= 0 else { throw .notConnected }
        var writer = JSONWriter()
        MethodCall.append(method, mode: mode, to: &writer) { parameters.write(to: &$0) }
        var rest = writer.takeBytes()[...]
        while !rest.isEmpty {
            let length = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if length >= 0 {
                rest = rest.dropFirst(length)
            } else if errno != EINTR {
                throw closing(failure(of: .send))
            }
        }
    }

    private func receive() throws(ClientError) -> Reply {
        while true {
            if let reply = try nextReply() { return reply }
            try receiveBytes()
        }
    }

    /// The next completely received reply.
    private func nextReply() throws(ClientError) -> Reply? {
        guard descriptor >= 0 else { throw .notConnected }
        do {
            return try input.next { (message) throws(ProtocolViolation) in try Reply(parsing: message) }
        } catch {
            throw closing(.malformedReply(error))
        }
    }

    /// Waits for bytes and reads those available.
    private func receiveBytes() throws(ClientError) {
        if let outlet { try waitForInput(whileReading: outlet) }
        let length = withUnsafeTemporaryAllocation(byteCount: Self.readBytes, alignment: 1) { buffer in
            let length = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if length > 0 { input.append(UnsafeRawBufferPointer(rebasing: buffer[..<length])) }
            return length
        }
        if length == 0 { throw closing(.peerClosed) }
        if length < 0, errno != EINTR { throw closing(failure(of: .receive)) }
    }

    /// Waits until there is something to receive, for as long as the outlet has a reader.
    private func waitForInput(whileReading outlet: Int32) throws(ClientError) {
        let patience = timeout.map { Int32(clamping: $0.components.seconds * 1_000 + 1) } ?? -1
        while true {
            var awaited = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: outlet, events: 0, revents: 0),
            ]
            let ready = poll(&awaited, nfds_t(awaited.count), patience)
            if ready > 0, awaited[1].revents != 0 { throw closing(.abandoned) }
            if ready > 0 { return }
            if ready == 0 { throw closing(.timedOut) }
            if errno != EINTR { throw closing(failure(of: .receive)) }
        }
    }

    private func failure(of operation: SocketError.Operation) -> ClientError {
        switch errno {
        case EAGAIN, EWOULDBLOCK: .timedOut
        case EPIPE, ECONNRESET: .peerClosed
        default: .failed(SocketError(operation, errno))
        }
    }

    private func closing(_ error: ClientError) -> ClientError {
        close()
        return error
    }
}

/// A call that got no answer; the cases differ in what the caller can do about it.
public enum ClientError: Error, Sendable, Equatable {
    /// The path is empty, holds a NUL, or is longer than the 107 bytes a socket's address takes.
    case unusablePath(String)
    /// Nothing listens at the path: no socket there, or a socket without a server.
    case absent(String)
    /// The path leads to something other than a socket; `what` names it, with its article.
    case notASocket(path: String, what: String)
    /// The permissions of the socket, or of a directory above it, deny access to the caller.
    case forbidden(String)
    /// Connecting failed for a different reason; errno(3).
    case unreachable(path: String, code: Int32)
    /// The connection was closed by an earlier failure or by `close`.
    case notConnected
    /// The service took longer than the time-out to connect, to read or to send something. It is unknown whether it
    /// has done, or will do, what was asked.
    case timedOut
    /// The service closed the connection before it answered.
    case peerClosed
    /// The outlet for the answer no longer has a reader.
    case abandoned
    /// Reading or writing failed for a different reason.
    case failed(SocketError)
    /// The service answered with an error; the connection stays usable.
    case replied(VarlinkError)
    /// The service answered with something that is not Varlink.
    case malformedReply(ProtocolViolation)
}

extension ClientError: CustomStringConvertible {
    /// What, where, why and the fix in one line.
    public var description: String {
        switch self {
        case .unusablePath(let path):
            "cannot connect to '\(path)': not a path of 1 to \(UnixAddress.maximumPathBytes) bytes. \(remedy)"
        case .absent(let path): "cannot connect to \(path): no service listens there. \(remedy)"
        case .notASocket(let path, let what): "cannot connect to \(path): it is \(what), not a socket. \(remedy)"
        case .forbidden(let path): "cannot connect to \(path): permission denied. \(remedy)"
        case .unreachable(let path, let code): "cannot connect to \(path): \(SystemText.error(code)). \(remedy)"
        case .notConnected: "the connection to the service is closed. \(remedy)"
        case .timedOut: "the service did not answer in time. \(remedy)"
        case .peerClosed: "the service closed the connection without an answer. \(remedy)"
        case .abandoned: "nobody reads any more what the service answers. \(remedy)"
        case .failed(let error): "\(error)"
        case .replied(let error): "\(error)"
        case .malformedReply(let violation): "the service's answer is malformed: \(violation.explanation). \(remedy)"
        }
    }

    /// What the caller can do about it, as a sentence.
    public var remedy: String {
        switch self {
        case .unusablePath: "Give the path of the service's socket."
        case .absent: "Start the service, or correct the path of its socket."
        case .notASocket: "Give the path of the service's socket itself."
        case .forbidden: "Join the group that owns the socket, or call as another user."
        case .unreachable: "Check the path and the service."
        case .notConnected: "Connect again."
        case .timedOut: "Check what the service is doing, look whether the request took effect, and try again."
        case .peerClosed: "Read the service's log; it may have stopped, or have refused the message."
        case .abandoned: "Keep the reader of the output open."
        case .failed(let error): error.remedy
        case .replied(let error): error.remedy
        case .malformedReply(let violation): violation.remedy
        }
    }
}
