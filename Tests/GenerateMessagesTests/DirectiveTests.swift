import Testing

@testable import GenerateMessages

@Suite("Interfaces that no messages can be generated from")
struct DirectiveTests {
    private static let part = """
        # A part.
        type Part (
          # Its name.
          name: string
        )


        """

    @Test(arguments: [
        ("method Find(name: string) -> ()", "Find input: write '#: input TYPE: TEXT' above it"),
        ("#: input A B: Two.\nmethod Find(name: string) -> ()", "Find input: write one type"),
        ("#: input A: One.\n#: input B: Two.\nmethod Find(name: string) -> ()", "Find input: write one type"),
        ("#: input Other\nmethod Find(name: string) -> ()", "Find input: Other is described nowhere above"),
        ("#: output Part\nmethod Find() -> (name: int)", "Find output: its members are not those of Part above"),
        ("#: output Part: Twice.\nmethod Find() -> (name: int)", "Find output: Part is described a second time"),
        ("#: outptu Part\nmethod Find() -> ()", "Find: '#: outptu Part' has no meaning here"),
        ("type Thing ()", "Thing: describe it in a comment"),
        ("# A thing.\ntype Thing (name: string)", "Thing, name: describe it in a comment"),
        ("# A thing.\ntype Thing (big, small)", "Thing: an enum has no Swift type yet"),
        ("# A thing.\ntype Thing (weight: float)", "Thing, weight: this type has no Swift type yet"),
        (
            "# A thing.\ntype Thing (\n#: omitted where null\n# Its age.\nage: int)",
            "Thing, age: '#: omitted where null' has no meaning here"
        ),
        (
            "# A thing.\n#: columns\ntype Thing (\n# Its parts.\nparts: []Part)",
            "Thing, parts: this type has no column"
        ),
        (
            "# A thing.\ntype Thing (\n#: within part Past: Its past.\nname: string)",
            "Thing, name: write '#: within MEMBER TYPE: TEXT' with a type that stands above"
        ),
        (
            "# A thing.\ntype Thing (\n#: within part Part: Its part.\ntitle: string)",
            "Thing, title: the members from here on are not those of Part"
        ),
    ])
    func `a fault is named with its place`(text: String, problem: String) {
        #expect(throws: GenerationError(problem)) {
            try GenerateMessages.files(from: "interface org.example.Things\n" + Self.part + text)
        }
    }
}
