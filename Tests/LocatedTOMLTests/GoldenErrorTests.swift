import TestSupport
import Testing

@testable import LocatedTOML

@Suite("Golden errors of configuration files")
struct GoldenErrorTests {
    private static let faults: [(String, ReadingFault)] = [
        ("cannotRead", .cannotRead("No such file or directory")), ("notRegularFile", .notRegularFile),
        ("tooLarge", .tooLarge(limit: 1_048_576)), ("lineTooLong", .lineTooLong(limit: 4_096)), ("notUTF8", .notUTF8),
        ("holdsNull", .holdsNull), ("namesNull", .namesNull), ("syntax", .syntax("there is no = after the key")),
        ("tooDeep", .tooDeep(limit: 32)),
        ("missing", .missing(key: "folder", example: "\"/srv/roster\"")),
        ("missingTable", .missingTable(path: "roster")),
        ("wrongShape", .wrongShape(found: .integer, expected: "a string", key: "every", example: "\"3m\"")),
        ("wrongForm", .wrongForm(found: "3 months", expected: "an interval", key: "every", example: "\"3m\"")),
        ("outOfRange", .outOfRange(found: "31", range: "1 to 30", key: "limit", example: "20")),
        ("unknownWord", .unknownWord(found: "urgnt", words: ["soon", "urgent"])),
        ("unknownWord", .unknownWord(found: "now", words: ["soon", "urgent"])),
        ("unknownKey", .unknownKey(key: "foldr", known: ["folder"])),
        ("unknownKey", .unknownKey(key: "colour", known: ["folder", "file"])),
        ("unknownKey", .unknownKey(key: "colour", known: [])),
        ("misplacedKey", .misplacedKey(key: "time_zone", places: [""])),
        ("misplacedKey", .misplacedKey(key: "folder", places: ["roster", "state"])),
    ]

    private static let wholeFile = ["cannotRead", "notRegularFile", "tooLarge"]
    private static let wholeLine = ["lineTooLong", "notUTF8", "holdsNull", "namesNull", "syntax", "tooDeep"]

    @Test func `every fault says what the golden file holds, on its line or on none`() throws {
        #expect(Set(Self.faults.map(\.0)) == (try EnumCases(of: "ReadingFault", in: "LocatedTOML")).names)
        let samples = Self.faults.map { name, fault in
            let isWhole = Self.wholeFile.contains(name)
            let told = ConfigurationFault(
                file: "cnswatch.toml", line: isWhole || name.hasPrefix("missing") ? nil : 7,
                column: ["namesNull", "syntax"].contains(name) ? 3 : nil,
                keyPath: isWhole || Self.wholeLine.contains(name) ? "" : "key",
                reason: fault.reason, remedy: fault.remedy)
            return ErrorSample(name, "\(told)", remedy: fault.remedy)
        }
        for sample in samples { #expect(!sample.lacksRemedy, "\(sample.text)") }
        let document = ErrorSample.document("a configuration or protocol file", samples)
        try GoldenFile().hold(document)
    }
}
