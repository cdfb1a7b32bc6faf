/// Why it could not be told who is at the other end of a socket.
public enum PeerCredentialsError: SystemdError, Hashable {
    /// The descriptor is no AF_UNIX socket; only those know their peer's user.
    case notUnixSocket(descriptor: Int32)
    /// The socket has no peer: it listens, or was never connected.
    case notConnected(descriptor: Int32)
    /// The kernel refused to tell; `option` is SO_PEERCRED or another socket option's name.
    case refused(descriptor: Int32, option: String, ErrorNumber)

    /// What failed, on what, and the reason.
    public var problem: String {
        switch self {
        case .notUnixSocket(let descriptor): "descriptor \(descriptor) is no AF_UNIX socket and has no peer user"
        case .notConnected(let descriptor): "the socket on descriptor \(descriptor) is not connected to a peer"
        case .refused(let descriptor, let option, let number):
            "the peer of descriptor \(descriptor) cannot be identified by \(option): \(number)"
        }
    }

    /// What to change so that it works.
    public var remedy: String {
        switch self {
        case .notUnixSocket: "listen on a path in the file system, not on a network address"
        case .notConnected: "ask for the peer of the descriptor that accept(2) returned"
        case .refused: "refuse the caller, and check that the kernel is Linux 4.13 or later"
        }
    }
}
