import Glibc

/// A listening Unix socket, non-blocking and closed on exec. Closes its descriptor on release.
public final class UnixListener {
    /// Connections the kernel queues before `connect` fails or blocks.
    private static let backlog: Int32 = 128

    /// The listening descriptor, for an event loop to watch for reading; -1 once closed. The listener owns it.
    public private(set) var descriptor: Int32

    /// The path, device and inode of the socket this listener created; nil for an adopted one.
    private let created: (path: String, device: dev_t, inode: ino_t)?

    private init(descriptor: Int32, created: (path: String, device: dev_t, inode: ino_t)?) {
        self.descriptor = descriptor
        self.created = created
    }

    deinit {
        close()
    }

    /// Listens on a path, creating the socket with the given mode.
    ///
    /// Removes a socket without a server first, and leaves anything else at the path alone. The socket never grants
    /// more than the mode; the process's umask is not changed and does not reduce the mode. The service manager, not
    /// this function, prevents two servers from starting at the same instant.
    ///
    /// - Parameter mode: permission bits, such as 0o660; connecting requires write permission.
    /// - Throws: `ListenError`.
    public static func bind(_ path: String, mode: UInt32) throws(ListenError) -> UnixListener {
        guard let address = UnixAddress(path) else { throw .unusablePath(path) }
        try removeStale(address)
        let descriptor = UnixAddress.makeSocket(nonBlocking: true)
        guard descriptor >= 0 else { throw .refused(path: path, code: errno) }
        // Linux gives the file the permissions of the socket itself, less the umask: restricted from its first
        // moment.
        guard fchmod(descriptor, mode & 0o777) == 0, address.withPointer({ Glibc.bind(descriptor, $0, $1) }) == 0 else {
            let code = errno
            Glibc.close(descriptor)
            throw code == EADDRINUSE ? .alreadyServed(path) : .refused(path: path, code: code)
        }
        var status = stat()
        // This only grants what the umask took away.
        guard chmod(path, mode & 0o777) == 0, lstat(path, &status) == 0, listen(descriptor, backlog) == 0 else {
            let code = errno
            unlink(path)
            Glibc.close(descriptor)
            throw .refused(path: path, code: code)
        }
        return UnixListener(descriptor: descriptor, created: (path, status.st_dev, status.st_ino))
    }

    /// Takes over a listening socket, as from socket activation, and makes it non-blocking and closed on exec.
    ///
    /// - Throws: `notListening` if it is not a listening socket; the caller then still owns the descriptor.
    public static func adopt(_ descriptor: Int32) throws(ListenError) -> UnixListener {
        guard option(SO_DOMAIN, of: descriptor) == AF_UNIX, option(SO_ACCEPTCONN, of: descriptor) == 1,
            option(SO_TYPE, of: descriptor) == Int32(bitPattern: SOCK_STREAM.rawValue),
            isPrepared(descriptor)
        else { throw .notListening(descriptor: descriptor) }
        return UnixListener(descriptor: descriptor, created: nil)
    }

    /// Accepts a connection: a descriptor, non-blocking and closed on exec, that the caller owns; nil if none waits.
    ///
    /// - Throws: `SocketError`, as when the limit of open files is reached; the connection then stays queued.
    public func accept() throws(SocketError) -> Int32? {
        while true {
            // Swift does not import accept4: between accept and fcntl an exec in a different thread inherits the
            // descriptor.
            let accepted = Glibc.accept(descriptor, nil, nil)
            if accepted >= 0 {
                if Self.isPrepared(accepted) { return accepted }
                let code = errno
                Glibc.close(accepted)
                throw SocketError(.configure, code)
            }
            switch errno {
            case EAGAIN, EWOULDBLOCK: return nil
            case EINTR, ECONNABORTED: continue
            default: throw SocketError(.accept, errno)
            }
        }
    }

    /// Stops listening. Removes the socket this listener created, unless a different file has replaced it.
    public func close() {
        guard descriptor >= 0 else { return }
        if let created {
            var status = stat()
            if lstat(created.path, &status) == 0, status.st_dev == created.device, status.st_ino == created.inode {
                unlink(created.path)
            }
        }
        Glibc.close(descriptor)
        descriptor = -1
    }

    private static func removeStale(_ address: UnixAddress) throws(ListenError) {
        var status = stat()
        guard lstat(address.path, &status) == 0 else {
            // bind reports any other fault of the path better.
            return
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(address.path) }
        let probe = UnixAddress.makeSocket(nonBlocking: true)
        guard probe >= 0 else { throw .refused(path: address.path, code: errno) }
        defer { Glibc.close(probe) }
        // A full queue answers EAGAIN: then a server listens too.
        if address.withPointer({ connect(probe, $0, $1) }) == 0 || errno == EAGAIN {
            throw .alreadyServed(address.path)
        }
        guard errno == ECONNREFUSED || errno == ENOENT else { throw .refused(path: address.path, code: errno) }
        guard unlink(address.path) == 0 || errno == ENOENT else {
            throw .refused(path: address.path, code: errno)
        }
    }

    /// Makes a descriptor non-blocking and closed on exec; on failure errno holds the reason.
    private static func isPrepared(_ descriptor: Int32) -> Bool {
        let flags = fcntl(descriptor, F_GETFL)
        return flags >= 0 && fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0
            && fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0
    }

    private static func option(_ name: Int32, of descriptor: Int32) -> Int32? {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, name, &value, &length) == 0 ? value : nil
    }
}

/// A socket that cannot be listened on.
public enum ListenError: Error, Sendable, Hashable {
    /// The path is empty, holds a NUL, or is longer than the 107 bytes a socket's address takes.
    case unusablePath(String)
    /// The path leads to something other than a socket; it is left alone.
    case notASocket(String)
    /// A server answers at the path.
    case alreadyServed(String)
    /// The system refuses the operation; errno(3).
    case refused(path: String, code: Int32)
    /// An adopted descriptor is not a listening Unix stream socket.
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

/// Moves bytes between a non-blocking socket and a `ServerConnection`. It borrows the descriptor and never closes it.
public struct SocketTransport {
    /// Bytes read at a time: the most by which one read can exceed what the connection wanted.
    public static let readBytes = 64 << 10

    /// The connected, non-blocking socket.
    public let descriptor: Int32

    /// A transport over a connected, non-blocking socket.
    public init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Reads once, if the connection wants to, and passes the result to the connection: the bytes, the end, or a
    /// failure.
    public func fill(_ connection: ServerConnection) {
        guard connection.wantsRead else { return }
        withUnsafeTemporaryAllocation(byteCount: Self.readBytes, alignment: 1) { buffer in
            let length = retried { recv(descriptor, buffer.baseAddress, buffer.count, 0) }
            if length > 0 {
                connection.receive(UnsafeRawBufferPointer(rebasing: buffer[..<length]))
            } else if length == 0 {
                connection.receiveEnd()
            } else if !isWouldBlock {
                connection.close(.peerVanished)
            }
        }
    }

    /// Sends until nothing waits or the socket takes no more. If the peer has disconnected, the connection closes,
    /// without SIGPIPE.
    public func flush(_ connection: ServerConnection) {
        var isTaking = true
        var hasFailed = false
        while isTaking, connection.hasOutput {
            connection.drain { bytes in
                let length = retried { send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)) }
                isTaking = length > 0
                hasFailed = length < 0 && !isWouldBlock
                return max(length, 0)
            }
        }
        if hasFailed { connection.close(.peerVanished) }
    }

    private var isWouldBlock: Bool { errno == EAGAIN || errno == EWOULDBLOCK }

    private func retried(_ call: () -> Int) -> Int {
        var result = call()
        while result < 0, errno == EINTR { result = call() }
        return result
    }
}

/// The process at the other end of a connection, as the kernel recorded it when they connected.
public struct Peer: Sendable, Hashable {
    /// The user id in the service's user namespace.
    public let uid: UInt32

    /// The primary group id.
    public let gid: UInt32

    /// The supplementary group ids; may or may not repeat the primary one.
    public let groups: [UInt32]

    /// The process id. For the audit trail only: a different process may have the number by now.
    public let pid: Int32

    /// An identity from its parts, for tests and for transports that identify their peer in other ways.
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
    /// - Throws: `SocketError` if the descriptor is not a connected Unix socket.
    public init(ofSocket descriptor: Int32) throws(SocketError) {
        // Swift does not import struct ucred; it is three 32-bit words: pid, uid, gid.
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
            // ERANGE comes with the required length.
            guard errno == ERANGE, Int(length) > groups.count * MemoryLayout<UInt32>.size else {
                throw SocketError(.identify, errno)
            }
            groups = [UInt32](repeating: 0, count: Int(length) / MemoryLayout<UInt32>.size)
        }
    }
}

/// The address of a Unix socket in the file system.
struct UnixAddress {
    /// The longest path, in bytes: `sun_path` holds 108 with its terminator, unix(7).
    static let maximumPathBytes = 107

    let path: String

    /// Nil if the path is empty, holds a NUL or is too long to be an address.
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

    /// Names what is at a path instead of a socket, with its article; nil for a socket, or if the path cannot be
    /// examined.
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

    /// A new stream socket, closed on exec; negative on failure, with the reason in errno.
    static func makeSocket(nonBlocking: Bool) -> Int32 {
        let flags = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | (nonBlocking ? SOCK_NONBLOCK.rawValue : 0)
        return socket(AF_UNIX, Int32(bitPattern: flags), 0)
    }
}

/// A failed system call on a socket, for a reason without a case of its own elsewhere.
public struct SocketError: Error, Sendable, Hashable {
    /// The operation that failed.
    public enum Operation: Sendable, Hashable, CaseIterable {
        /// Creating a socket.
        case create
        /// Setting an option or a flag.
        case configure
        /// Reading the peer's identity.
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

    /// The operation that failed.
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

/// The C library's texts for error numbers.
enum SystemText {
    /// The text of an error number, such as "Permission denied".
    static func error(_ code: Int32) -> String {
        // strerror_r with ample room: threads would share strerror's static buffer.
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let start = buffer.baseAddress else { return "error \(code)" }
            start.initialize(repeating: 0, count: buffer.count)
            return strerror_r(code, start, buffer.count) == 0 ? String(cString: start) : "error \(code)"
        }
    }
}
