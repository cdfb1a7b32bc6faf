import Glibc
import TestSupport
import Testing

@testable import LocatedTOML

/// What becomes of files that are not as they should be.
@Suite struct LocatedDocumentTests {
    private func refusal(of text: String) -> [ConfigurationFault] {
        do throws(ConfigurationRefusal) {
            return try LocatedDocument(text: text, file: "a.toml").faults
        } catch {
            return error.faults
        }
    }

    @Test func `a fault of syntax has its line and column`() throws {
        let fault = try #require(refusal(of: "a = 1\nb = 3m\n").first)
        #expect(fault.line == 2)
        #expect(fault.column != nil)
        #expect(fault.description.hasPrefix("a.toml:2:"))
    }

    @Test(arguments: [
        ("a = 3m\nb = 2\nc = 4w\nd = \"open\n", [1, 3, 4]),
        ("a = 1\nb = 2\na = 3\nc = 4w\n", [3, 4]),
        ("[t]\na = 1\n[t]\nb = 2\n", [3]),
        ("[t\na = 1\n", [1]),
        ("a = [\n1\n2\n]\n", [3]),
        ("a =\nb = 1\nc = 1 2\n", [1, 3]),
    ])
    func `reading goes on after a broken value`(text: String, lines: [Int]) {
        #expect(refusal(of: text).map(\.line) == lines)
    }

    @Test func `nothing more is said about a value that was broken`() throws {
        let document = try LocatedDocument(text: "[t]\na = 3m\nb = 2\n", file: "a.toml")
        let table = try #require(document.root.table("t"))
        #expect(table.string("a", example: "x") == nil)
        #expect(table.string("b", example: "x") == nil)
        document.reportUnknownKeys()
        #expect(document.faults.map(\.line) == [2, 3])
    }

    @Test func `a file of nothing but broken lines ends after twenty faults`() {
        #expect(refusal(of: (0..<100).map { "k\($0) = 3m\n" }.joined()).count == 20)
    }

    @Test(arguments: [
        (Array("a = 1\nb = \"\u{0}\"\n".utf8), 2, "U+0000"),
        (Array("a = 1\n\nb = \"".utf8) + [0xFF, 0xFE] + Array("\"\n".utf8), 3, "UTF-8"),
        (Array("a = \"".utf8) + [UInt8](repeating: 65, count: 5_000) + Array("\"".utf8), 1, "longer than 4096"),
        ([UInt8](repeating: 10, count: (1 << 20) + 1), nil, "larger than 1048576"),
        (Array(String(repeating: "a.", count: 100).utf8) + Array("a = 1".utf8), 1, "deep"),
        (Array(("a = " + String(repeating: "[", count: 100) + String(repeating: "]", count: 100)).utf8), 1, "deep"),
    ])
    func `what is no configuration is refused with its line`(bytes: [UInt8], line: Int?, word: String) throws {
        let refusal = #expect(throws: ConfigurationRefusal.self) { try LocatedDocument(bytes: bytes, file: "a.toml") }
        let fault = try #require(refusal?.faults.first)
        #expect(fault.line == line)
        #expect(fault.reason.contains(word))
        #expect(!fault.remedy.isEmpty)
    }

    // TOML compares code points; keys that look the same would be a mistake that nobody sees.
    @Test func `of what TOML allows, null characters and keys that look the same are refused by name`() {
        #expect(refusal(of: "a = '\\u0000'\n").isEmpty)
        #expect(refusal(of: "a = \"\\\\u0000\"\n").isEmpty)
        for text in ["a = \"\\u0000\"", "\"\\U00000000\" = 1", "a = \"\"\"\\u0000\"\"\""] {
            #expect(refusal(of: text).map(\.reason).allSatisfy { $0.contains("U+0000, which TOML allows") })
            #expect(refusal(of: text).count == 1)
        }
        #expect(refusal(of: "'\u{e9}' = 1\n'e\u{301}' = 2\n").map(\.line) == [2])
    }

    // The vectors of the hash's authors.
    @Test(
        arguments: [
            ("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8),
        ] as [(String, UInt64)])
    func `texts are told apart by FNV-1a`(text: String, hash: UInt64) {
        #expect(FNV1a.hash(of: text.utf8) == hash)
    }

    @Test func `a broken comment is stepped over like any other line`() {
        #expect(refusal(of: "# \u{1}\na = 1 # \u{7F}\nb = 2\nc = 3m\n").map(\.line) == [1, 2, 4])
    }

    @Test func `the deepest nesting the line limit allows does no harm`() {
        let key = String(repeating: "a.", count: 2_040) + "a"
        #expect(refusal(of: "[\(key)]\n\(key) = 1\n").first?.reason.contains("deep") == true)
        let array = String(repeating: "[", count: 2_040) + String(repeating: "]", count: 2_040)
        #expect(refusal(of: "a = \(array)\n").map(\.line) == [1])
    }

    @Test func `files are read, and what is no file is refused`() throws {
        let place = try TemporaryFolder()
        let folder = place.path
        try place.write("a.toml", "a = 5\n")
        #expect(try LocatedDocument(path: place.file("a.toml")).root.integer("a", in: 0...9, example: 1) == 5)

        #expect(mkfifo(place.file("pipe"), 0o600) == 0)
        for (path, word) in [("/pipe", "regular"), ("", "regular"), ("/absent", "No such file")] {
            let refusal = #expect(throws: ConfigurationRefusal.self) { try LocatedDocument(path: folder + path) }
            #expect(refusal?.faults.first?.reason.contains(word) == true)
            #expect(refusal?.faults.first?.file == folder + path)
            #expect(refusal?.description.hasPrefix("\(folder + path): ") == true, "no line is to blame")
        }
    }

    @Test func `faults are put in the order of their lines`() {
        let faults = [9, 2, 10, 1].map {
            ConfigurationFault(file: "a", line: $0, keyPath: "k", reason: "r", remedy: "m")
        }
        #expect(ConfigurationRefusal(faults).faults.map(\.line) == [1, 2, 9, 10])
        #expect(ConfigurationRefusal(faults).description.split(separator: "\n").first == "a:1: k: r; m")
    }
}
