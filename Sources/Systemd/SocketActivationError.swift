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
