import Glibc
import Systemd
import TestSupport
import Testing

@Suite("The peer of a socket")
struct PeerCredentialsTests {
    @Test func `a peer in this process is this process, with its groups`() throws {
        let pair = try SocketPair()
        let peer = try PeerCredentials(ofPeerOn: pair.near)
        var own = [gid_t](repeating: 0, count: 65_536)
        let count = getgroups(Int32(own.count), &own)
        #expect(peer.userID == geteuid())
        #expect(peer.groupID == getegid())
        #expect(peer.processID == getpid())
        #expect(Set(peer.supplementaryGroupIDs) == Set(own.prefix(Int(count))))
        #expect(peer.isMember(ofGroup: getegid()))
    }

    @Test(.needs(.root))
    func `a peer of another user and of many groups is told in full`() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryFolder()
            chmod(directory.path, 0o755)
            let listener = try UnixSocket.listening(on: directory.file("control"))
            chmod(directory.file("control"), 0o666)
            let groups = (1...100).map { gid_t(5_000 + $0) }
            setgroups(groups.count, groups)
            setegid(4_001)
            seteuid(4_000)
            let caller = try UnixSocket.connected(to: directory.file("control"))
            seteuid(0)
            setegid(0)
            let accepted = accept(listener, nil, nil)
            let peer = try PeerCredentials(ofPeerOn: accepted)
            #expect(peer.userID == 4_000)
            #expect(peer.groupID == 4_001)
            #expect(peer.supplementaryGroupIDs.sorted() == groups)
            #expect(peer.isMember(ofGroup: 4_001))
            #expect(peer.isMember(ofGroup: 5_100))
            #expect(!peer.isMember(ofGroup: 0))
            close(caller)
        }
    }

    @Test func `a socket without a peer is refused, listening or not`() throws {
        let directory = try TemporaryFolder()
        let listener = try UnixSocket.listening(on: directory.file("control"))
        let lone = try UnixSocket.open(SOCK_STREAM)
        defer { close(listener); close(lone) }
        for descriptor in [listener, lone] {
            #expect(throws: PeerCredentialsError.notConnected(descriptor: descriptor)) {
                try PeerCredentials(ofPeerOn: descriptor)
            }
        }
    }

    @Test func `what is no AF_UNIX socket is refused as such`() throws {
        let network = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var pipes: [Int32] = [-1, -1]
        try #require(network >= 0 && pipe(&pipes) == 0)
        defer { ([network] + pipes).forEach { close($0) } }
        for descriptor in [network, pipes[0]] {
            #expect(throws: PeerCredentialsError.notUnixSocket(descriptor: descriptor)) {
                try PeerCredentials(ofPeerOn: descriptor)
            }
        }
    }

    @Test func `a descriptor that is not open is refused with the reason`() {
        #expect(throws: PeerCredentialsError.refused(descriptor: -1, option: "SO_DOMAIN", ErrorNumber(EBADF))) {
            try PeerCredentials(ofPeerOn: -1)
        }
    }
}
