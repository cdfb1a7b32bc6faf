import Glibc
import JSONText
import Testing
import Varlink

@Suite("Errors say what, where, why and the fix")
struct ErrorTextTests {
    static let violations: [(String, ProtocolViolation)] = [
        ("messageTooLarge", .messageTooLarge(limit: 9)),
        ("malformedJSON", .malformedJSON(JSONParseError(.empty, at: 0))), ("notAnObject", .notAnObject),
        ("missingMethod", .missingMethod), ("parametersNotAnObject", .parametersNotAnObject),
        ("flagNotBoolean", .flagNotBoolean), ("severalFlags", .severalFlags), ("unknownMember", .unknownMember),
        ("errorNotString", .errorNotString), ("errorContinues", .errorContinues),
        ("unexpectedContinuation", .unexpectedContinuation),
    ]

    static let listening: [(String, ListenError)] = [
        ("unusablePath", .unusablePath("p")), ("notASocket", .notASocket("p")), ("alreadyServed", .alreadyServed("p")),
        ("refused", .refused(path: "p", code: ENOENT)), ("refused", .refused(path: "p", code: EACCES)),
        ("refused", .refused(path: "p", code: EIO)), ("notListening", .notListening(descriptor: 3)),
    ]

    static let calling: [(String, ClientError)] =
        [
            ("unusablePath", .unusablePath("p")), ("absent", .absent("p")),
            ("notASocket", .notASocket(path: "p", what: "a directory")), ("forbidden", .forbidden("p")),
            ("unreachable", .unreachable(path: "p", code: EIO)), ("notConnected", .notConnected),
            ("timedOut", .timedOut), ("peerClosed", .peerClosed), ("abandoned", .abandoned),
            ("failed", .failed(SocketError(.send, EMFILE))),
        ] + violations.map { ("malformedReply", .malformedReply($1)) }
        + [
            .interfaceNotFound("i"), .methodNotFound("m"), .methodNotImplemented("m"), .invalidParameter("p"),
            .permissionDenied, .expectedMore, VarlinkError("org.varlink.service.ExpectedUpgrade"),
            VarlinkError("a.b.C"),
        ].map { (error: VarlinkError) in ("replied", .replied(error)) }

    @Test
    func `every error ends in its remedy, a sentence`() {
        var texts = Self.violations.map { ("\($1)", $1.remedy) }
        texts += Self.listening.map { ("\($1)", $1.remedy) }
        texts += Self.calling.map { ("\($1)", $1.remedy) }
        for operation in SocketError.Operation.allCases {
            let error = SocketError(operation, EBADF)
            texts.append(("\(error)", error.remedy))
        }
        for (text, remedy) in texts {
            #expect(remedy.count > 5 && remedy.hasSuffix("."), "\(text)")
            #expect(text.hasSuffix(remedy) && text.count > remedy.count + 10, "\(text)")
        }
        #expect(Set(texts.map(\.0)).count == texts.count)
    }

    @Test
    func `the system's own words are given`() {
        #expect(
            "\(ListenError.refused(path: "/x", code: EACCES))".hasPrefix("cannot listen on /x: Permission denied. "))
        #expect("\(SocketError(.accept, EMFILE))".contains("Too many open files"))
    }
}
