import Glibc

/// AF_UNIX sockets of the tests' own, non-blocking; each descriptor is the caller's to close.
public enum UnixSocket {
    /// A socket bound to a path.
    public static func bound(to path: String, kind: __socket_type) throws -> Int32 {
        let descriptor = try open(kind)
        guard withAddress(path, { bind(descriptor, $0, $1) }) == 0 else { throw POSIXFailure() }
        return descriptor
    }

    /// A stream socket that listens on a path.
    public static func listening(on path: String) throws -> Int32 {
        let descriptor = try bound(to: path, kind: SOCK_STREAM)
        guard listen(descriptor, 4) == 0 else { throw POSIXFailure() }
        return descriptor
    }

    /// A stream socket connected to the one that listens on a path.
    public static func connected(to path: String) throws -> Int32 {
        let descriptor = try open(SOCK_STREAM)
        guard withAddress(path, { connect(descriptor, $0, $1) }) == 0 else { throw POSIXFailure() }
        return descriptor
    }

    /// A socket without an address.
    public static func open(_ kind: __socket_type) throws -> Int32 {
        let flags = Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_UNIX, Int32(kind.rawValue) | flags, 0)
        guard descriptor >= 0 else { throw POSIXFailure() }
        return descriptor
    }

    private static func withAddress(_ path: String, _ use: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                use($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}

/// Calls of the C library that Swift's Glibc module does not list.
public enum UnlistedCall {
    /// The call of this name as a C function of this type, which must be its own; nil where the library has none.
    public static func found<Function>(_ name: String, as type: Function.Type = Function.self) -> Function? {
        dlsym(dlopen(nil, RTLD_NOW), name).map { unsafeBitCast($0, to: type) }
    }
}
