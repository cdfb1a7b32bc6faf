import JSONText
import Testing

@Suite("Writing JSON: compact for the wire, pretty for people")
struct JSONWriterTests {
    private func text(_ style: JSONStyle = .compact, _ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(style: style)
        body(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func sample(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", "x")
        writer.key("list")
        writer.beginArray()
        writer.value(1)
        writer.beginArray()
        writer.endArray()
        writer.beginObject()
        writer.endObject()
        writer.null()
        writer.endArray()
        writer.key(text: "\"")
        writer.value(true)
        writer.memberIfPresent("absent", String?.none)
        writer.memberIfPresent("present", false)
        writer.endObject()
    }

    @Test
    func `compact text has separators and no white space`() {
        #expect(text { sample(&$0) } == #"{"name":"x","list":[1,[],{},null],"\"":true,"present":false}"#)
    }

    @Test
    func `pretty text puts each member on a line, two spaces per level`() {
        let expected = """
            {
              "name": "x",
              "list": [
                1,
                [],
                {},
                null
              ],
              "\\"": true,
              "present": false
            }
            """
        #expect(text(.pretty) { sample(&$0) } == expected)
    }

    @Test
    func `a long document is handed over piece by piece, each element on a line of its own`() {
        var writer = JSONWriter()
        var pieces: [String] = []
        func drain() { pieces.append(String(decoding: writer.drain(), as: UTF8.self)) }
        writer.beginObject()
        writer.key("rows")
        writer.beginArray()
        for number in 1...3 {
            writer.beginLine()
            writer.value(number)
            if number != 2 { drain() }
        }
        writer.endArray()
        writer.member("next", String?.none)
        writer.endObject()
        #expect(writer.isComplete)
        drain()
        #expect(pieces == ["{\"rows\":[\n1", ",\n2,\n3", "],\"next\":null}"])
        #expect(
            text(.pretty) { writer in
                writer.beginArray()
                writer.beginLine()
                writer.value(1)
                writer.endArray()
            } == "[\n  1\n]")
    }

    @Test
    func `a string escapes what RFC 8259 requires and nothing else`() {
        #expect(
            text { $0.value("\"\\/\u{8}\t\n\u{C}\r\0\u{1F}\u{7F}é\u{2028}😀") }
                == #""\"\\/\b\t\n\f\r\u0000\u001f"# + "\u{7F}é\u{2028}😀\"")
        #expect(text { $0.value("") } == #""""#)
        #expect(text { writer in Array("a\nb".utf8).withUnsafeBufferPointer { writer.value(utf8: $0) } } == #""a\nb""#)
    }

    private static let integers: [Int64] = [0, 1, -1, 9, 10, -10, 99, 100, .max, .min]

    @Test(arguments: integers)
    func `an integer is written in plain decimal`(integer: Int64) {
        #expect(text { $0.value(integer) } == String(integer))
    }

    @Test
    func `integers of other widths are written whole`() {
        #expect(text { $0.value(UInt64.max) } == "18446744073709551615")
        #expect(text { $0.value(Int8.min) } == "-128")
    }

    private static let numbers: [(Double, String)] = [
        (0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (-12.5, "-12.5"), (0.1, "0.1"), (1e15, "1000000000000000.0"),
        (9_007_199_254_740_991, "9007199254740991.0"), (1e17, "1e+17"), (1e300, "1e+300"),
        (.leastNonzeroMagnitude, "5e-324"),
        (.infinity, "null"), (.nan, "null"),
    ]

    @Test(arguments: numbers)
    func `a double is written in its shortest form, or as null where JSON has no word`(number: Double, form: String) {
        #expect(text { $0.value(number) } == form)
    }

    @Test
    func `optionals and arrays write themselves`() {
        #expect(text { [1, nil, 3].write(to: &$0) } == "[1,null,3]")
    }

    @Test
    func `what was written reads back as the same value, in either style`() throws {
        var random = RandomJSON(seed: 2026)
        for _ in 0..<2_000 {
            let value = random.value(depth: 4)
            for style in [JSONStyle.compact, .pretty] {
                var writer = JSONWriter(style: style)
                value.write(to: &writer)
                #expect(writer.isComplete)
                #expect(try JSONParser().parse(writer.bytes) == value)
                #expect(style == .pretty || !writer.bytes.contains { $0 < 0x20 })
            }
        }
    }

    @Test
    func `a writer continues the bytes it is given and hands them over empty-handed`() {
        var writer = JSONWriter(appendingTo: Array("1\n".utf8))
        writer.value(2)
        writer.appendSeparator(UInt8(ascii: "\n"))
        writer.value(3)
        #expect(writer.count == 5)
        #expect(writer.takeBytes() == Array("1\n2\n3".utf8))
        #expect(writer.count == 0 && writer.isComplete)
    }

    @Test
    func `a writer is complete only between values`() {
        var writer = JSONWriter()
        #expect(writer.isComplete)
        writer.beginObject()
        #expect(!writer.isComplete && writer.depth == 1)
        writer.key("a")
        writer.value(1)
        #expect(!writer.isComplete)
        writer.endObject()
        #expect(writer.isComplete && writer.depth == 0)
    }
}
