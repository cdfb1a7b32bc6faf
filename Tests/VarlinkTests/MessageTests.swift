import JSONText
import Testing
import Varlink

@Suite("Messages: what a call and a reply may hold (UAPI.20)")
struct MessageTests {
    private func call(_ text: String) throws -> MethodCall {
        try Array(text.utf8).withUnsafeBytes { try MethodCall(parsing: $0) }
    }

    private func reply(_ text: String) throws -> Reply {
        try Array(text.utf8).withUnsafeBytes { try Reply(parsing: $0) }
    }

    private static let calls: [(String, MethodCall)] = [
        (#"{"method":"a.b.C"}"#, MethodCall("a.b.C")),
        (#"{"method":"a.b.C","parameters":null}"#, MethodCall("a.b.C")),
        (#"{"method":"a.b.C","parameters":{}}"#, MethodCall("a.b.C")),
        (#"{"parameters":{"x":1},"method":"a.b.C"}"#, MethodCall("a.b.C", ["x": 1])),
        (#"{"method":"a.b.C","oneway":true}"#, MethodCall("a.b.C", mode: .oneway)),
        (#"{"method":"a.b.C","more":true}"#, MethodCall("a.b.C", mode: .more)),
        (#"{"method":"a.b.C","upgrade":true}"#, MethodCall("a.b.C", mode: .upgrade)),
        (#"{"method":"a.b.C","more":false,"oneway":true,"upgrade":false}"#, MethodCall("a.b.C", mode: .oneway)),
        (#"{"method":"a.b.C","org.vendor":{"q":1},"x.y":true}"#, MethodCall("a.b.C")),
        (#"{"method":""}"#, MethodCall("")),
    ]

    @Test(arguments: calls)
    func `a call is read with its parameters and mode`(text: String, expected: MethodCall) throws {
        #expect(try call(text) == expected)
    }

    static let violations: [(String, ProtocolViolation)] = [
        ("", .malformedJSON(JSONParseError(.empty, at: 0))),
        ("{", .malformedJSON(JSONParseError(.unexpectedEnd, at: 1))),
        (#"{"method":"a.b.C"}{}"#, .malformedJSON(JSONParseError(.trailingBytes, at: 18))),
        (#"{"method":"a.b.C","method":"a.b.C"}"#, .malformedJSON(JSONParseError(.duplicateKey, at: 18))),
        ("[]", .notAnObject), (#""a""#, .notAnObject), ("null", .notAnObject),
        ("{}", .missingMethod), (#"{"method":null}"#, .missingMethod), (#"{"method":1}"#, .missingMethod),
        (#"{"parameters":{}}"#, .missingMethod),
        (#"{"method":"a.b.C","parameters":[]}"#, .parametersNotAnObject),
        (#"{"method":"a.b.C","parameters":"x"}"#, .parametersNotAnObject),
        (#"{"method":"a.b.C","more":1}"#, .flagNotBoolean), (#"{"method":"a.b.C","more":"true"}"#, .flagNotBoolean),
        (#"{"method":"a.b.C","oneway":null}"#, .flagNotBoolean), (#"{"method":"a.b.C","upgrade":{}}"#, .flagNotBoolean),
        (#"{"method":"a.b.C","more":true,"oneway":true}"#, .severalFlags),
        (#"{"method":"a.b.C","upgrade":true,"more":true}"#, .severalFlags),
        (#"{"method":"a.b.C","oneway":true,"upgrade":true}"#, .severalFlags),
        (#"{"method":"a.b.C","extra":1}"#, .unknownMember), (#"{"method":"a.b.C","Method":1}"#, .unknownMember),
        (#"{"method":"a.b.C","continues":true}"#, .unknownMember),
    ]

    @Test(arguments: violations)
    func `a call that breaks the protocol names the rule`(text: String, violation: ProtocolViolation) {
        #expect(throws: violation) { try call(text) }
    }

    @Test
    func `the method's name splits at its last dot`() {
        #expect(MethodCall("org.example.Thing.Do").interface == "org.example.Thing")
        #expect(MethodCall("org.example.Thing.Do").member == "Do")
        #expect(MethodCall("Do").interface == "" && MethodCall("Do").member == "Do")
    }

    @Test(arguments: CallMode.allCases)
    func `a call that was written reads back as itself`(mode: CallMode) throws {
        var writer = JSONWriter()
        MethodCall.append("a.b.C", mode: mode, to: &writer) { JSONObject(members: [("x", "\0")]).write(to: &$0) }
        #expect(writer.bytes.last == 0)
        #expect(writer.bytes.dropLast().allSatisfy { $0 != 0 })
        let text = String(decoding: writer.bytes.dropLast(), as: UTF8.self)
        #expect(try call(text) == MethodCall("a.b.C", ["x": "\0"], mode: mode))
    }

    private static let replies: [(String, Reply)] = [
        ("{}", Reply()), (#"{"parameters":null}"#, Reply()), (#"{"parameters":{"a":1}}"#, Reply(["a": 1])),
        (#"{"parameters":{},"continues":true}"#, Reply(outcome: .continues)),
        (#"{"continues":false}"#, Reply()), (#"{"error":null}"#, Reply()),
        (#"{"error":"a.b.E","parameters":{"f":2}}"#, Reply(["f": 2], outcome: .error("a.b.E"))),
        (#"{"error":"a.b.E","continues":false}"#, Reply(outcome: .error("a.b.E"))),
        (#"{"parameters":{},"new":1}"#, Reply()),
    ]

    @Test(arguments: replies)
    func `a reply is read with its outcome, and members unknown to the client pass`(text: String, expected: Reply)
        throws
    {
        #expect(try reply(text) == expected)
    }

    private static let badReplies: [(String, ProtocolViolation)] = [
        ("[]", .notAnObject), (#"{"parameters":1}"#, .parametersNotAnObject), (#"{"continues":1}"#, .flagNotBoolean),
        (#"{"error":1}"#, .errorNotString), (#"{"error":"a.b.E","continues":true}"#, .errorContinues),
    ]

    @Test(arguments: badReplies)
    func `a malformed reply names the rule`(text: String, violation: ProtocolViolation) {
        #expect(throws: violation) { try reply(text) }
    }
}
