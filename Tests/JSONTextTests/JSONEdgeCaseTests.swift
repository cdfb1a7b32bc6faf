import JSONText
import Testing

/// The edges of the grammar, in the groups of the public JSONTestSuite: what any reader of RFC 8259 must take, what none
/// may take, and what the RFC leaves open, where this reader's choice is written down.
@Suite("Edges of JSON")
struct JSONEdgeCaseTests {
    private static let valid: [(String, JSONValue)] = [
        // Structure.
        ("null", nil), ("true", true), ("false", false), ("42", 42), ("-0.5", -0.5), (#""a""#, "a"), (#""""#, ""),
        (" [ ] ", []), ("\t\r\n [] \n", []), ("[true]", [true]), ("[]\n", []),
        // Arrays.
        ("[[] , []]", [[], []]), (#"[""]"#, [""]), ("[null, 1, \"2\", {}]", [nil, 1, "2", [:]]), ("[1\n]", [1]),
        (" [1]", [1]), ("[1,null,null,2]", [1, nil, nil, 2]), ("[2] ", [2]),
        // Numbers.
        ("[0e+1]", [0.0]), ("[0e1]", [0.0]), ("[ 4]", [4]), ("[1e3]", [1000.0]), ("[-0]", [0]), ("[-1]", [-1]),
        ("[1E22]", [1e22]), ("[1E-2]", [0.01]), ("[1E+2]", [100.0]), ("[123.456e78]", [1.23456e80]), ("[1e-2]", [0.01]),
        ("[1e+2]", [100.0]), ("[123.456789]", [123.456789]), ("[-1.5E+00]", [-1.5]), ("[20e1]", [200.0]),
        ("[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]", [-1e-78]),
        // Objects.
        ("{}", [:]), (#"{"":0}"#, ["": 0]), (#"{"a":"b","c":{"d":[]}}"#, ["a": "b", "c": ["d": []]]),
        (#"{"a\u0000b":1}"#, ["a\0b": 1]), (#"{"least":-1.0e+28,"most":1.0e+28}"#, ["least": -1e28, "most": 1e28]),
        ("{\n\"a\" :\t1\r\n}", ["a": 1]), (#"{"\u00e9":1}"#, ["é": 1]),
        // Strings.
        (#""\u0060\u012a\u12AB""#, "\u{60}\u{12a}\u{12AB}"), (#""\uD801\uDC37""#, "\u{10437}"),
        (#""\ud83d\ude39\ud83d\udc8d""#, "😹💍"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\\u0000""#, #"\u0000"#), (#""\"""#, "\""), (#""a/*b*/c/*d//e""#, "a/*b*/c/*d//e"), (#""\\a""#, #"\a"#),
        (#""\\n""#, #"\n"#), (#""\u0012""#, "\u{12}"), (#""\uFFFF""#, "\u{FFFF}"), (#""\uDBFF\uDFFE""#, "\u{10FFFE}"),
        (#""new\u00A0line""#, "new\u{A0}line"), ("\"\u{10FFFF}\"", "\u{10FFFF}"), ("\"\u{FFFF}\"", "\u{FFFF}"),
        (#""\u0000""#, "\0"), (#""\u002c""#, ","), ("\"π\"", "π"), ("\"\u{1BFFF}\"", "\u{1BFFF}"), (#"" ""#, " "),
        (#""\uD834\uDD1E""#, "\u{1D11E}"), (#""\u0821""#, "\u{821}"), (#""\u0123""#, "\u{123}"),
        ("\"\u{2028}\u{2029}\"", "\u{2028}\u{2029}"), (#""\u000A""#, "\n"), ("\"\u{7F}\"", "\u{7F}"),
        (#""\u005C""#, "\\"), (#""\uD83F\uDFFE""#, "\u{1FFFE}"), (#""\u200B\u2064""#, "\u{200B}\u{2064}"),
        (#""\u0022""#, "\""), ("\"€𝄞\"", "€𝄞"), (#""\uaBcD""#, "\u{ABCD}"),
    ]

    @Test(arguments: valid)
    func `what the RFC allows is read`(text: String, value: JSONValue) throws {
        #expect(try JSONParser().parse(text) == value)
    }

    // Swift's own literals do not take the first of these.
    @Test func `characters that Unicode keeps from exchange are characters`() throws {
        let value = try JSONParser().parse(#""\uFDD0\uFDEF\uFFFE\uFFFF""#)
        #expect(value.stringValue?.unicodeScalars.map(\.value) == [0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF])
    }

    private static let invalid: [String] = [
        // Structure.
        "", " ", "\n", "[][]", "[1]x", "[1]]", "[]1", "{}}", "{}[]", "]", "}", "[", "{", "[{", "{[", "{]", "[}", "{,",
        "[,", "['", "*", "#", "@", "2@", "1]", "1}", "1,", "é", "aå", "TRUE", "[True]", "<.>", "[<null>]", "nul",
        "nulll",
        "null1", "truefalse", "[\u{C}]", "[\u{B}]", "\u{C}1", "[\u{A0}]", "[\u{2060}]", "\u{2060}1", "\u{FEFF}", "[\0]",
        "1\0", "\0", "// a\n1", "1 // a", "/* a */1", "[1/* a */]", "{}#", "{\"a\":/*a*/1}", "{\"a\":1}/**/",
        #"[\u000A""]"#, #"[\n]"#, #"[\u0020"a"]"#, "[1;2]", "\u{1E}1",
        // Arrays.
        "[1 true]", "[\"\": 1]", "[1:2]", "[\"\"],", "[,1]", "[1,,2]", "[1,,]", "[\"a\",,]", "[\"a\"]]", "[\"\",]",
        "[\"a\"", "[x", "[3[4]]", "[,]", "[-]", "[ , \"\"]", "[\"a\",\n4\n,1,", "[1,]", "[\"\u{B}a\"\\f]", "[*]", "[1,",
        "[1,\n1\n,1", "[{}", "[1", "[ false, nul", "[ true, fals", "[ false, tru", "[fals]", "[nul]", "[tru]", "[a",
        // Numbers.
        "+1", "++1", "--1", "-", "+", "- 1", "-a", "-1a", "-x", "01", "-01", "00", "-012", "1.", "-2.", "1.0.", "-1.0.",
        "0.1.2", ".5", "-.5", ".-1", ".2e-3", "1.e1", "0.e1", "2.e+3", "2.e-3", "1e", "1E", "1e+", "1E+", "1e-", "0e",
        "0E", "0e+", "0.3e", "0.3e+", "1.0e-", "1eE2", "1e1.5", "1e1e1", "0e+-1", "1ea", "1 000.0", "1_000", "1,5",
        "0x1", "0x42", "0X1", "0b1", "0o7", "1f", "1n", "1.2a-3", "1.5H-3", "Inf", "+Inf", "-Inf", "Infinity",
        "-Infinity", "inf", "NaN", "-NaN", "nan", "1+2", "1-2", "-123.5foo", "\u{FF11}", "\u{661}", "1/2", "$1", "1%",
        // Objects.
        "{\"a\"}", "{\"a\" 1}", "{\"a\" \"b\"}", "{\"a\",1}", "{\"a\"=1}", "{\"a\"::1}", "{\"a\":", "{\"a\"",
        "{\"a\":1",
        "{\"a\":1,", "{\"a\":1,}", "{\"a\":1,,\"b\":2}", "{\"a\":1,,,}", "{\"a\":1 \"b\":2}", "{\"a\":1 2}", "{:1}",
        "{,}",
        "{1:1}", "{9999E9999:1}", "{null:null}", "{true:1}", "{a:1}", "{'a':1}", "{[: 1}", "{{}:1}", "{😀}", "{\"a\":}",
        "{\"a\":tru}", "[\"a\", truth]", "{\"a\":1, \"b\"}", "{\"a\":\"a", "{\"a\":1;\"b\":2}", "{\"a\":1]", "[1}",
        // Strings.
        "\"", "\"a", "'a'", "a", "[\"a]", "[\"a\\\"]", "\"\\\"", "\"\\", "\"\\u", "\"\\x00\"", "\"\\a\"", "\"\\0\"",
        "\"\\'\"",
        "\"\\v\"", "\"\\U0041\"", "\"\\\u{1F300}\"", "\"\\\t\"", "\"\\\n\"", "\"\\\0\"", "\"\\\\\\\"", "\"\\u\"",
        "\"\\u1\"",
        "\"\\u00A\"", "\"\\u00G0\"", "\"\\uqqqq\"", "\"\\u 041\"", "\"\\u+041\"", "\"\\u{41}\"", "\"\\uD800\\\"",
        "\"\\uD800\\u\"",
        "\"\\uD800\\u1\"", "\"\\uD800\\u1x\"", "\"\\uD834\\uDd\"", "\"\\uD800\\uD800\\x\"", "\"a\0a\"", "\"a\nb\"",
        "\"a\rb\"",
        "\"\t\"", "\"\u{8}\"", "\"\u{1F}\"", "\"a\"x", "\"a\"\"b\"", "\"a\" \"b\"", "[é]", "\u{201C}a\u{201D}", "`a`",
    ]

    @Test(arguments: invalid)
    func `what the RFC forbids is refused`(text: String) {
        #expect(throws: JSONParseError.self) { try JSONParser().parse(text) }
    }

    /// Bytes that are not UTF-8 stand in brackets, in a number, in a string, in an escape, in a key and alone.
    @Test(arguments: [[0xE5], [0xFF], [0xB9], [0xE9], [0xF0, 0x9F], [0xC0, 0x80]] as [[UInt8]])
    func `bytes that are not UTF-8 are refused wherever they stand`(bytes: [UInt8]) {
        for (before, after) in [
            ("", ""), ("[", "]"), ("[a", "]"), ("[123", "]"), ("[0", "]\n"), ("[1e1", "]"), ("[1e", "]"),
            ("[\"", "\"]"),
            ("[\"\\u", "\"]"), ("[\"\\", "\"]"), ("[\"\\n", "\"]"), ("{\"", "\":0}"), ("{\"a\":0}", ""), ("", "{}"),
        ] {
            let text = Array(before.utf8) + bytes + Array(after.utf8)
            #expect(throws: JSONParseError.self, "\(before)...\(after)") { try JSONParser().parse(text) }
        }
    }

    /// What the RFC leaves to the reader, and this one takes.
    @Test(
        arguments: [
            ("[123.456e-789]", [0.0]), ("[1e-400]", [0.0]), ("[-1e-400]", [-0.0]), ("[0e99999999999999999999]", [0.0]),
            ("[100000000000000000000]", [1e20]), ("[-123123123123123123123123123123]", [-1.2312312312312312e29]),
            ("[9007199254740993]", [9_007_199_254_740_993]), ("[18446744073709551616]", [18446744073709551616.0]),
        ] as [(String, JSONValue)])
    func `numbers beyond a double's precision are rounded`(text: String, value: JSONValue) throws {
        #expect(try JSONParser().parse(text) == value)
    }

    /// What the RFC leaves to the reader, and this one refuses: two readers could take them for different values.
    @Test(
        arguments: [
            ("[0.4e00669999999999999999999999999999999999]", .numberOutOfRange), ("[-1e+9999]", .numberOutOfRange),
            ("[1.5e+9999]", .numberOutOfRange), ("[-123123e100000]", .numberOutOfRange),
            ("[123123e100000]", .numberOutOfRange),
            (#"{"a":"b","a":"c"}"#, .duplicateKey), (#"{"a":"b","a":"b"}"#, .duplicateKey),
            (#"{"\u00e9":1,"e\u0301":2}"#, .duplicateKey), (#"["\uDADA"]"#, .loneSurrogate),
            (#"["\uD888\u1234"]"#, .loneSurrogate),
            (#"["\uD800\n"]"#, .loneSurrogate), (#"["\uDd1ea"]"#, .loneSurrogate),
            (#"["\uD800\uD800\n"]"#, .loneSurrogate),
            (#"["\ud800"]"#, .loneSurrogate), (#"["\ud800abc"]"#, .loneSurrogate),
            (#"["\uDd1e\uD834"]"#, .loneSurrogate),
            (#"{"\uDFAA":0}"#, .loneSurrogate),
            (String(repeating: "[", count: 500) + String(repeating: "]", count: 500), .tooDeep),
        ] as [(String, JSONFault)])
    func `what readers disagree about is refused`(text: String, fault: JSONFault) {
        #expect { try JSONParser().parse(text) } throws: { error in
            (error as? JSONParseError)?.fault == fault && "\(error)".hasPrefix("JSON that is not accepted here: ")
        }
    }

    @Test func `a byte order mark is refused`() {
        #expect(throws: JSONParseError(.expectedValue, at: 0)) { try JSONParser().parse("\u{FEFF}{}") }
    }

    @Test func `a document in UTF-16 is refused`() {
        let little = "[\"é\"]".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let big = "[\"é\"]".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        for bytes in [little, big, [0xFF, 0xFE] + little, [0xFE, 0xFF] + big] {
            #expect(throws: JSONParseError.self) { try JSONParser().parse(bytes) }
        }
    }

    @Test func `arrays and objects that never close are refused, however many`() {
        for opening in ["[", #"[{"":"#, #"{"a":"#, #"["\{"#] {
            #expect(throws: JSONParseError.self) { try JSONParser().parse(String(repeating: opening, count: 100_000)) }
        }
    }
}
