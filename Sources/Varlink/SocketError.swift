import Glibc

/// A system call on a socket that failed for a reason that has no case of its own elsewhere.
public struct SocketError: Error, Sendable, Hashable {
    /// What was being done.
    public enum Operation: Sendable, Hashable, CaseIterable {
        /// Making a socket.
        case create
        /// Setting an option or a flag.
        case configure
        /// Asking who the peer is.
        case identify
        /// Waiting for, or accepting, a connection.
        case accept
        /// Reading.
        case receive
        /// Writing.
        case send

        var phrase: String {
            switch self {
            case .create: "cannot make a Unix socket"
            case .configure: "cannot set an option of a Unix socket"
            case .identify: "cannot learn who is at the other end of a Unix socket"
            case .accept: "cannot accept a connection on a Unix socket"
            case .receive: "cannot read from a Unix socket"
            case .send: "cannot write to a Unix socket"
            }
        }
    }

    /// What was being done.
    public let operation: Operation

    /// The system's error number, errno(3).
    public let code: Int32

    /// An error from its operation and number.
    public init(_ operation: Operation, _ code: Int32) {
        self.operation = operation
        self.code = code
    }
}

extension SocketError: CustomStringConvertible {
    /// What failed, the system's reason and the fix.
    public var description: String {
        "\(operation.phrase): \(SystemText.error(code)). \(remedy)"
    }

    /// What the operator can do about it, as a sentence.
    public var remedy: String {
        switch code {
        case EMFILE, ENFILE: "Raise the limit of open files (LimitNOFILE= in the unit) or close connections."
        case ENOMEM, ENOBUFS: "Free memory, or raise the unit's MemoryMax=."
        case EBADF, ENOTSOCK, EINVAL, ENOTCONN: "The descriptor is no open Unix socket; check what was passed."
        default: "Look the error up in errno(3); if it lasts, restart the service and report it."
        }
    }
}
