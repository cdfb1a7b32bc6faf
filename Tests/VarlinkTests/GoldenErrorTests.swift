import TestSupport
import Testing
import Varlink

@Suite("Golden errors of the wire")
struct GoldenErrorTests {
    private static let interfaceFaults: [(String, InterfaceFault)] = [
        ("strayCharacter", .strayCharacter), ("expected", .expected("'('")),
        ("invalidInterfaceName", .invalidInterfaceName("a")), ("invalidMemberName", .invalidMemberName("a")),
        ("invalidFieldName", .invalidFieldName("1")), ("duplicateMember", .duplicateMember("A")),
        ("duplicateField", .duplicateField("a")), ("unknownType", .unknownType("B")),
        ("doubleOptional", .doubleOptional), ("tooDeep", .tooDeep),
    ]

    private static let registrations: [(String, RegistrationError, remedy: String)] = [
        (
            "malformedDescription", .malformedDescription(InterfaceParseError(.tooDeep, line: 2, column: 3)),
            InterfaceFault.tooDeep.remedy
        ),
        ("duplicateInterface", .duplicateInterface("a.b"), "Register it once, with all its methods."),
        (
            "undescribedMethod", .undescribedMethod(interface: "a.b", method: "C"),
            "Add it to the description, or correct the name it is registered under."
        ),
    ]

    private func covers(_ names: [String], _ type: String) throws {
        #expect(Set(names) == (try EnumCases(of: type, in: "Varlink")).names, "\(type)")
    }

    @Test func `every error says what the golden file holds`() throws {
        try covers(ErrorTextTests.violations.map(\.0), "ProtocolViolation")
        try covers(ErrorTextTests.listening.map(\.0), "ListenError")
        try covers(ErrorTextTests.calling.map(\.0), "ClientError")
        try covers(Self.interfaceFaults.map(\.0), "InterfaceFault")
        try covers(Self.registrations.map(\.0), "RegistrationError")
        let groups: [(String, [ErrorSample])] = [
            ("a call", ErrorTextTests.calling.map { ErrorSample($0, "\($1)", remedy: $1.remedy) }),
            ("listening", ErrorTextTests.listening.map { ErrorSample($0, "\($1)", remedy: $1.remedy) }),
            (
                "a socket",
                SocketError.Operation.allCases.map {
                    ErrorSample("\($0)", "\(SocketError($0, 24))", remedy: SocketError($0, 24).remedy)
                }
            ),
            (
                "a message that breaks the protocol",
                ErrorTextTests.violations.map { ErrorSample($0, "\($1)", remedy: $1.remedy) }
            ),
            (
                "an interface description",
                Self.interfaceFaults.map {
                    ErrorSample($0, "\(InterfaceParseError($1, line: 2, column: 3))", remedy: $1.remedy)
                }
            ),
            ("registration", Self.registrations.map { ErrorSample($0.0, "\($0.1)", remedy: $0.remedy) }),
        ]
        for sample in groups.flatMap(\.1) { #expect(!sample.lacksRemedy, "\(sample.text)") }
        let document = groups.map { ErrorSample.document($0, $1) }.joined()
        try GoldenFile().hold(document)
    }
}
