import Glibc

/// A call that did not get its answer, told apart by what the caller can do about it.
public enum ClientError: Error, Sendable, Equatable {
    /// The path is empty, holds a NUL, or is longer than the 107 bytes a socket's address takes.
    case unusablePath(String)
    /// Nothing listens at the path: no socket there, or a socket without a server.
    case absent(String)
    /// Something else than a socket is at the path; what it is, with its article.
    case notASocket(path: String, what: String)
    /// The socket's permissions, or those of a directory above it, keep the caller out.
    case forbidden(String)
    /// Connecting failed in another way; errno(3).
    case unreachable(path: String, code: Int32)
    /// The connection was closed by an earlier failure or by `close`.
    case notConnected
    /// The service took longer than the time-out to connect, to read or to send something. Nothing says whether it
    /// has done, or will do, what was asked.
    case timedOut
    /// The service closed the connection before it answered.
    case peerClosed
    /// Nobody reads any more what the answer was for.
    case abandoned
    /// Reading or writing failed in another way.
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
