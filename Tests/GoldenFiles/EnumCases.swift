import Foundation

/// The cases that the source of an enum declares, so that a test notices a new one that it has no example of.
public struct EnumCases {
    /// The names of the cases.
    public let names: Set<String>

    /// The cases of the enum that a source file, named from the root of the package, declares at its outermost level.
    public init(in source: String, from test: String = #filePath) throws {
        var root = URL(fileURLWithPath: test)
        // The package is the folder that holds Tests.
        while root.lastPathComponent != "Tests", root.path != "/" { root.deleteLastPathComponent() }
        let text = try String(
            contentsOf: root.deletingLastPathComponent().appendingPathComponent(source), encoding: .utf8)
        let lines = text.split(separator: "\n").compactMap { $0.wholeMatch(of: /\ {4}case (\w+)(\(.*|\ =.*)?/)?.1 }
        names = Set(lines.map(String.init))
    }
}
