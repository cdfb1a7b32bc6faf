import Glibc

/// A listening Unix socket, non-blocking and closed on exec. Closes its descriptor when it goes.
public final class UnixListener {
    /// Connections the kernel queues before `connect` fails or blocks.
    private static let backlog: Int32 = 128

    /// The listening descriptor, for an event loop to watch for reading; -1 once closed. It stays the listener's.
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

    /// Listens on a path, creating the socket with the mode.
    ///
    /// A socket that nothing answers on is removed first; anything else at the path is left alone. At no moment does
    /// the socket grant more than the mode; the process's umask is neither changed nor in the way. Two servers
    /// starting at the same instant are kept apart by their service manager, not here.
    ///
    /// - Parameter mode: permission bits, such as 0o660; connecting takes the right to write.
    /// - Throws: `ListenError`.
    public static func bind(_ path: String, mode: UInt32) throws(ListenError) -> UnixListener {
        guard let address = UnixAddress(path) else { throw .unusablePath(path) }
        try removeStale(address)
        let descriptor = UnixAddress.makeSocket(nonBlocking: true)
        guard descriptor >= 0 else { throw .refused(path: path, code: errno) }
        // Linux gives the file the permissions of the socket itself, less the umask: tight from its first moment.
        guard fchmod(descriptor, mode & 0o777) == 0, address.withPointer({ Glibc.bind(descriptor, $0, $1) }) == 0 else {
            let code = errno
            Glibc.close(descriptor)
            throw code == EADDRINUSE ? .alreadyServed(path) : .refused(path: path, code: code)
        }
        var status = stat()
        // Only what the umask has taken away is left to be granted here.
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
    /// - Throws: `notListening` where it is none; the descriptor then stays the caller's.
    public static func adopt(_ descriptor: Int32) throws(ListenError) -> UnixListener {
        guard option(SO_DOMAIN, of: descriptor) == AF_UNIX, option(SO_ACCEPTCONN, of: descriptor) == 1,
            option(SO_TYPE, of: descriptor) == Int32(bitPattern: SOCK_STREAM.rawValue),
            isPrepared(descriptor)
        else { throw .notListening(descriptor: descriptor) }
        return UnixListener(descriptor: descriptor, created: nil)
    }

    /// Accepts a connection: a descriptor, non-blocking and closed on exec, that is the caller's; nil if none waits.
    ///
    /// - Throws: `SocketError`, as when the limit of open files is reached; the connection then waits on.
    public func accept() throws(SocketError) -> Int32? {
        while true {
            // accept4 is not imported into Swift: between accept and fcntl another thread's exec would inherit it.
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

    /// Stops listening. Removes the socket this listener created, unless another has taken its place.
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
            // Whatever else is wrong with the path, bind says it better.
            return
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(address.path) }
        let probe = UnixAddress.makeSocket(nonBlocking: true)
        guard probe >= 0 else { throw .refused(path: address.path, code: errno) }
        defer { Glibc.close(probe) }
        // A full queue answers EAGAIN: somebody listens there too.
        if address.withPointer({ connect(probe, $0, $1) }) == 0 || errno == EAGAIN {
            throw .alreadyServed(address.path)
        }
        guard errno == ECONNREFUSED || errno == ENOENT else { throw .refused(path: address.path, code: errno) }
        guard unlink(address.path) == 0 || errno == ENOENT else {
            throw .refused(path: address.path, code: errno)
        }
    }

    /// Makes a descriptor non-blocking and closed on exec; errno tells why where that fails.
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
