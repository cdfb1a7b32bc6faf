import Testing

@testable import LocatedTOML

/// What TOML 1.0 allows and what it means, in the categories of the public corpus toml-test.
@Suite struct TOMLValidTests {
    private static let values: KeyValuePairs<String, KeyValuePairs<String, String>> = [
        "array": [
            "[]": "[]", "[ ]": "[]", "[\n]": "[]", "[ # none\n]": "[]", "[1,2]": "[1,2]", "[ 1 , 2 , ]": "[1,2]",
            "[1,\n2,\n]": "[1,2]", "[\n1, # one\n\n2 # two\n]": "[1,2]", "[\r\n1,\r\n2\r\n]": "[1,2]",
            "[1\n,\n2]": "[1,2]", "[1, [2, 3], 'x',]": "[1,[2,3],'x']",
            "[1, 1.5, 'a', true, {}]": "[1,1.5,'a',true,{}]",
            "[[[]]]": "[[[]]]", "[['a'], [1, 2], []]": "[['a'],[1,2],[]]", "['a, b', ']', '#']": "['a, b',']','#']",
            "[\"a\", 'b', \"\"\"c\"\"\", '''d''']": "['a','b','c','d']", "[{ a = 1 }, { a = 2 }]": "[{a:1},{a:2}]",
            "[[{ a = [1, { b = 2 }] }]]": "[[{a:[1,{b:2}]}]]", "[true,false]": "[true,false]",
            "[1979-05-27, 07:32:00]": "[1979-05-27,time]", "[1979-05-27 07:32:00,1]": "[date-time,1]",
        ],
        "bool": ["true": "true", "false": "false", "true # yes": "true", "false\t": "false"],
        "comment": [
            "1# close by": "1", "'a' # 'b'": "'a'", "'# none'": "'# none'", "1 # é😀\u{2028}\t\u{80}": "1",
            "1 #": "1", "1 ##": "1", "[ # [\n1 # ]\n, # ,\n]": "[1]", "1979-05-27 # 07:32:00": "1979-05-27",
            "inf# comment": "inf", "{ } # {": "{}",
        ],
        "datetime": [
            "1979-05-27T07:32:00Z": "date-time", "1979-05-27T07:32:00z": "date-time",
            "1979-05-27t07:32:00Z": "date-time", "1979-05-27 07:32:00Z": "date-time",
            "1979-05-27T00:32:00-07:00": "date-time", "1979-05-27T00:32:00+23:59": "date-time",
            "1979-05-27T00:32:00.999999-07:00": "date-time", "1979-05-27 07:32:00.5-07:00": "date-time",
            "1979-05-27T07:32:00.1Z": "date-time", "1979-05-27T07:32:00": "date-time",
            "1979-05-27 07:32:00": "date-time",
            "1979-05-27T00:32:00.999999999999": "date-time", "2000-02-29T23:59:59Z": "date-time",
            "1990-12-31T23:59:60Z": "date-time", "0001-01-01T00:00:00Z": "date-time",
            "9999-12-31T23:59:59.9Z": "date-time", "1979-05-27": "1979-05-27", "2000-02-29": "2000-02-29",
            "2024-02-29": "2024-02-29", "0001-01-01": "0001-01-01", "9999-12-31": "9999-12-31", "07:32:00": "time",
            "00:00:00": "time", "23:59:59.999": "time", "00:32:00.999999": "time", "'1979-02-30'": "'1979-02-30'",
        ],
        "float": [
            "1.0": "1.0", "+1.0": "1.0", "-0.25": "-0.25", "0.0": "0.0", "-0.0": "-0.0", "+0.0": "0.0",
            "3.141592653589793": "3.141592653589793", "5e22": "5e+22", "5e+2": "500.0", "1E6": "1000000.0",
            "-2E-2": "-0.02", "6.5e-1": "0.65", "1e06": "1000000.0", "1e00": "1.0", "0e0": "0.0", "0.0e5": "0.0",
            "9_2.5_0": "92.5", "1_0e1_0": "100000000000.0", "1.00": "1.0", "inf": "inf", "+inf": "inf", "-inf": "-inf",
            "nan": "nan", "+nan": "nan", "-nan": "-nan", "9007199254740991.0": "9007199254740991.0",
            "1.7976931348623157e308": "1.7976931348623157e+308", "5e-324": "5e-324",
        ],
        "inline-table": [
            "{}": "{}", "{ }": "{}", "{a=1}": "{a:1}", "{ a = 1, b.c = 2 }": "{a:1,b:{c:2}}",
            "{ a.b = 1, a.c = 2 }": "{a:{b:1,c:2}}", "{ a . b . c = 1, a.d = 2 }": "{a:{b:{c:1},d:2}}",
            "{ a = { b = { c = 1 } } }": "{a:{b:{c:1}}}", "{ a = {}, b = [] }": "{a:{},b:[]}",
            "{ a = [\n1,\n2 # two\n] }": "{a:[1,2]}", "{ a = '''\none\ntwo''' }": "{a:'one\ntwo'}",
            "{ 'a b' = 1, \"c\" = 2 }": "{a b:1,c:2}", "{ a = true }": "{a:true}", "{ a = 'x, y' }": "{a:'x, y'}",
            "{\ta\t=\t1\t,\tb\t=\t2\t}": "{a:1,b:2}", "{ a.b = { c = 1 }, a.d = { e = 2 } }": "{a:{b:{c:1},d:{e:2}}}",
            "{ 1 = 2, 3.4 = 5 }": "{1:2,3:{4:5}}", "{ '' = 1 }": "{:1}",
        ],
        "integer": [
            "0": "0", "-0": "0", "+0": "0", "99": "99", "+99": "99", "-17": "-17", "1_000": "1000", "1_2_3": "123",
            "5_349_221": "5349221", "0xDEADBEEF": "3735928559", "0xdead_beef": "3735928559", "0x0": "0", "0x00f": "15",
            "0o755": "493", "0o0_1": "1", "0o01234567": "342391", "0b1101": "13", "0b1_0": "2", "0b00": "0",
            "9223372036854775807": "9223372036854775807", "-9223372036854775808": "-9223372036854775808",
            "0x7fffffffffffffff": "9223372036854775807", "9007199254740993": "9007199254740993",
        ],
        "string": [
            "\"\"": "''", "''": "''", "\"\"\"\"\"\"": "''", "''''''": "''", "'''\n'''": "''", "\"\"\"\r\n\"\"\"": "''",
            "'a # b'": "'a # b'", "\"é😀日本\"": "'é😀日本'", #""\b\t\n\f\r\"\\""#: "'\u{8}\t\n\u{C}\r\"\\'",
            #""\u00e9\u00E9\U0001F600\U0010FFFF""#: "'éé😀\u{10FFFF}'",
            #""\ud7ff\ue000\u0001\u007F""#: "'\u{D7FF}\u{E000}\u{1}\u{7F}'",
            #""\\u0041\\\\""#: #"'\u0041\\'"#, #""\\ \\n""#: #"'\ \n'"#, #"'C:\temp\u0041\'"#: #"'C:\temp\u0041\'"#,
            "\"a\tb\"": "'a\tb'", "'a\tb'": "'a\tb'", "'\"'": "'\"'", "\"'\"": "'''",
            "\"\u{80}\u{2028}\u{FEFF}\"": "'\u{80}\u{2028}\u{FEFF}'",
            "\"\"\"\none\ntwo\n\"\"\"": "'one\ntwo\n'", "\"\"\"one\ntwo\"\"\"": "'one\ntwo'",
            "\"\"\"\n\none\"\"\"": "'\none'",
            "\"\"\"a \\\n   b\"\"\"": "'a b'", "\"\"\"a \\  \n\n\t b\"\"\"": "'a b'", "\"\"\"a\\\r\n  b\"\"\"": "'ab'",
            "\"\"\"\\\n\"\"\"": "''", "\"\"\"\\\n  a\\\n  b \\\n  \"\"\"": "'ab '", "\"\"\"a\\\\\nb\"\"\"": "'a\\\nb'",
            "\"\"\"\"q\"\"\"\"": "'\"q\"'", "\"\"\"\"\"q\"\"\"\"\"": "'\"\"q\"\"'",
            "\"\"\"a\"b\"\"c\"\"\"": "'a\"b\"\"c'",
            "\"\"\"a\"\"\\\"b\\\"\"\"\"": "'a\"\"\"b\"'", #""""\u00e9\U0001F600""""#: "'é😀'",
            "'''\n'one''two'''''": "''one''two'''", "''''a'''": "''a'", "'''''a'''''": "'''a'''",
            "'''a\\\nb'''": "'a\\\nb'",
            "'''\r\na\r\n'''": "'a\r\n'", "'''\ta\t'''": "'\ta\t'", "\"\"\"#\n#\"\"\"": "'#\n#'",
        ],
    ]

    private static let files: KeyValuePairs<String, KeyValuePairs<String, String>> = [
        "comment": [
            "# only": "{}", "# only\n": "{}", "#\n#\n": "{}", "  # a\n\t# b\n": "{}", "# [a]\n# b = 1": "{}",
            "[a] # [b]\nc = 1 # d = 2\n# e": "{a:{c:1}}", "[[a]] # one\n": "{a:[{}]}", "# é\r\na = 1 # ü\r\n": "{a:1}",
        ],
        "empty": ["": "{}", "\n": "{}", "\r\n": "{}", " ": "{}", "\t": "{}", "\n\n \n\t\r\n": "{}", "\u{FEFF}": "{}"],
        "encoding": [
            "\u{FEFF}a = 1": "{a:1}", "\u{FEFF}# a\nb = 2": "{b:2}", "a = 1\r\nb = 2\r\n": "{a:1,b:2}",
            "a = 1\nb = 2\r\n\nc = 3": "{a:1,b:2,c:3}", "'é' = 'ü' # ß": "{é:'ü'}",
        ],
        "key": [
            "a = 1": "{a:1}", "a=1": "{a:1}", "  a  =  1  ": "{a:1}", "\ta\t=\t1\t": "{a:1}",
            "a-b_C9 = 1": "{a-b_C9:1}",
            "- = 1": "{-:1}", "_ = 1": "{_:1}", "1234 = 1": "{1234:1}", "01 = 1": "{01:1}", "-1 = 1": "{-1:1}",
            "0x1 = 1": "{0x1:1}", "1e5 = 1": "{1e5:1}", "1.2 = 3": "{1:{2:3}}", "1979-05-27 = 1": "{1979-05-27:1}",
            "true = 1\nfalse = 2\ninf = 3\nnan = 4": "{false:2,inf:3,nan:4,true:1}", "\"\" = 1": "{:1}",
            "'' = 1": "{:1}",
            "''.'' = 1": "{:{:1}}", "a.'' = 1": "{a:{:1}}", "'a b' = 1": "{a b:1}", "'a.b' = 1": "{a.b:1}",
            "a.'b.c'.\"d\" = 1": "{a:{b.c:{d:1}}}", "\"a\\tb\\u00e9\" = 1": "{a\tbé:1}",
            "'a\\u0041' = 1": "{a\\u0041:1}",
            "\"#=[]{}'\" = 1": "{#=[]{}':1}", "a.b = 1\na.c = 2": "{a:{b:1,c:2}}",
            "a.b = 1\nc = 2\na.d = 3": "{a:{b:1,d:3},c:2}",
            "a . b\t.\tc = 1": "{a:{b:{c:1}}}", "a.b.c = 1\na.d = 2\na.b.e = 3": "{a:{b:{c:1,e:3},d:2}}",
            "a = 1\nA = 2": "{A:2,a:1}", "[a]\nb.c = 1\nb.d = 2": "{a:{b:{c:1,d:2}}}",
            "[[a]]\nb.c = 1\n[[a]]\nb.c = 2": "{a:[{b:{c:1}},{b:{c:2}}]}", "a.b = {}\na.c = []": "{a:{b:{},c:[]}}",
        ],
        "table": [
            "[a]": "{a:{}}", "[a]\n\n[b]\n": "{a:{},b:{}}", "[ a . 'b' ]\nx = 1": "{a:{b:{x:1}}}", "[\ta\t]": "{a:{}}",
            "['']": "{:{}}", "['a.b'.c]": "{a.b:{c:{}}}", "[\"a\\tb\"]": "{a\tb:{}}", "['a#b']": "{a#b:{}}",
            "['a]b']": "{a]b:{}}", "[true]\n[1.2]\n[-]": "{-:{},1:{2:{}},true:{}}", "  [a]  \n  b = 1": "{a:{b:1}}",
            "[a.b]\nx = 1\n[a]\ny = 2": "{a:{b:{x:1},y:2}}", "[a]\n[a.b]\nx = 1": "{a:{b:{x:1}}}",
            "[a]\nx = 1\n[a.b.c]\ny = 2": "{a:{b:{c:{y:2}},x:1}}", "[a.b.c]\n[a.b]\n[a]": "{a:{b:{c:{}}}}",
            "[a.b]\n[c]\n[a.d]": "{a:{b:{},d:{}},c:{}}", "[[a]]\nx = 1\n[[a]]\ny = 2": "{a:[{x:1},{y:2}]}",
            "[[a]]": "{a:[{}]}",
            "[[ a . b ]]": "{a:{b:[{}]}}", "[[a]]\nx = 1\n[[a]]\n[a.b]\ny = 2": "{a:[{x:1},{b:{y:2}}]}",
            "[[a]]\n[a.b]\n[[a]]\n[a.b]": "{a:[{b:{}},{b:{}}]}",
            "[[a]]\n[[a.b]]\n[[a.b]]\nx = 1\n[[a]]": "{a:[{b:[{},{x:1}]},{}]}",
            "[[a]]\n[[a.b]]\n[a.b.c]\nd = 1\n[[a.b]]": "{a:[{b:[{c:{d:1}},{}]}]}",
            "[[a.b]]\n[a]\nx = 1": "{a:{b:[{}],x:1}}",
            "[[a]]\n[b]\n[[a]]": "{a:[{},{}],b:{}}", "[a]\n[[a.b]]\n[[a.b]]": "{a:{b:[{},{}]}}",
            "[a]\nb.c = 1\n[a.b.d]\ne = 2": "{a:{b:{c:1,d:{e:2}}}}",
            "[a]\nb.c = 1\n[[a.b.d]]\ne = 2": "{a:{b:{c:1,d:[{e:2}]}}}",
            "a.b = 1\n[a.c]\nd = 2": "{a:{b:1,c:{d:2}}}", "x = 1\n[a]\nx = 2\n[b]\nx = 3": "{a:{x:2},b:{x:3},x:1}",
            "[a]\nb = { c = 1 }\nd = [{ e = 2 }]\n[f]": "{a:{b:{c:1},d:[{e:2}]},f:{}}",
        ],
    ]

    @Test(arguments: pairs(values))
    func `a value is what TOML says`(category: String, text: String, value: String) {
        #expect(TOMLNode.shown("k = \(text)\n") == "{k:\(value)}")
        #expect(TOMLNode.shown("k = \(text)") == "{k:\(value)}", "at the end of the file")
        #expect(TOMLNode.shown("k = \(text)\r\n") == "{k:\(value)}", "before a carriage return")
    }

    @Test(arguments: pairs(files))
    func `keys and headers make the tables that TOML says`(category: String, text: String, value: String) {
        #expect(TOMLNode.shown(text) == value)
    }

    private static func pairs(
        _ cases: KeyValuePairs<String, KeyValuePairs<String, String>>
    ) -> [(String, String, String)] {
        cases.flatMap { category, texts in texts.map { (category, $0.key, $0.value) } }
    }
}

extension TOMLNode {
    /// The value of a whole file, written short and with sorted keys; nil where it has a fault.
    static func shown(_ text: String) -> String? {
        let reader = TOMLReader(text: text, file: "a.toml")
        guard reader.faults.isEmpty, let root = reader.root else { return nil }
        return root.shown
    }

    private var shown: String {
        switch self {
        case .table(let values):
            "{" + values.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value.shown)" }.joined(separator: ",") + "}"
        case .array(let elements): "[" + elements.map(\.shown).joined(separator: ",") + "]"
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
}
