import Glibc
import TestSupport
import Testing
import Varlink

@Suite("Listening on a Unix socket")
struct UnixListenerTests {
    @Test(arguments: [0o600, 0o660, 0o666, 0o606] as [UInt32])
    func `the socket has the mode asked for, whatever the umask, and goes with its listener`(mode: UInt32) throws {
        let place = try TemporaryFolder()
        let listener = try UnixListener.bind(place.file("socket"), mode: mode)
        #expect(place.mode(of: "socket") == mode)
        listener.close()
        #expect(place.mode(of: "socket") == nil && listener.descriptor == -1)
    }

    @Test
    func `a socket that nothing answers on is replaced`() throws {
        let place = try TemporaryFolder()
        let first = try UnixListener.bind(place.file("first"), mode: 0o600)
        rename(place.file("first"), place.file("socket"))
        first.close()
        #expect(place.mode(of: "socket") != nil)
        let second = try UnixListener.bind(place.file("socket"), mode: 0o600)
        _ = try ClientConnection.connect(place.file("socket"))
        #expect(try second.accept() != nil)
    }

    @Test
    func `a socket that a server answers on is left alone`() throws {
        let place = try TemporaryFolder()
        let first = try UnixListener.bind(place.file("socket"), mode: 0o600)
        #expect(throws: ListenError.alreadyServed(place.file("socket"))) {
            try UnixListener.bind(place.file("socket"), mode: 0o600)
        }
        _ = try ClientConnection.connect(place.file("socket"))
        first.close()
    }

    @Test
    func `a file that is no socket is left alone`() throws {
        let place = try TemporaryFolder()
        let file = open(place.file("socket"), O_CREAT | O_WRONLY, 0o600)
        close(file)
        #expect(throws: ListenError.notASocket(place.file("socket"))) {
            try UnixListener.bind(place.file("socket"), mode: 0o600)
        }
        #expect(place.mode(of: "socket") == 0o600)
    }

    @Test
    func `closing removes only the socket this listener made`() throws {
        let place = try TemporaryFolder()
        let first = try UnixListener.bind(place.file("socket"), mode: 0o600)
        unlink(place.file("socket"))
        let second = try UnixListener.bind(place.file("socket"), mode: 0o600)
        first.close()
        _ = try ClientConnection.connect(place.file("socket"))
        second.close()
    }

    @Test
    func `a path that cannot be bound says why`() throws {
        let place = try TemporaryFolder()
        for path in ["", place.file(String(repeating: "x", count: 108)), "a\0b"] {
            #expect(throws: ListenError.unusablePath(path)) { try UnixListener.bind(path, mode: 0o600) }
        }
        let missing = place.file("none/socket")
        #expect(throws: ListenError.refused(path: missing, code: ENOENT)) {
            try UnixListener.bind(missing, mode: 0o600)
        }
    }

    @Test
    func `accepting returns nil when nobody waits, and descriptors that block nothing and survive no exec`() throws {
        let place = try TemporaryFolder()
        let listener = try UnixListener.bind(place.file("socket"), mode: 0o600)
        #expect(try listener.accept() == nil)
        let client = try ClientConnection.connect(place.file("socket"))
        let accepted = try #require(try listener.accept())
        #expect(fcntl(accepted, F_GETFL) & O_NONBLOCK != 0)
        #expect(fcntl(accepted, F_GETFD) & FD_CLOEXEC != 0)
        #expect(fcntl(listener.descriptor, F_GETFD) & FD_CLOEXEC != 0)
        let peer = try Peer(ofSocket: accepted)
        #expect(peer.uid == getuid() && peer.gid == getgid() && peer.pid == getpid())
        #expect(peer.groups.count == Int(getgroups(0, nil)))
        close(accepted)
        client.close()
    }

    @Test
    func `only a listening Unix socket is adopted, and its path is not removed`() throws {
        let place = try TemporaryFolder()
        let made = try UnixListener.bind(place.file("socket"), mode: 0o600)
        let copy = dup(made.descriptor)
        let adopted = try UnixListener.adopt(copy)
        let client = try ClientConnection.connect(place.file("socket"))
        #expect(try adopted.accept() != nil)
        client.close()
        adopted.close()
        #expect(place.mode(of: "socket") != nil)
        #expect(throws: ListenError.notListening(descriptor: -1)) { try UnixListener.adopt(-1) }
        var ends: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(bitPattern: SOCK_STREAM.rawValue), 0, &ends) == 0)
        #expect(throws: ListenError.notListening(descriptor: ends[0])) { try UnixListener.adopt(ends[0]) }
        #expect(throws: SocketError(.identify, EBADF)) { try Peer(ofSocket: -1) }
        ends.forEach { close($0) }
    }
}
