import JSONText
import TestSupport
import Testing
import Varlink

@testable import cnswatch

@Suite("Golden failures of the command")
struct GoldenFailureTests {
    private static let replies: [VarlinkError] = [
        .permissionDenied, .invalidParameter("within"), .methodNotFound("org.cnswatch.Control.Nope"),
        .methodNotImplemented("org.cnswatch.Control.Due"), .interfaceNotFound("org.foo"), .expectedMore,
        VarlinkError("org.cnswatch.Control.PatientNotFound"), VarlinkError("org.cnswatch.Control.RosterNotLoaded"),
        VarlinkError("org.cnswatch.Control.StoreFailed", ["reason": "full"]),
        VarlinkError("org.cnswatch.Control.ActNotFound"), VarlinkError("org.cnswatch.Control.SilenceNotFound"),
        VarlinkError("org.cnswatch.Control.RouteNotFound", ["routes": ["north", "at-night"]]),
        VarlinkError("org.cnswatch.Control.RouteNotFound", ["routes": []]),
        VarlinkError(
            "org.cnswatch.Control.ActRefused",
            ["kind": "no-end", "problem": "snooze needs a last day", "remedy": "say until when, with --until"]),
        VarlinkError("org.cnswatch.Control.EventRefused", ["faults": .array([fault(1, "date"), fault(2, nil)])]),
        VarlinkError("org.cnswatch.Control.ActRefused"), VarlinkError("org.example.Strange"),
    ]

    private static func fault(_ event: Int64, _ column: String?) -> JSONValue {
        .object([
            "file": "event", "row": .integer(event), "column": column.map { .string($0) } ?? .null,
            "reason": "it is no date", "remedy": "write YYYY-MM-DD",
        ])
    }

    private static let errors: [(String, ClientError)] =
        [
            ("unusablePath", .unusablePath("")), ("absent", .absent("/run/s")),
            ("notASocket", .notASocket(path: "/run", what: "a directory")), ("forbidden", .forbidden("/run/s")),
            ("unreachable", .unreachable(path: "/run/s", code: 20)), ("notConnected", .notConnected),
            ("timedOut", .timedOut), ("peerClosed", .peerClosed), ("abandoned", .abandoned),
            ("failed", .failed(SocketError(.send, 24))),
            ("malformedReply", .malformedReply(.notAnObject)),
        ] + replies.map { ("replied", .replied($0)) }

    @Test func `every failure to get an answer says what the golden file holds`() throws {
        #expect(Set(Self.errors.map(\.0)) == (try EnumCases(of: "ClientError", in: "Varlink")).names)
        var document = ""
        for (name, error) in Self.errors {
            let failure = ServiceOptions.failure(error)
            #expect(failure.message.count > 40, "\(failure.message)")
            document +=
                "\(name)\n    \(failure.message.replacing("\n", with: "\n    "))\n    exit \(failure.kind.rawValue)\n"
        }
        try GoldenFile("failures.txt").hold(document)
    }
}
