import Glibc

/// A socket that cannot be listened on.
public enum ListenError: Error, Sendable, Hashable {
    /// The path is empty, holds a NUL, or is longer than the 107 bytes a socket's address takes.
    case unusablePath(String)
    /// Something else than a socket is at the path; it is left alone.
    case notASocket(String)
    /// A server answers at the path.
    case alreadyServed(String)
    /// The system refuses; errno(3).
    case refused(path: String, code: Int32)
    /// A descriptor that was handed over is no listening Unix stream socket.
    case notListening(descriptor: Int32)
}

extension ListenError: CustomStringConvertible {
    /// What, where, why and the fix in one line.
    public var description: String {
        switch self {
        case .unusablePath(let path):
            "cannot listen on '\(path)': not a path of 1 to \(UnixAddress.maximumPathBytes) bytes. \(remedy)"
        case .notASocket(let path):
            "cannot listen on \(path): something that is not a socket is there. \(remedy)"
        case .alreadyServed(let path):
            "cannot listen on \(path): a server answers there already. \(remedy)"
        case .refused(let path, let code):
            "cannot listen on \(path): \(SystemText.error(code)). \(remedy)"
        case .notListening(let descriptor):
            "descriptor \(descriptor) is not a listening Unix stream socket. \(remedy)"
        }
    }

    /// What the operator can do about it, as a sentence.
    public var remedy: String {
        switch self {
        case .unusablePath: "Choose a shorter path, for instance below /run."
        case .notASocket: "Move it away, or choose another path."
        case .alreadyServed: "Stop the other server, or choose another path."
        case .refused(_, let code) where code == ENOENT: "Create the directory first."
        case .refused(_, let code) where code == EACCES || code == EPERM:
            "Give the service's user the right to write to the directory."
        case .refused: "Check the directory and its file system."
        case .notListening: "Pass the socket of a unit with ListenStream= set to a path."
        }
    }
}
