import Glibc
import JSONText
import TestSupport
import Testing
import Varlink

@Suite("Client and server over a Unix socket")
struct EndToEndTests {
    @Test
    func `calls, errors and streams pass over one connection`() throws {
        let place = try TemporaryFolder()
        let server = try PollServer(place.file("socket"))
        defer { withExtendedLifetime(server) {} }
        let client = try ClientConnection.connect(place.file("socket"), timeout: .seconds(20))
        #expect(try client.call("org.example.Test.Echo", ["text": "é\0\n"] as JSONObject) == ["text": "é\0\n"])
        let identity = try client.call("org.example.Test.WhoAmI")
        #expect(
            identity == [
                "uid": .integer(Int64(getuid())), "gid": .integer(Int64(getgid())), "pid": .integer(Int64(getpid())),
            ])
        #expect(throws: ClientError.replied(.invalidParameter("txt"))) {
            try client.call("org.example.Test.Echo", ["txt": "x"] as JSONObject)
        }
        var counted: [Int64] = []
        var lasts: [Bool] = []
        try client.callMore("org.example.Test.Count", ["to": 3] as JSONObject) { parameters, continues in
            counted.append(parameters["n"]?.integerValue ?? 0)
            lasts.append(!continues)
            return true
        }
        #expect(counted == [1, 2, 3] && lasts == [false, false, true])
        #expect(throws: ClientError.replied(VarlinkError("org.example.Test.Odd", ["what": "to"]))) {
            try client.callMore("org.example.Test.Count", ["to": 0] as JSONObject) { _, _ in true }
        }
        try client.oneway("org.example.Test.Note", ["text": "one"] as JSONObject)
        try client.oneway("org.example.Test.Nope")
        #expect(try client.call("org.example.Test.Notes") == ["notes": ["one"]])
    }

    @Test
    func `large replies and long streams arrive whole through small buffers`() throws {
        let place = try TemporaryFolder()
        let server = try PollServer(place.file("socket"), limits: ConnectionLimits(pausingBytes: 4096, callsPerTurn: 1))
        defer { withExtendedLifetime(server) {} }
        let client = try ClientConnection.connect(place.file("socket"), timeout: .seconds(20))
        let reply = try client.call("org.example.Test.Big", ["bytes": 3_000_000] as JSONObject)
        #expect(reply["text"]?.stringValue?.utf8.count == 3_000_000)
        var next: Int64 = 0
        try client.callMore("org.example.Test.Count", ["to": 50_000] as JSONObject) { parameters, _ in
            next += 1
            return parameters["n"] == .integer(next)
        }
        #expect(next == 50_000)
    }

    @Test
    func `leaving a stream closes the client's connection and not the server`() throws {
        let place = try TemporaryFolder()
        let server = try PollServer(place.file("socket"))
        defer { withExtendedLifetime(server) {} }
        let client = try ClientConnection.connect(place.file("socket"), timeout: .seconds(20))
        try client.callMore("org.example.Test.Count", ["to": 1_000_000] as JSONObject) { _, _ in false }
        #expect(throws: ClientError.notConnected) { try client.call("org.example.Test.WhoAmI") }
        let second = try ClientConnection.connect(place.file("socket"), timeout: .seconds(20))
        #expect(try second.call("org.example.Test.Echo", ["text": "on"] as JSONObject) == ["text": "on"])
    }

    @Test
    func `many clients are served beside one that is never answered`() throws {
        let place = try TemporaryFolder()
        let server = try PollServer(place.file("socket"))
        defer { withExtendedLifetime(server) {} }
        let hanging = try ClientConnection.connect(place.file("socket"), timeout: .milliseconds(20))
        #expect(throws: ClientError.timedOut) { try hanging.call("org.example.Test.Hang") }
        #expect(throws: ClientError.notConnected) { try hanging.call("org.example.Test.Hang") }
        let clients = try (0..<20).map { _ in try ClientConnection.connect(place.file("socket"), timeout: .seconds(20))
        }
        for (index, client) in clients.enumerated() {
            let parameters: JSONObject = ["text": .string("\(index)")]
            #expect(try client.call("org.example.Test.Echo", parameters) == parameters)
        }
    }

    @Test
    func `a server that closes, talks nonsense or too much is told apart`() throws {
        let cases: [(String, ClientError)] = [
            ("", .peerClosed), (#"{"param"#, .peerClosed),
            ("nonsense\0", .malformedReply(.malformedJSON(JSONParseError(.expectedValue, at: 0)))),
            ("[]\0", .malformedReply(.notAnObject)),
            (#"{"continues":true}"# + "\0", .malformedReply(.unexpectedContinuation)),
            (String(repeating: " ", count: 101), .malformedReply(.messageTooLarge(limit: 100))),
            (#"{"error":"a.b.E"}"# + "\0", .replied(VarlinkError("a.b.E"))),
        ]
        for (answer, expected) in cases {
            var ends: [Int32] = [-1, -1]
            try #require(socketpair(AF_UNIX, Int32(bitPattern: SOCK_STREAM.rawValue), 0, &ends) == 0)
            let client = try ClientConnection.adopt(ends[0], timeout: .seconds(20), maximumReplyBytes: 100)
            let bytes = Array(answer.utf8)
            try #require(write(ends[1], bytes, bytes.count) == bytes.count)
            shutdown(ends[1], Int32(SHUT_WR))
            #expect(throws: expected) { try client.call("a.b.C") }
            close(ends[1])
        }
    }

    @Test
    func `writing to a peer that is gone is an error and no signal`() throws {
        var ends: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(bitPattern: SOCK_STREAM.rawValue), 0, &ends) == 0)
        let client = try ClientConnection.adopt(ends[0])
        close(ends[1])
        #expect(throws: ClientError.peerClosed) { try client.call("a.b.C") }
    }

    @Test
    func `a connection that cannot be made says why`() throws {
        let place = try TemporaryFolder()
        #expect(throws: ClientError.absent(place.file("socket"))) { try ClientConnection.connect(place.file("socket")) }
        let stale = try UnixListener.bind(place.file("socket"), mode: 0o600)
        rename(place.file("socket"), place.file("moved"))
        stale.close()
        #expect(throws: ClientError.absent(place.file("moved"))) { try ClientConnection.connect(place.file("moved")) }
        let long = place.file(String(repeating: "x", count: 107 - place.file("").utf8.count))
        #expect(throws: ClientError.absent(long)) { try ClientConnection.connect(long) }
        for path in [long + "x", "", "a\0b"] {
            #expect(throws: ClientError.unusablePath(path)) { try ClientConnection.connect(path) }
        }
    }

    @Test func `a socket whose mode keeps the caller out is forbidden, not absent`() throws {
        let place = try TemporaryFolder()
        let listener = try UnixListener.bind(place.file("socket"), mode: 0o000)
        defer { listener.close() }
        // Root is kept out of nothing, so for this the thread is another user, whom the folder lets in.
        chmod(place.path, 0o755)
        let setUser = try #require(UnlistedCall.found("setfsuid", as: (@convention(c) (uid_t) -> Int32).self))
        let user = setUser(65_534)
        defer { _ = setUser(uid_t(user)) }
        #expect(throws: ClientError.forbidden(place.file("socket"))) {
            try ClientConnection.connect(place.file("socket"))
        }
    }
}
