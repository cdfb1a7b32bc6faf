import Glibc
import JSONText
import Testing
import Varlink

@Suite("Errors say what, where, why and the fix")
struct ErrorTextTests {
    private static let violations: [ProtocolViolation] = [
        .messageTooLarge(limit: 9), .malformedJSON(JSONParseError(.empty, at: 0)), .notAnObject, .missingMethod,
        .parametersNotAnObject, .flagNotBoolean, .severalFlags, .unknownMember, .errorNotString, .errorContinues,
        .unexpectedContinuation,
    ]

    private static let listening: [ListenError] = [
        .unusablePath("p"), .notASocket("p"), .alreadyServed("p"), .refused(path: "p", code: ENOENT),
        .refused(path: "p", code: EACCES), .refused(path: "p", code: EIO), .notListening(descriptor: 3),
    ]

    private static let calling: [ClientError] =
        [
            .unusablePath("p"), .absent("p"), .forbidden("p"), .unreachable(path: "p", code: EIO), .notConnected,
            .timedOut,
            .peerClosed, .failed(SocketError(.send, EMFILE)),
        ] + violations.map { .malformedReply($0) }
        + [
            .interfaceNotFound("i"), .methodNotFound("m"), .methodNotImplemented("m"), .invalidParameter("p"),
            .permissionDenied, .expectedMore, VarlinkError("org.varlink.service.ExpectedUpgrade"),
            VarlinkError("a.b.C"),
        ].map { .replied($0) }

    @Test
    func `every error ends in its remedy, a sentence`() {
        var texts = Self.violations.map { ("\($0)", $0.remedy) }
        texts += Self.listening.map { ("\($0)", $0.remedy) }
        texts += Self.calling.map { ("\($0)", $0.remedy) }
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
