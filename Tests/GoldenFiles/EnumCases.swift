import Foundation

/// The cases that the source of an enum declares, so that a test notices a new one that it has no example of.
public struct EnumCases {
    /// The names of the cases.
    public let names: Set<String>

    /// The cases of an enum of a target under `Sources`, wherever its files declare it; none where there is no such enum.
    public init(of type: String, in target: String, from test: String = #filePath) throws {
        var root = URL(fileURLWithPath: test)
        // The package is the folder that holds Tests.
        while root.lastPathComponent != "Tests", root.path != "/" { root.deleteLastPathComponent() }
        let folder = root.deletingLastPathComponent().appendingPathComponent("Sources/\(target)")
        var names: Set<String> = []
        for case let path as String in FileManager.default.enumerator(atPath: folder.path) ?? .init() {
            guard path.hasSuffix(".swift") else { continue }
            let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
            names.formUnion(EnumCases.names(of: type, in: text))
        }
        self.names = names
    }

    /// The cases between the line that opens the enum and the line that closes it, which is indented alike.
    static func names(of type: String, in text: String) -> Set<String> {
        var names: Set<String> = []
        var indentation: Substring?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let space = line.prefix { $0 == " " }
            if let indentation {
                if line == indentation + "}" { return names }
                guard space.count == indentation.count + 4 else { continue }
                if let name = line.dropFirst(space.count).wholeMatch(of: /case (\w+|`\w+`)(\(.*| =.*)?/)?.1 {
                    names.insert(name.filter { $0 != "`" })
                }
            } else if let opened = line.firstMatch(of: /^ *(?:\w+ )*enum (\w+)/)?.1, opened == type {
                indentation = space
            }
        }
        return names
    }
}
