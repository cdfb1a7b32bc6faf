import Testing

@testable import LocatedTOML

/// The reader against the forms of TOML 1.0: what it takes, what it refuses, and what it makes of it.
@Suite struct TOMLReaderTests {
    private func shown(_ text: String) -> String? {
        let reader = TOMLReader(text: text, file: "a.toml")
        guard reader.faults.isEmpty, let root = reader.root else { return nil }
        return TOMLReaderTests.shown(root)
    }

    private static func shown(_ node: TOMLNode) -> String {
        switch node {
        case .table(let values):
            "{" + values.sorted { $0.key < $1.key }.map { "\($0.key):\(shown($0.value))" }.joined(separator: ",") + "}"
        case .array(let elements): "[" + elements.map(shown).joined(separator: ",") + "]"
        case .string(let text): "'\(text)'"
        case .integer(let number): "\(number)"
        case .float(let number): "\(number)"
        case .boolean(let value): "\(value)"
        case .date(let date): "\(date)"
        case .time: "time"
        case .dateTime: "date-time"
        case .damaged: "damaged"
        }
    }

    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("+99", "99"), ("1_000", "1000"), ("0xDEAD_beef", "3735928559"), ("0o755", "493"),
        ("0b1101", "13"), ("9223372036854775807", "9223372036854775807"),
        ("-9223372036854775808", "-9223372036854775808"), ("1.0", "1.0"), ("-0.25", "-0.25"), ("5e+2", "500.0"),
        ("1E6", "1000000.0"), ("6.5e-1", "0.65"), ("9_2.5_0", "92.5"), ("inf", "inf"), ("-inf", "-inf"), ("nan", "nan"),
        ("true", "true"), ("false", "false"), ("1979-05-27", "1979-05-27"), ("1979-05-27T07:32:00Z", "date-time"),
        ("1979-05-27 07:32:00.5-07:00", "date-time"), ("1979-05-27t07:32:00z", "date-time"), ("07:32:00", "time"),
        ("07:32:00.999", "time"), ("1979-05-27 # date", "1979-05-27"), ("\"\"", "''"), ("''", "''"),
        (#""a\tb\"\\\u00e9\U0001F600""#, "'a\tb\"\\é😀'"), (#"'C:\temp'"#, #"'C:\temp'"#),
        ("\"\"\"\none\ntwo\"\"\"", "'one\ntwo'"), ("'''\n'one''two'''''", "''one''two'''"),
        ("\"\"\"a \\\n   b\"\"\"", "'a b'"), ("\"\"\"\"q\"\"\"\"\"", "'\"q\"\"'"), ("[]", "[]"),
        ("[1, [2, 3], \"x\",]", "[1,[2,3],'x']"), ("[\n1, # one\n\n2 # two\n]", "[1,2]"), ("{}", "{}"),
        ("{ a = 1, b.c = 2 }", "{a:1,b:{c:2}}"),
    ])
    func `values are what TOML says`(text: String, value: String) {
        #expect(shown("k = \(text)\n") == "{k:\(value)}")
        #expect(shown("k = \(text)") == "{k:\(value)}", "at the end of the file")
    }

    @Test(arguments: [
        "", "01", "-01", "1_", "_1", "1__0", "0x", "0x-ff", "0o8", "0b2", "0x_1", "+0xff", "9223372036854775808", ".5",
        "5.", "1.e5", "1e", "01.5", "1._5", "1e5.5", "+", "-", "True", "yes", "Inf", "3m", "1979-5-27", "1979-02-30",
        "1979-05-27T", "1979-05-27T99", "1979-05-27 7:00:00", "1979-05-27T25:00:00", "1979-05-27 07:32:00Zx",
        "25:00:00",
        "07:60:00", "7:32:00", "\"", "'", "\"a", "\"a\nb\"", "\"\\q\"", "\"\\u12\"", "\"\\ud800\"", "\"\u{1}\"",
        "\"\"\"a\"\"", "'''a", "[", "[1", "[1 2]", "[,]", "[1,,2]", "[}", "[1, }", "[#", "{", "{ a = 1", "{ a = 1, }",
        "{ , }", "{ a }", "{ a = }", "{ a = 1 b = 2 }", "{ a = 1,\n b = 2 }", "{ a = 1, a = 2 }", "1 2", "\"a\" \"b\"",
        "]", "}", ",", "=", "1 = 2",
    ])
    func `what is no value is refused`(text: String) {
        #expect(shown("k = \(text)\n") == nil, "\(text)")
        #expect(shown("k = \(text)") == nil, "\(text) at the end of the file")
    }

    @Test(arguments: [
        ("a.b = 1\na.c = 2", "{a:{b:1,c:2}}"), ("[a.b]\nx = 1\n[a]\ny = 2", "{a:{b:{x:1},y:2}}"),
        ("[a]\n[a.b]\nx = 1", "{a:{b:{x:1}}}"), ("[[a]]\nx = 1\n[[a]]\n[a.b]\ny = 2", "{a:[{x:1},{b:{y:2}}]}"),
        ("[[a]]\n[[a.b]]\n[[a.b]]\nx = 1\n[[a]]", "{a:[{b:[{},{x:1}]},{}]}"), ("\"\" = 1", "{:1}"),
        ("1.2 = 3", "{1:{2:3}}"), ("\u{FEFF}a = 1", "{a:1}"), ("a = 1\r\nb = 2\r\n", "{a:1,b:2}"), ("# only", "{}"),
        ("[ a . 'b' ]\nx = 1", "{a:{b:{x:1}}}"),
    ])
    func `keys and headers make the tables that TOML says`(text: String, value: String) {
        #expect(shown(text) == value)
    }

    @Test(arguments: [
        "a = 1\na = 2", "a = 1\na.b = 2", "a.b = 1\na = 2", "[a]\n[a]", "[a]\nb = 1\n[a.b]", "a = 1\n[a]", "[[a]]\n[a]",
        "[a]\n[[a]]", "a = []\n[[a]]", "a = {}\n[a.b]", "a = { b = 1 }\na.c = 2", "[a]\nb.c = 1\n[a.b]", "[]", "[a",
        "[a]]",
        "[[a]", "[a] b = 1", "[#", "[ =]", "[.a]", "[a.]", "a", "a =", "= 1", "a..b = 1", "\"\"\"a\"\"\" = 1", "é = 1",
        "a = 1\rb = 2", "[ [a]]", "a\n= 1",
    ])
    func `what is no file of TOML is refused`(text: String) {
        #expect(shown(text) == nil, "\(text)")
    }
}
