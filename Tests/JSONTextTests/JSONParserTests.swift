import JSONText
import Testing

@Suite("Reading JSON: RFC 8259, strictly")
struct JSONParserTests {
    private static let accepted: [(String, JSONValue)] = [
        ("null", nil), (" true\r\n", true), ("\tfalse ", false), ("0", 0), ("-0", 0), ("12", 12), ("-7", -7),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1.0", 1.0), ("-0.0", -0.0), ("1e2", 100.0),
        ("1E+2", 100.0), ("125e-3", 0.125), ("0.1", 0.1), ("5e-324", .number(.leastNonzeroMagnitude)),
        ("1.7976931348623157e308", .number(.greatestFiniteMagnitude)), ("1e-400", 0.0),
        ("0.30000000000000004", 0.30000000000000004), ("123456789012345678901234567890", 1.2345678901234568e29),
        (#""""#, ""), (#""a\"\\\/\b\f\n\r\tz""#, "a\"\\/\u{8}\u{C}\n\r\tz"), (#""\u00e9\u20AC\uD83D\uDE00""#, "é€😀"),
        (#""\u0000""#, "\0"), ("\"é€😀\u{2028}\u{7F}\"", "é€😀\u{2028}\u{7F}"), ("[]", []), ("[ ]", []),
        ("[1, [2] ,3]", [1, [2], 3]), ("{}", [:]), ("{ }", [:]),
        (#"{"b":1,"a":{"":null}}"#, ["b": 1, "a": ["": nil]]),
    ]

    @Test(arguments: accepted)
    func `a document of the grammar is read as the value it denotes`(text: String, value: JSONValue) throws {
        #expect(try JSONParser().parse(text) == value)
    }

    private static let refused: [(String, JSONFault, Int)] = [
        ("", .empty, 0), (" \n", .empty, 2), ("nul", .unexpectedEnd, 3), ("nulL", .expectedValue, 0),
        ("NaN", .expectedValue, 0), ("+1", .expectedValue, 0), (".5", .expectedValue, 0), ("'a'", .expectedValue, 0),
        ("\u{FEFF}1", .expectedValue, 0), ("\0", .expectedValue, 0), ("01", .leadingZero, 0), ("-00", .leadingZero, 1),
        ("-", .unexpectedEnd, 1), ("-a", .missingDigit, 1), ("1.", .unexpectedEnd, 2), ("1.e1", .missingDigit, 2),
        ("1e+", .unexpectedEnd, 3), ("1ex", .missingDigit, 2), ("1e400", .numberOutOfRange, 0),
        ("1e99999999999999999999", .numberOutOfRange, 0), ("[1", .unexpectedEnd, 2), ("[1,]", .expectedValue, 3),
        ("[1 2]", .expectedCommaOrBracket, 3), ("[,1]", .expectedValue, 1), ("[", .unexpectedEnd, 1),
        ("]", .expectedValue, 0), ("{", .unexpectedEnd, 1), ("{1:2}", .expectedKey, 1),
        (#"{"a"}"#, .expectedColon, 4), (#"{"a":}"#, .expectedValue, 5), (#"{"a":1,}"#, .expectedKey, 7),
        (#"{"a":1 "b":2}"#, .expectedCommaOrBrace, 7), (#"{"a":1,"a":2}"#, .duplicateKey, 7),
        (#"{"a":1,"\u0061":2}"#, .duplicateKey, 7), ("\"a", .unexpectedEnd, 2), ("\"a\n\"", .controlCharacter, 2),
        ("\"\u{0}\"", .controlCharacter, 1), (#""\"#, .unexpectedEnd, 2), (#""\x""#, .unknownEscape, 1),
        (#""\u12G4""#, .malformedUnicodeEscape, 5), (#""\u12"#, .unexpectedEnd, 5), (#""ab\uD800""#, .loneSurrogate, 3),
        (#""\uDC00""#, .loneSurrogate, 1), (#""\uD800\u0041""#, .loneSurrogate, 1), (#""\uD800x""#, .loneSurrogate, 1),
        ("1 1", .trailingBytes, 2), ("{}}", .trailingBytes, 2), ("1\0", .trailingBytes, 1),
        ("// a\n1", .expectedValue, 0),
    ]

    @Test(arguments: refused)
    func `a document outside the grammar is refused with the rule and the byte`(
        text: String, fault: JSONFault, offset: Int
    ) {
        #expect(throws: JSONParseError(fault, at: offset)) { try JSONParser().parse(text) }
    }

    /// Unicode 15, table 3-7: overlong forms, surrogates, values beyond U+10FFFF, stray and missing continuations.
    private static let notUTF8: [([UInt8], Int)] = [
        ([0x61, 0x80], 1), ([0xC0, 0xAF], 0), ([0xC1, 0x81], 0), ([0xE0, 0x80, 0xAF], 0), ([0xED, 0xA0, 0x80], 0),
        ([0xF4, 0x90, 0x80, 0x80], 0), ([0xF5, 0x80, 0x80, 0x80], 0), ([0x61, 0x62, 0xC3], 2), ([0xE2, 0x82], 0),
        ([0xFE], 0), ([0xFF], 0),
    ]

    @Test(arguments: notUTF8)
    func `a string that is not UTF-8 is refused at its first bad byte`(bytes: [UInt8], offset: Int) {
        let quote = UInt8(ascii: "\"")
        #expect(throws: JSONParseError(.invalidUTF8, at: offset + 1)) {
            try JSONParser().parse([quote] + bytes + [quote])
        }
        let afterEscape = Array(#"["\n"#.utf8) + bytes + Array(#""]"#.utf8)
        #expect(throws: JSONParseError(.invalidUTF8, at: offset + 4)) { try JSONParser().parse(afterEscape) }
    }

    @Test
    func `nesting is read up to the limit and refused beyond it`() throws {
        let deep = { (levels: Int) in String(repeating: "[", count: levels) + String(repeating: "]", count: levels) }
        #expect(throws: Never.self) { try JSONParser().parse(deep(64)) }
        #expect(throws: JSONParseError(.tooDeep, at: 64)) { try JSONParser().parse(deep(65)) }
        #expect(throws: JSONParseError(.tooDeep, at: 5)) { try JSONParser(maximumDepth: 1).parse(#"{"a":{}}"#) }
        #expect(throws: JSONParseError(.tooDeep, at: 0)) { try JSONParser(maximumDepth: 0).parse("[]") }
        #expect(try JSONParser(maximumDepth: 1).parse("[[]]".replacing("[]", with: "0")) == [0])
        #expect(throws: JSONParseError(.tooDeep, at: 64)) {
            try JSONParser().parse(String(repeating: "[", count: 1_000_000))
        }
        #expect(throws: Never.self) {
            try JSONParser(maximumDepth: 2).parse("[" + Array(repeating: "[]", count: 9).joined(separator: ",") + "]")
        }
    }

    @Test(arguments: [2, 12, 13, 14, 5000])
    func `a repeated key is found in an object of any size`(count: Int) {
        let members = (0..<count).map { #""k\#($0)":0"# }
        #expect(throws: Never.self) { try JSONParser().parse("{" + members.joined(separator: ",") + "}") }
        for repeated in [0, count - 1] {
            let text = "{" + (members + [members[repeated]]).joined(separator: ",") + "}"
            #expect { try JSONParser().parse(text) } throws: { ($0 as? JSONParseError)?.fault == .duplicateKey }
        }
    }

    @Test
    func `an object keeps the order of its members`() throws {
        let object = try #require(try JSONParser().parse(#"{"z":1,"a":2,"m":3}"#).objectValue)
        #expect(object.keys == ["z", "a", "m"])
        #expect(object["m"] == 3)
        #expect(object["q"] == nil)
    }

    @Test
    func `every fault explains itself and names a remedy`() {
        for fault in JSONFault.allCases {
            let text = JSONParseError(fault, at: 7).description
            #expect(!fault.explanation.isEmpty && !fault.remedy.isEmpty)
            #expect(text.contains("byte 7") && text.hasSuffix("."))
        }
        #expect(Set(JSONFault.allCases.map(\.explanation)).count == JSONFault.allCases.count)
    }

    @Test
    func `random bytes are read or refused within their length and never crash`() {
        var random = RandomJSON(seed: 0xC0FFEE)
        for _ in 0..<50_000 {
            let bytes = random.nearlyJSON()
            do {
                _ = try JSONParser().parse(bytes)
            } catch {
                #expect((0...bytes.count).contains(error.offset), "\(bytes)")
            }
        }
    }

    @Test
    func `a document cut off anywhere is refused at its end`() throws {
        let text = Array(#"{"a":[1.5e3,"x\u00e9\n",true,null],"b":{"c":-12}}"#.utf8)
        #expect(throws: Never.self) { try JSONParser().parse(text) }
        for length in 1..<text.count {
            let piece = Array(text[..<length])
            #expect(throws: JSONParseError(.unexpectedEnd, at: length)) { try JSONParser().parse(piece) }
        }
    }
}
