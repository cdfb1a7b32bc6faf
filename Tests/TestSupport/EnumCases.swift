import Foundation

/// The cases that the source of an enum declares, so that a test notices a new one that it has no example of.
public struct EnumCases {
    /// The names of the cases.
    public let names: Set<String>

    /// The cases of an enum of a target under `Sources`, wherever its files declare it; none where there is no such enum.
    public init(of type: String, in target: String) throws {
        let folder = "Sources/\(target)"
        names = try FileManager.default.subpathsOfDirectory(atPath: PackageFolder.file(folder))
            .filter { $0.hasSuffix(".swift") }
            .reduce(into: []) {
                $0.formUnion(EnumCases.names(of: type, in: try PackageFolder.text(of: "\(folder)/\($1)")))
            }
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
