import JSONText
import Testing
import Varlink

@Suite("The registry: dispatch, introspection, parameters checked against the description")
struct ServiceRegistryTests {
    private func answer(_ method: String, _ parameters: JSONObject = [:], mode: CallMode = .single) throws -> Reply? {
        let registry = try ExampleService.registry()
        let connection = ServerConnection(peer: ConnectionBench.peer, handler: registry.dispatch)
        var writer = JSONWriter()
        MethodCall.append(method, mode: mode, to: &writer) { parameters.write(to: &$0) }
        connection.receive(writer.bytes)
        var reply: Reply?
        connection.drain { bytes in
            reply = try? Reply(parsing: UnsafeRawBufferPointer(rebasing: bytes.dropLast()))
            return bytes.count
        }
        return reply
    }

    private func refusal(_ error: VarlinkError) -> Reply {
        Reply(error.parameters, outcome: .error(error.name))
    }

    @Test
    func `GetInfo names the service and every interface, itself first`() throws {
        let expected: JSONObject = [
            "vendor": "Example", "product": "test", "version": "1", "url": "https://example.org",
            "interfaces": ["org.varlink.service", "org.example.Test"],
        ]
        #expect(try answer("org.varlink.service.GetInfo") == Reply(expected))
    }

    @Test
    func `GetInterfaceDescription gives the text as registered`() throws {
        let name = "org.varlink.service.GetInterfaceDescription"
        #expect(
            try answer(name, ["interface": "org.example.Test"]) == Reply(["description": .string(ExampleService.text)]))
        let own = try #require(
            try answer(name, ["interface": "org.varlink.service"])?.parameters["description"]?.stringValue)
        let description = try InterfaceDescription(parsing: own)
        #expect(description.methodNames == ["GetInfo", "GetInterfaceDescription"])
        #expect(
            description.members.map(\.name) == [
                "GetInfo", "GetInterfaceDescription", "InterfaceNotFound", "MethodNotFound", "MethodNotImplemented",
                "InvalidParameter", "PermissionDenied", "ExpectedMore", "ExpectedUpgrade",
            ])
        #expect(try answer(name, ["interface": "a.b"]) == refusal(.interfaceNotFound("a.b")))
        #expect(try answer(name) == refusal(.invalidParameter("interface")))
    }

    @Test
    func `a call that goes nowhere is refused with the standard error`() throws {
        #expect(try answer("a.b.C") == refusal(.interfaceNotFound("a.b")))
        #expect(try answer("C") == refusal(.interfaceNotFound("")))
        #expect(try answer("org.example.Test.Nope") == refusal(.methodNotFound("org.example.Test.Nope")))
        #expect(try answer("org.example.Test.Absent") == refusal(.methodNotImplemented("org.example.Test.Absent")))
        #expect(try answer("org.example.Test.Count", ["to": 1]) == refusal(.expectedMore))
        #expect(
            try answer("org.example.Test.Echo", ["text": "x"], mode: .upgrade)
                == refusal(.methodNotImplemented("org.example.Test.Echo")))
        #expect(try answer("a.b.C", mode: .oneway) == nil)
    }

    @Test
    func `a method that does not stream answers a caller that asked for more, once`() throws {
        #expect(try answer("org.example.Test.Echo", ["text": "x"], mode: .more) == Reply(["text": "x"]))
    }

    private static let sound: JSONObject = ["flag": true, "number": 1, "ratio": 1.5]

    private static let accepted: [JSONObject] = [
        [:], ["ratio": 2], ["shape": nil, "names": nil], ["shape": ["side": 1, "kind": "round"]], ["names": []],
        ["names": ["a", "b"]], ["sizes": ["any key": ["kind": "square", "side": 2]]], ["extra": ["x": [1, nil]]],
    ]

    @Test(arguments: accepted)
    func `sound parameters reach the method`(change: JSONObject) throws {
        var parameters = Self.sound
        for (key, value) in change { parameters[key] = value }
        #expect(try answer("org.example.Test.Check", parameters) == Reply())
    }

    private static let refused: [(JSONObject, String)] = [
        (["other": 1], "other"), (["other": nil], "other"), (["flag": 1], "flag"), (["flag": nil], "flag"),
        (["number": 1.0], "number"), (["number": "1"], "number"), (["ratio": "x"], "ratio"), (["shape": []], "shape"),
        (["shape": ["side": 1]], "shape.kind"), (["shape": ["side": 1, "kind": "oval"]], "shape.kind"),
        (["shape": ["side": 1, "kind": 1]], "shape.kind"),
        (["shape": ["side": 1, "kind": "round", "x": 1]], "shape.x"), (["names": "a"], "names"),
        (["names": ["a", 1]], "names[1]"), (["names": ["a", nil]], "names[1]"), (["sizes": []], "sizes"),
        (["sizes": ["k": ["side": true, "kind": "round"]]], "sizes.k.side"), (["extra": 1], "extra"),
    ]

    @Test(arguments: refused)
    func `an unknown field or a wrong type is refused by its name`(change: JSONObject, field: String) throws {
        var parameters = Self.sound
        for (key, value) in change { parameters[key] = value }
        #expect(try answer("org.example.Test.Check", parameters) == refusal(.invalidParameter(field)))
    }

    @Test(arguments: ["flag", "number", "ratio"])
    func `a missing field that may not be null is refused by its name`(field: String) throws {
        var parameters = Self.sound
        parameters[field] = nil
        #expect(try answer("org.example.Test.Check", parameters) == refusal(.invalidParameter(field)))
    }

    @Test
    func `deep faults cost time in proportion to the message`() throws {
        let text = "interface a.b\ntype T (c: ?[]T)\nmethod M(t: T) -> ()\n"
        let registry = try ServiceRegistry(ServiceInformation(vendor: "", product: "", version: "", url: ""))
        try registry.register(text, methods: ["M": MethodImplementation { $0.reply() }])
        var value: JSONValue = 1
        for _ in 0..<29 { value = ["c": [value]] }
        let connection = ServerConnection(peer: ConnectionBench.peer, handler: registry.dispatch)
        var writer = JSONWriter()
        MethodCall.append("a.b.M", mode: .single, to: &writer) { JSONObject(members: [("t", value)]).write(to: &$0) }
        connection.receive(writer.bytes)
        #expect(connection.hasOutput && !connection.isClosed)
    }

    @Test
    func `an interface is registered once, parses, and describes its methods`() throws {
        let registry = try ExampleService.registry()
        #expect(throws: RegistrationError.duplicateInterface("org.example.Test")) {
            try registry.register(ExampleService.text, methods: [:])
        }
        #expect(throws: RegistrationError.undescribedMethod(interface: "a.b", method: "M")) {
            try registry.register("interface a.b", methods: ["M": MethodImplementation { $0.reply() }])
        }
        let error = InterfaceParseError(.expected("'interface'"), line: 1, column: 1)
        #expect(throws: RegistrationError.malformedDescription(error)) { try registry.register("", methods: [:]) }
        #expect(registry.interfaceNames == ["org.varlink.service", "org.example.Test"])
    }
}
