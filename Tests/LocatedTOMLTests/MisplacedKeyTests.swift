import LocatedTOML
import Testing

@Suite("A key in the wrong table")
struct MisplacedKeyTests {
    private func remedies(_ text: String, alsoKnown paths: [String] = []) throws -> [String] {
        let document = try LocatedDocument(text: text, file: "a.toml")
        let root = document.root
        _ = root.ifPresent("zone") { root.string($0, example: "x") }
        let roster = root.ifPresent("roster") { root.table($0) }
        _ = roster?.ifPresent("folder") { roster?.string($0, example: "x") }
        let state = root.ifPresent("state") { root.table($0) }
        _ = state?.ifPresent("folder") { state?.string($0, example: "x") }
        document.reportUnknownKeys(alsoKnown: paths)
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

    @Test func `a table that the file leaves out is known where its keys are given`() throws {
        let text = "[roster]\nsocket = \"a\"\n"
        #expect(try remedies(text) == ["2 remove it; known here: folder"])
        #expect(
            try remedies(text, alsoKnown: ["control.socket"]) == ["2 move it to where socket belongs: below [control]"])
    }

    @Test func `a key of many tables is no hint, and a misspelt one is guessed`() throws {
        let many = ["a.k", "b.k", "c.k", "d.k"]
        #expect(try remedies("k = 1\n", alsoKnown: many) == ["1 remove it; known here: zone, roster, state"])
        #expect(try remedies("zoen = \"UTC\"\n") == ["1 did you mean zone?"])
    }
}
