import Glibc

/// The address of a Unix socket in the file system.
struct UnixAddress {
    /// The longest path, in bytes: `sun_path` holds 108 with its terminator, unix(7).
    static let maximumPathBytes = 107

    let path: String

    /// Nil where the path is empty, holds a NUL or is too long to be an address.
    init?(_ path: String) {
        guard !path.isEmpty, path.utf8.count <= Self.maximumPathBytes, !path.utf8.contains(0) else { return nil }
        self.path = path
    }

    /// Calls the body with the address in the kernel's form.
    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    /// What stands at a path where no socket does, with its article; nil for a socket, or where nothing can be seen.
    static func strangerPhrase(at path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFSOCK: return nil
        case S_IFREG: return "a regular file"
        case S_IFDIR: return "a directory"
        case S_IFIFO: return "a named pipe"
        default: return "a device"
        }
    }

    /// A new stream socket, closed on exec; errno tells why where it is negative.
    static func makeSocket(nonBlocking: Bool) -> Int32 {
        let flags = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | (nonBlocking ? SOCK_NONBLOCK.rawValue : 0)
        return socket(AF_UNIX, Int32(bitPattern: flags), 0)
    }
}
