import LocatedTOML
import Testing

@Suite("A key in the wrong table")
struct MisplacedKeyTests {
    private func remedies(_ text: String, further: (LocatedTable) -> Void = { _ in }) throws -> [String] {
        let document = try LocatedDocument(text: text, file: "a.toml")
        let root = document.root
        _ = root.ifPresent("zone") { root.string($0, example: "x") }
        let roster = root.ifPresent("roster") { root.table($0) }
        _ = roster?.ifPresent("folder") { roster?.string($0, example: "x") }
        let state = root.ifPresent("state") { root.table($0) }
        _ = state?.ifPresent("folder") { state?.string($0, example: "x") }
        further(root)
        document.reportUnknownKeys()
        return document.faults.map { "\($0.line ?? 0) \($0.remedy)" }
    }

    @Test func `it is told where it belongs`() throws {
        #expect(
            try remedies("[roster]\nfolder = \"a\"\nzone = \"UTC\"\n") == [
                "3 move it to where zone belongs: the top of the file, above the first [table]"
            ])
        #expect(
            try remedies("folder = \"a\"\n[roster]\n[state]\n") == [
                "1 move it to where folder belongs: below [roster], or below [state]"
            ])
    }

    @Test func `a table that the file leaves out is known, and what it lacks is no fault`() throws {
        let text = "[roster]\nsocket = \"a\"\n"
        #expect(try remedies(text) == ["2 remove it; known here: folder"])
        let said = try remedies(text) { _ = $0.optionalTable("control").string("socket", example: "x") }
        #expect(said == ["2 move it to where socket belongs: below [control]"])
    }

    @Test func `a table of which there may be several is named once, whether the file has it or not`() throws {
        for text in ["condition = 1\n", "condition = 1\n[[routes]]\nsteps = [{}, {}]\n[[routes]]\n"] {
            let said = try remedies(text) { root in
                for route in root.optionalTables("routes", example: "x") {
                    for step in route.optionalTables("steps", example: "x") { _ = step.shape(of: "condition") }
                }
            }
            #expect(said == ["1 move it to where condition belongs: below a [[routes.steps]]"])
        }
    }

    @Test func `a key of many tables is no hint, and a misspelt one is guessed`() throws {
        let said = try remedies("k = 1\n") { root in
            for table in ["a", "b", "c", "d"] { _ = root.optionalTable(table).shape(of: "k") }
        }
        #expect(said == ["1 remove it; known here: zone, roster, state, a, b, c, d"])
        #expect(try remedies("zoen = \"UTC\"\n") == ["1 did you mean zone?"])
    }
}
