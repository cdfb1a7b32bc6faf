import Foundation
import Testing

@Suite("Landing pages")
struct LandingPageTests {
    /// The targets that are no libraries of this package: the programs, a tool of the build, and the headers of C libraries.
    private static let others = [
        "CCurl", "CFileSystem", "CNettle", "CSystemd", "GenerateMessages", "cnswatch", "cnswatchd",
    ]

    private static func libraries() throws -> [String] {
        try SourceTree.targets().filter { !others.contains($0) }
    }

    @Test func `every library says what it does, where to start, and what it does not do`() throws {
        let libraries = try Self.libraries()
        #expect(libraries.count >= 14)
        for library in libraries {
            let path = "Sources/\(library)/\(library).docc/\(library).md"
            guard SourceTree.hasFile(path) else {
                Issue.record("\(library) has no landing page: write \(path)")
                continue
            }
            let text = try SourceTree.text(of: path)
            #expect(text.hasPrefix("# ``\(library)``\n\n"), "\(path)")
            let sections = text.components(separatedBy: "\n## ")
            #expect(sections.contains { $0.hasPrefix("Overview\n") && $0.contains("`") }, "\(path): where to start?")
            #expect(sections.contains { $0.hasPrefix("What it does not do\n") && $0.count > 60 }, "\(path): what not?")
        }
    }

    @Test func `every type that a landing page links to is declared in its library`() throws {
        for library in try Self.libraries() {
            let path = "Sources/\(library)/\(library).docc/\(library).md"
            guard SourceTree.hasFile(path) else { continue }
            let code = try SourceTree.swiftFiles(in: "Sources/\(library)").map(\.code).joined()
            let declared = Set(
                code.matches(of: /public (?:final )?(?:enum|struct|class|protocol) (\w+)/).map { String($0.1) })
            for link in try SourceTree.text(of: path).matches(of: /``(\w+)(?:\/[^`]*)?``/).map({ String($0.1) })
            where link != library {
                #expect(
                    declared.contains(link), "\(path) links to \(link), which \(library) does not declare as public")
            }
        }
    }
}
