internal import CSystemd
internal import Glibc

/// The process that connected to an AF_UNIX socket, as the kernel recorded it at connect(2); unix(7).
///
/// Authorise by user and groups. The process number is for log lines only: by the time it is read that process may
/// have ended and the number may belong to a different one.
public struct PeerCredentials: Hashable, Sendable {
    /// The effective user.
    ///
    /// 65534 stands for any user that the service's user namespace does not know, as under PrivateUsers=yes.
    public let userID: UInt32
    /// The effective group.
    public let groupID: UInt32
    /// The process; 0 if it is invisible from the service's process namespace.
    public let processID: Int32
    /// The supplementary groups, in the kernel's order; may or may not repeat `groupID`.
    public let supplementaryGroupIDs: [UInt32]

    /// Asks the kernel for the peer's credentials.
    ///
    /// - Parameter descriptor: a connected AF_UNIX socket, as from accept(2) or socketpair(2).
    /// - Throws: `PeerCredentialsError`.
    public init(ofPeerOn descriptor: Int32) throws(PeerCredentialsError) {
        var domain: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &length) == 0 else {
            let number = ErrorNumber.current
            if number.code == ENOTSOCK { throw .notUnixSocket(descriptor: descriptor) }
            throw .refused(descriptor: descriptor, option: "SO_DOMAIN", number)
        }
        guard domain == AF_UNIX else { throw .notUnixSocket(descriptor: descriptor) }

        // A listening socket answers with the process that called listen(2), so the service would appear as its own
        // caller.
        var listens: Int32 = 0
        length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) == 0 else {
            throw .refused(descriptor: descriptor, option: "SO_ACCEPTCONN", .current)
        }
        guard listens == 0 else { throw .notConnected(descriptor: descriptor) }

        var peer = peer_credentials()
        length = socklen_t(MemoryLayout<peer_credentials>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 else {
            throw .refused(descriptor: descriptor, option: "SO_PEERCRED", .current)
        }
        // Without a peer the call still succeeds and returns user 2^32-1, which no process can have.
        guard peer.uid != .max else { throw .notConnected(descriptor: descriptor) }
        userID = peer.uid
        groupID = peer.gid
        processID = peer.pid
        supplementaryGroupIDs = try Self.groups(descriptor)
    }

    /// Whether the peer belongs to the group, as its effective or as a supplementary one.
    public func isMember(ofGroup group: UInt32) -> Bool {
        groupID == group || supplementaryGroupIDs.contains(group)
    }

    private static func groups(_ descriptor: Int32) throws(PeerCredentialsError) -> [UInt32] {
        var groups = [UInt32](repeating: 0, count: 32)
        // Twice at most: the list was fixed at connect(2), and for a buffer too small the kernel returns the length
        // needed.
        for _ in 1...2 {
            var length = socklen_t(groups.count * MemoryLayout<UInt32>.size)
            if getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, &groups, &length) == 0 {
                return Array(groups.prefix(Int(length) / MemoryLayout<UInt32>.size))
            }
            let number = ErrorNumber.current
            guard number.code == ERANGE else {
                throw .refused(descriptor: descriptor, option: "SO_PEERGROUPS", number)
            }
            groups = [UInt32](repeating: 0, count: Int(length) / MemoryLayout<UInt32>.size)
        }
        throw .refused(descriptor: descriptor, option: "SO_PEERGROUPS", ErrorNumber(ERANGE))
    }
}

/// Why the peer of a socket could not be determined.
public enum PeerCredentialsError: SystemdError, Hashable {
    /// The descriptor is not an AF_UNIX socket; only those know their peer's user.
    case notUnixSocket(descriptor: Int32)
    /// The socket has no peer: it listens, or was never connected.
    case notConnected(descriptor: Int32)
    /// The kernel refused; `option` is SO_PEERCRED or the name of a different socket option.
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
