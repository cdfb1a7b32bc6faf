import CivilCalendar
import Testing

@testable import LocatedTOML

/// What the getters give, and what they note instead of giving.
@Suite struct LocatedTableTests {
    private enum Colour: String, CaseIterable { case red, green, blue }

    @Test func `getters give the values of their kinds`() throws {
        let document = try LocatedDocument(
            text: """
                s = "text"
                i = 30
                n = 0.25
                b = false
                gap = "-28d"
                day = "2025-02-28"
                bare_day = 2025-03-01
                colour = "green"
                names = ["a", "b"]
                [t]
                x = 1
                [[many]]
                x = 2
                [[many]]
                x = 3
                """, file: "a.toml")
        let root = document.root
        #expect(root.string("s", example: "") == "text")
        #expect(root.integer("i", in: 30...30, example: 1) == 30)
        #expect(root.number("n", in: 0...1, example: 0.5) == 0.25)
        #expect(root.number("i", in: 0...100, example: 0.5) == 30)
        #expect(root.boolean("b") == false)
        #expect(root.interval("gap", example: .days(1)) == .days(-28))
        #expect(root.date("day", example: .earliest) == CivilDate("2025-02-28"))
        #expect(root.date("bare_day", example: .earliest) == CivilDate("2025-03-01"))
        #expect(root.word("colour", of: Colour.self) == .green)
        #expect(root.strings("names", example: "a") == ["a", "b"])
        #expect(root.table("t")?.integer("x", in: 0...9, example: 1) == 1)
        #expect(root.tables("many", example: "")?.map { $0.integer("x", in: 0...9, example: 1) } == [2, 3])
        #expect(root.ifPresent("absent") { root.string($0, example: "") } == nil)
        document.reportUnknownKeys()
        #expect(document.faults == [])
    }

    @Test func `each fault has its line, key, reason and remedy`() throws {
        let document = try LocatedDocument(
            text: """
                s = 1
                i = 31
                gap = "3 months"
                day = "2025-02-30"
                colour = "gren"
                names = ["a", 2]
                [t]
                nmae = "x"
                [[many]]
                x = true
                [u]
                """, file: "a.toml")
        let root = document.root
        #expect(root.string("s", example: "text") == nil)
        #expect(root.integer("i", in: 1...30, example: 20) == nil)
        #expect(root.interval("gap", example: .months(3)) == nil)
        #expect(root.date("day", example: CivilDate("2025-02-28") ?? .earliest) == nil)
        #expect(root.word("colour", of: Colour.self) == nil)
        #expect(root.strings("names", example: "a") == nil)
        #expect(root.table("t")?.string("name", example: "Ann") == nil)
        #expect(root.tables("many", example: "")?.first?.string("x", example: "text") == nil)
        #expect(root.table("v") == nil)
        document.reportUnknownKeys()
        #expect(
            document.faults.map(\.description) == [
                #"a.toml: v: the table is missing; add [v] with its keys"#,
                #"a.toml:1: s: must be a string, not an integer; write it like s = "text""#,
                #"a.toml:2: i: 31 is outside of 1 to 30; write it like i = 20"#,
                #"a.toml:3: gap: "3 months" is not 1 to 3 digits and d, w or m; write it like gap = "3m""#,
                #"a.toml:4: day: "2025-02-30" is not a day written YYYY-MM-DD; write it like day = "2025-02-28""#,
                #"a.toml:5: colour: "gren" is not a word that may stand here; did you mean green?"#,
                #"a.toml:6: names: must be an array of strings, not an array; write it like names = ["a"]"#,
                #"a.toml:7: t.name: is missing; add name = "Ann""#,
                #"a.toml:8: t.nmae: is not a key that may stand here; did you mean name?"#,
                #"a.toml:10: many[1].x: must be a string, not a boolean; write it like x = "text""#,
                "a.toml:11: u: is not a key that may stand here; "
                    + "remove it; known here: s, i, gap, day, colour, names, t, many, v",
            ])
    }

    @Test func `no text of a file reaches a terminal unescaped`() throws {
        let document = try LocatedDocument(
            text: """
                key = "\\u001b[31m\\u202e\\n"
                "k\\u001b[0m" = 1
                """, file: "a.toml")
        #expect(document.root.word("key", of: Colour.self) == nil)
        document.reportUnknownKeys()
        #expect(document.faults.count == 2)
        for fault in document.faults {
            #expect(!Excerpt.hasControls(fault.description))
            #expect(fault.description.contains("\\u{1b}"))
        }
    }

    @Test func `every kind of fault says why and what to do`() {
        let kinds: [ReadingFault] = [
            .cannotRead("no"), .notRegularFile, .tooLarge(limit: 1), .lineTooLong(limit: 1), .notUTF8, .holdsNull,
            .namesNull,
            .syntax("x"), .tooDeep(limit: 1), .missing(key: "k", example: "1"), .missingTable(path: "t"),
            .wrongShape(found: .array, expected: "a string", key: "k", example: "1"),
            .wrongForm(found: "x", expected: "y", key: "k", example: "1"),
            .outOfRange(found: "1", range: "2 to 3", key: "k", example: "2"),
            .unknownWord(found: "x", words: ["aaa", "bbb"]), .unknownKey(key: "k", known: []),
            .unknownKey(key: "kkkkk", known: ["other"]), .misplacedKey(key: "k", places: [""]),
        ]
        // A new kind fails to compile here until it stands in the list above.
        for kind in kinds {
            switch kind {
            case .cannotRead, .notRegularFile, .tooLarge, .lineTooLong, .notUTF8, .holdsNull, .namesNull, .syntax,
                .tooDeep,
                .missing,
                .missingTable, .wrongShape, .wrongForm, .outOfRange, .unknownWord, .unknownKey, .misplacedKey:
                #expect(kind.reason.count > 5)
                #expect(kind.remedy.count > 5)
            }
        }
        for shape in TOMLShape.allCases { #expect(shape.phrase.hasPrefix("a")) }
    }
}
