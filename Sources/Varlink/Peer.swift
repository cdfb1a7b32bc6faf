import Glibc

/// Who is at the other end of a connection, as the kernel noted it when they connected.
public struct Peer: Sendable, Hashable {
    /// The user id in the service's user namespace.
    public let uid: UInt32

    /// The primary group id.
    public let gid: UInt32

    /// The supplementary group ids; may or may not repeat the primary one.
    public let groups: [UInt32]

    /// The process id. For the audit trail only: it may have been given to another process since.
    public let pid: Int32

    /// An identity given by hand, for tests and for transports that know their peer otherwise.
    public init(uid: UInt32, gid: UInt32, groups: [UInt32], pid: Int32) {
        self.uid = uid
        self.gid = gid
        self.groups = groups
        self.pid = pid
    }

    /// Reads the identity of the peer of a connected Unix socket.
    ///
    /// Source: `SO_PEERCRED` and `SO_PEERGROUPS`, socket(7) and unix(7). The descriptor is borrowed.
    ///
    /// - Throws: `SocketError` where the descriptor is no connected Unix socket.
    public init(ofSocket descriptor: Int32) throws(SocketError) {
        // struct ucred is not imported into Swift; it is three 32-bit words: pid, uid, gid.
        var credentials: [UInt32] = [0, 0, 0]
        var length = socklen_t(credentials.count * MemoryLayout<UInt32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0 else {
            throw SocketError(.identify, errno)
        }
        self.init(
            uid: credentials[1], gid: credentials[2], groups: try Self.groups(ofSocket: descriptor),
            pid: Int32(bitPattern: credentials[0]))
    }

    private static func groups(ofSocket descriptor: Int32) throws(SocketError) -> [UInt32] {
        var groups = [UInt32](repeating: 0, count: 64)
        while true {
            var length = socklen_t(groups.count * MemoryLayout<UInt32>.size)
            if getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, &groups, &length) == 0 {
                return Array(groups.prefix(Int(length) / MemoryLayout<UInt32>.size))
            }
            // ERANGE comes with the length that is needed.
            guard errno == ERANGE, Int(length) > groups.count * MemoryLayout<UInt32>.size else {
                throw SocketError(.identify, errno)
            }
            groups = [UInt32](repeating: 0, count: Int(length) / MemoryLayout<UInt32>.size)
        }
    }
}
