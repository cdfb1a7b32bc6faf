import CivilCalendar
import ClinicalModel
import Surveillance
import Testing

@Suite("Documents that must agree with the code")
struct DocumentTests {
    private let traceability: MarkdownTable
    private let glossary: MarkdownTable

    init() throws {
        traceability = MarkdownTable(try SourceTree.text(of: "docs/TRACEABILITY.md"))
        glossary = MarkdownTable(try SourceTree.text(of: "docs/GLOSSARY.md"))
    }

    /// The row of a name under a heading: exactly one, naming code that mentions the case, and tests that exist.
    private func check(_ name: String, _ symbol: String, under heading: String) throws {
        let rows = traceability.rows(under: heading).filter { $0.code(0) == [name] }
        #expect(rows.count == 1, "docs/TRACEABILITY.md, \(heading): one row for \(name)")
        for row in rows {
            let paths = row.allCode.filter { $0.contains("/") }
            let sources = paths.filter { $0.hasPrefix("Sources/") && SourceTree.hasFile($0) }
            let tests = paths.filter { $0.hasPrefix("Tests/") && $0.hasSuffix(".swift") && SourceTree.hasFile($0) }
            #expect(!sources.isEmpty, "\(name) names no existing source file")
            #expect(!tests.isEmpty, "\(name) names no existing test file")
            let mentions = try sources.contains { path in
                let code = SwiftCode(try SourceTree.text(of: path)).withoutCommentsAndStrings
                return code.matches(of: /\w+/).contains { $0.0 == symbol }
            }
            #expect(mentions, "none of the files of \(name) mentions \(symbol)")
        }
    }

    @Test(arguments: RuleID.allCases)
    func `every rule is traced to code and tests`(rule: RuleID) throws {
        try check(rule.rawValue, "\(rule)", under: "Rules")
    }

    @Test(arguments: Phase.allCases)
    func `every phase is traced to code and tests`(phase: Phase) throws {
        try check(phase.rawValue, "\(phase)", under: "Phases")
    }

    @Test func `nothing is traced that no longer exists`() {
        let rules = Set(RuleID.allCases.map(\.rawValue))
        let phases = Set(Phase.allCases.map(\.rawValue))
        #expect(Set(traceability.rows(under: "Rules").flatMap { $0.code(0) }) == rules)
        #expect(Set(traceability.rows(under: "Phases").flatMap { $0.code(0) }) == phases)
        let paths = traceability.rows.flatMap(\.allCode)
            .filter { $0.hasPrefix("Sources/") || $0.hasPrefix("Tests/") }
        #expect(paths.count > 100)
        for path in Set(paths) { #expect(SourceTree.hasFile(path), "docs/TRACEABILITY.md names \(path)") }
    }

    @Test func `the worked patients named for rules and phases are owed what the documents say`() throws {
        let expected = try SourceTree.text(of: "Tests/Cases/expected.csv").split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        for heading in ["Rules", "Phases"] {
            for row in traceability.rows(under: heading) {
                let name = row.code(0).first ?? ""
                for patient in row.code(1) {
                    let holds = expected.contains { line in
                        line[1] == patient
                            && (heading == "Phases"
                                ? line[3] == name
                                : line[5] == name || line[6].split(separator: " ").contains { $0 == name })
                    }
                    #expect(holds, "\(patient) is no example of \(name)")
                }
            }
        }
    }

    @Test func `every scenario shows a promise, and every promise is shown by something`() throws {
        let rows = traceability.rows(under: "Telling people")
        #expect(rows.count > 20)
        for row in rows { #expect(!row.code(1).isEmpty || !row.code(2).isEmpty, "\(row.cells[0])") }
        let scenarios = try SourceTree.fileNames(in: "Tests/Scenarios").filter { $0.hasSuffix(".txt") }.map {
            String($0.dropLast(4))
        }
        #expect(Set(rows.flatMap { $0.code(1) }) == Set(scenarios))
    }

    @Test func `every word of rules, phases, items and their states is in the glossary`() {
        let rules = RuleID.allCases.map(\.rawValue)
        let phases = Phase.allCases.map(\.rawValue)
        let items = Item.allCases.map(\.rawValue)
        let states = ItemStatus.allCases.map(\.rawValue)
        let urgencies = Urgency.allCases.map(\.rawValue)
        let grades = Grade.allCases.map(\.rawValue)
        let flags = FollowUp.Flag.allCases.map(\.rawValue)
        let known = Set(glossary.rows.flatMap(\.allCode))
        for word in rules + phases + items + states + urgencies + grades + flags {
            #expect(known.contains(word), "docs/GLOSSARY.md does not have \(word)")
        }
    }

    @Test func `every word is explained once`() {
        var seen: [String: Int] = [:]
        for row in glossary.rows { seen[row.heading + ": " + row.cells[0], default: 0] += 1 }
        for row in glossary.rows(under: "Words") { seen[row.cells[0].lowercased(), default: 0] += 1 }
        #expect(seen.count > 60)
        #expect(seen.filter { $0.value > 1 }.keys.sorted() == [])
    }

    @Test func `every package is named with its version and reason`() throws {
        let document = MarkdownTable(try SourceTree.text(of: "docs/DEPENDENCIES.md"))
        let packages = PackageManifest(try SourceTree.text(of: "Package.swift")).packages
        #expect(packages.count >= 2, "the manifest was not understood")
        for (name, version) in packages {
            let rows = document.rows.filter { $0.cells[0].contains(name) && $0.cells[0].contains(version) }
            #expect(rows.count == 1, "docs/DEPENDENCIES.md does not have \(name) \(version)")
            #expect(rows.allSatisfy { $0.cells.count >= 3 && !$0.cells[1].isEmpty && !$0.cells[2].isEmpty })
        }
    }

    @Test func `a table is read by heading, row and cell`() {
        let table = MarkdownTable("# A\n| x | y |\n|---|---|\n| `a` | b `c` `d` |\n\n## B\n| z |\n|:-:|\n| e |\n")
        #expect(table.rows.map(\.heading) == ["A", "B"])
        #expect(table.rows(under: "A").first?.code(0) == ["a"])
        #expect(table.rows(under: "A").first?.code(1) == ["c", "d"])
        #expect(table.rows(under: "B").first?.cells == ["e"])
    }
}
