internal import CSystemd
internal import Glibc

/// The sockets that a socket unit opened for this service; sd_listen_fds(3).
public enum SocketActivation {
    /// Takes over the passed sockets, in the socket unit's order, and unsets the variables that announced them.
    ///
    /// Call it once, early, before other threads start, since it changes the environment.
    ///
    /// - Returns: empty if the service was not started through a socket unit, or if the variables are meant for
    ///   a different process, and on every call after the first.
    /// - Throws: `SocketActivationError`; the sockets then stay open, because the process is expected to end.
    public static func takeOver() throws(SocketActivationError) -> [ActivatedSocket] {
        var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        let count = sd_listen_fds_with_names(1, &list)
        defer { release(list) }
        guard count >= 0 else { throw .variables(ErrorNumber(count)) }
        var sockets: [ActivatedSocket] = []
        for index in 0..<Int(count) {
            let name = list?[index].map { String(cString: $0) } ?? "unknown"
            sockets.append(try accept(SD_LISTEN_FDS_START + Int32(index), name))
        }
        return sockets
    }

    private static func accept(_ descriptor: Int32, _ name: String) throws(SocketActivationError) -> ActivatedSocket {
        let fits = sd_is_socket_unix(descriptor, Int32(SOCK_STREAM.rawValue), 1, nil, 0)
        guard fits >= 0 else { throw .unusable(descriptor: descriptor, name: name, ErrorNumber(fits)) }
        guard fits > 0 else { throw .wrongKind(descriptor: descriptor, name: name) }
        // A caller that disconnects before it is accepted would otherwise block the loop in accept(2).
        let flags = fcntl(descriptor, F_GETFL)
        guard flags >= 0, fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 else {
            throw .unusable(descriptor: descriptor, name: name, .current)
        }
        return ActivatedSocket(descriptor: descriptor, name: name)
    }

    /// Frees a list of C strings that ends with a null pointer.
    private static func release(_ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) {
        guard let list else { return }
        var next = list
        while let name = next.pointee {
            free(name)
            next += 1
        }
        free(list)
    }
}

/// A listening socket that the service manager opened before it started this process.
public struct ActivatedSocket: Hashable, Sendable {
    /// The descriptor: an AF_UNIX stream socket, listening, non-blocking, closed on execution. The receiver closes
    /// it.
    public let descriptor: Int32

    /// The FileDescriptorName= of the socket unit; without that, the unit's own name; "unknown" if the manager passed
    /// no names.
    public let name: String
}

/// Why the sockets passed by the service manager could not be taken over.
public enum SocketActivationError: SystemdError, Hashable {
    /// The variables LISTEN_PID, LISTEN_FDS or LISTEN_FDNAMES are malformed, or a descriptor they count is not open.
    case variables(ErrorNumber)
    /// A passed descriptor is something other than a listening AF_UNIX stream socket.
    case wrongKind(descriptor: Int32, name: String)
    /// A passed descriptor could not be examined or made non-blocking.
    case unusable(descriptor: Int32, name: String, ErrorNumber)

    /// What failed, on what, and the reason.
    public var problem: String {
        switch self {
        case .variables(let number): "the sockets counted by $LISTEN_FDS cannot be taken over: \(number)"
        case .wrongKind(let descriptor, let name):
            "descriptor \(descriptor), passed as \"\(name)\", is no listening AF_UNIX stream socket"
        case .unusable(let descriptor, let name, let number):
            "descriptor \(descriptor), passed as \"\(name)\", cannot be used: \(number)"
        }
    }

    /// What to change so that it works.
    public var remedy: String {
        switch self {
        case .variables: "start the service through its socket unit, or unset LISTEN_PID, LISTEN_FDS and LISTEN_FDNAMES"
        case .wrongKind: "use ListenStream= with a path, and Accept=no, in the socket unit"
        case .unusable: "check that nothing else in the process closes descriptors, then restart the socket unit"
        }
    }
}
