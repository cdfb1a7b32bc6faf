import TestSupport
import Testing

@testable import LocatedTOML

/// Where keys stand, whatever the syntax that put them there.
@Suite struct PositionTests {
    private static let text = """
        # line 1: a comment with = and [table] and "quotes
        top = 1
        "quoted key" = 2 # not = 3
        'literal.key' = 3
        "esc\\u0061ped" = 4
        dotted.inner."third level" = 5
        text = \"\"\"
        fake = 1
        [fake]
        \\\"\"\" still inside ""\"""
        literal = '''
        also = 'fake'
        \\'''
        array = [
          "a", # comment ]
          [1,
           2],
          { x = 1, y.z = "}" },
        ]
        inline = { a = { b = 1 }, c = [ { d = 1 } ], "e f" = '#' }

        [table]
        key = "]"
        [table.sub]  # header
        key = 1979-05-27 07:32:00
        [ spaced . "out" ]
        key = 0xff
        [[list]]
        name = 1
        [list.detail]
        deep = true
        [[list]]
        name = 2
        [[list.nested]]
        n = 1
        [[list.nested]]
        n = 2
        """

    @Test(arguments: [
        (["top"], 2), (["quoted key"], 3), (["literal.key"], 4), (["escaped"], 5), (["dotted"], 6),
        (["dotted", "inner", "third level"], 6), (["text"], 7), (["literal"], 11), (["array"], 14),
        (["inline"], 20), (["inline", "a", "b"], 20), (["inline", "e f"], 20), (["table"], 22), (["table", "key"], 23),
        (["table", "sub"], 24), (["table", "sub", "key"], 25), (["spaced"], 26), (["spaced", "out", "key"], 27),
    ])
    func `every key path has the line it stands on`(path: [String], line: Int) throws {
        var place = TOMLReader(text: PositionTests.text, file: "f.toml").positions
        for key in path { place = try #require(place.children[key], "no place for \(path)") }
        #expect(place.line == line)
    }

    @Test func `nothing inside strings, comments and arrays is taken for a key`() {
        let root = TOMLReader(text: PositionTests.text, file: "f.toml").positions
        let expected: Set<String> = [
            "top", "quoted key", "literal.key", "escaped", "dotted", "text", "literal", "array", "inline", "table",
            "spaced", "list",
        ]
        #expect(Set(root.children.keys) == expected)
    }

    @Test func `elements of arrays have their own lines`() throws {
        let root = TOMLReader(text: PositionTests.text, file: "f.toml").positions
        let array = try #require(root.children["array"])
        #expect(array.elements.map(\.line) == [15, 16, 18])
        #expect(array.elements[1].elements.map(\.line) == [16, 17])
        #expect(array.elements[2].children["y"]?.children["z"]?.line == 18)
    }

    @Test func `arrays of tables keep their tables apart`() throws {
        let list = try #require(TOMLReader(text: PositionTests.text, file: "f.toml").positions.children["list"])
        #expect(list.elements.map(\.line) == [28, 32])
        #expect(list.elements[0].children["detail"]?.children["deep"]?.line == 31)
        #expect(list.elements[1].children["name"]?.line == 33)
        #expect(list.elements[1].children["nested"]?.elements.map(\.line) == [34, 36])
    }

    @Test func `the parser agrees that the text is TOML with those keys`() throws {
        let document = try LocatedDocument(text: PositionTests.text, file: "a.toml")
        #expect(document.faults.isEmpty)
        #expect(
            document.root.keys == [
                "top", "quoted key", "literal.key", "escaped", "dotted", "text", "literal", "array", "inline", "table",
                "spaced", "list",
            ])
    }

    @Test(arguments: ["\n", "\r\n"], [false, true])
    func `line ends and a byte order mark change no line`(end: String, hasMark: Bool) throws {
        let text = (hasMark ? "\u{FEFF}" : "") + ["a = 1", "", "[t]", "b = 2", ""].joined(separator: end)
        let document = try LocatedDocument(text: text, file: "a.toml")
        #expect(document.faults == [])
        #expect(document.root.keys == ["a", "t"])
        #expect(document.root.line(of: "a") == 1)
        #expect(document.root.table("t")?.line == 3)
        #expect(document.root.table("t")?.line(of: "b") == 4)
    }

    @Test func `a key without a place falls back to the line of its table`() throws {
        let log = ConfigurationFaults(file: "a.toml")
        let table = LocatedTable(values: ["k": .integer(1)], position: nil, line: 7, keyPath: "t", log: log)
        #expect(table.line(of: "k") == 7)
        _ = table.string("k", example: "x")
        #expect(log.faults.map(\.line) == [7])
    }

    @Test func `any bytes end the scan`() {
        var generator = SplitMix64(seed: 7)
        let alphabet = Array("a=.[]{}\"'\\#,\n 1u".utf8)
        for _ in 0..<5_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator))
                .map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
            let text = String(decoding: bytes, as: UTF8.self)
            let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
            #expect(
                TOMLReader(text: text, file: "f.toml").positions.children.values.allSatisfy { 1...lines ~= $0.line })
        }
    }
}
