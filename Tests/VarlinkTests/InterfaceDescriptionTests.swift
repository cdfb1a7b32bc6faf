import Testing
import Varlink

@Suite("Interface descriptions: read, write, and read again")
struct InterfaceDescriptionTests {
    private static let text = """
        # Things and
        #
        # their parts.
        interface org.example.Things

        type Colour (red, green, blue_1)

        type Part (
          # How many there are.
          count: int,
          colour: ?Colour
        )

        # Lists the parts.
        method List(
          filter: ?(name: string, kinds: [](small, large)),
          limit: ?int,
          labels: [string]string,
          anything: object
        ) -> (parts: []Part)

        method Ping() -> ()

        error Missing (name: string)

        """

    private static let things = InterfaceDescription(
        "org.example.Things",
        [
            InterfaceMember("Colour", .enumeration(EnumDefinition([.init("red"), .init("green"), .init("blue_1")]))),
            InterfaceMember(
                "Part",
                .structure(
                    StructDefinition([
                        FieldDefinition("count", .int, documentation: ["How many there are."]),
                        FieldDefinition("colour", .optional(.named("Colour"))),
                    ]))),
            InterfaceMember(
                "List",
                .method(
                    input: StructDefinition([
                        FieldDefinition(
                            "filter",
                            .optional(
                                .structure(
                                    StructDefinition([
                                        FieldDefinition("name", .string),
                                        FieldDefinition(
                                            "kinds",
                                            .array(.enumeration(EnumDefinition([.init("small"), .init("large")])))),
                                    ])))),
                        FieldDefinition("limit", .optional(.int)), FieldDefinition("labels", .map(.string)),
                        FieldDefinition("anything", .object),
                    ]),
                    output: StructDefinition([FieldDefinition("parts", .array(.named("Part")))])),
                documentation: ["Lists the parts."]),
            InterfaceMember("Ping", .method(input: StructDefinition(), output: StructDefinition())),
            InterfaceMember("Missing", .error(StructDefinition([FieldDefinition("name", .string)]))),
        ],
        documentation: ["Things and", "", "their parts."])

    @Test
    func `a text is read as what it describes`() throws {
        let description = try InterfaceDescription(parsing: Self.text)
        #expect(description == Self.things)
        #expect(description.methodNames == ["List", "Ping"])
        #expect(description["Part"] == Self.things.members[1])
        #expect(description["None"] == nil)
    }

    @Test
    func `a description is written in the canonical layout`() {
        #expect(Self.things.text == Self.text)
    }

    @Test
    func `any description, written and read, is the same`() throws {
        var random = RandomInterface(seed: 99)
        for _ in 0..<1_000 {
            let description = random.interface()
            let text = description.text
            #expect(try InterfaceDescription(parsing: text) == description, "\(text)")
        }
    }

    @Test
    func `layout and comments elsewhere do not matter`() throws {
        let text = "interface a.b#x\r\ntype T(a:int,#trailing\n b :[ string ] int )#end\n#last"
        let fields = StructDefinition([FieldDefinition("a", .int), FieldDefinition("b", .map(.int))])
        #expect(
            try InterfaceDescription(parsing: text)
                == InterfaceDescription("a.b", [InterfaceMember("T", .structure(fields))]))
    }

    @Test
    func `names may be used before they are defined, and recursively`() throws {
        let text = "interface a.b\nmethod M(t: T) -> ()\ntype T (children: []T)\n"
        #expect(try InterfaceDescription(parsing: text).text.hasPrefix("interface a.b\n\nmethod M(t: T) -> ()\n"))
    }

    private static let faults: [(String, InterfaceFault, Int, Int)] = [
        ("", .expected("'interface'"), 1, 1), ("type T ()", .expected("'interface'"), 1, 1),
        ("interface", .expected("the interface's name"), 1, 10),
        ("interface foo", .invalidInterfaceName("foo"), 1, 11),
        ("interface a.b\n;", .strayCharacter, 2, 1), ("interface a.b\n# é\n  é", .strayCharacter, 3, 3),
        ("interface a.b\nmethod M() - ()", .strayCharacter, 2, 12),
        ("interface a.b\nstruct T ()", .expected("'type', 'method' or 'error'"), 2, 1),
        ("interface a.b\ntype ()", .expected("a name"), 2, 6),
        ("interface a.b\ntype t ()", .invalidMemberName("t"), 2, 6),
        ("interface a.b\ntype T", .expected("'('"), 2, 7),
        ("interface a.b\ntype T (", .expected("a field's name"), 2, 9),
        ("interface a.b\ntype T (a", .expected("',' or ')'"), 2, 10),
        ("interface a.b\ntype T (a:", .expected("a type"), 2, 11),
        ("interface a.b\ntype T (a: int b: int)", .expected("',' or ')'"), 2, 16),
        ("interface a.b\ntype T (a, b: int)", .expected("',' or ')'"), 2, 13),
        ("interface a.b\ntype T (a: int, b)", .expected("':'"), 2, 18),
        ("interface a.b\ntype T (a: int,)", .expected("a field's name"), 2, 16),
        ("interface a.b\ntype T (a_: int)", .invalidFieldName("a_"), 2, 9),
        ("interface a.b\ntype T (a: int, a: int)", .duplicateField("a"), 2, 17),
        ("interface a.b\ntype T (a, a)", .duplicateField("a"), 2, 12),
        ("interface a.b\ntype T ()\nerror T ()", .duplicateMember("T"), 3, 7),
        ("interface a.b\ntype T (a: U)", .unknownType("U"), 2, 12),
        ("interface a.b\ntype T (a: integer)", .unknownType("integer"), 2, 12),
        ("interface a.b\ntype T (a: E)\nerror E ()", .unknownType("E"), 2, 12),
        ("interface a.b\ntype T (a: ??int)", .doubleOptional, 2, 13),
        ("interface a.b\ntype T (a: [int]int)", .expected("']'"), 2, 13),
        ("interface a.b\nmethod M(a: int)", .expected("'->'"), 2, 17),
        ("interface a.b\nmethod M(a) -> ()", .expected("a list of 'name: type'"), 2, 9),
        ("interface a.b\nerror E (a)", .expected("a list of 'name: type'"), 2, 9),
        ("interface a.b\ntype T (a: \(String(repeating: "[]", count: 40))int)", .tooDeep, 2, 76),
    ]

    @Test(arguments: faults)
    func `a faulty text is refused with its line and column`(
        text: String, fault: InterfaceFault, line: Int, column: Int
    ) {
        let expected = InterfaceParseError(fault, line: line, column: column)
        #expect(throws: expected) { try InterfaceDescription(parsing: text) }
        #expect(expected.description.contains("line \(line), column \(column)"))
        #expect(!fault.explanation.isEmpty && fault.remedy.hasSuffix("."))
    }

    @Test
    func `random texts are read or refused and never crash`() {
        var random = RandomInterface(seed: 4)
        for _ in 0..<5_000 {
            let text = random.nearlyText()
            if let description = try? InterfaceDescription(parsing: text) {
                #expect((try? InterfaceDescription(parsing: description.text)) == description, "\(text)")
            }
        }
    }
}
