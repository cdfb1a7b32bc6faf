import Foundation
import TestSupport

/// The sources of this package as they stand on disk.
struct SourceTree {
    /// One Swift file.
    struct File {
        /// The path from the root of the package.
        let path: String
        /// What it says.
        let text: String

        /// The file's name.
        var name: String { String(path.split(separator: "/").last ?? "") }
        /// The target it belongs to: the folder below `Sources`.
        var target: String { String(path.split(separator: "/").dropFirst().first ?? "") }
        /// The number of lines.
        var lineCount: Int { text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 }
        /// What it says to the compiler.
        var code: String { SwiftCode(text).withoutComments }
    }

    /// The root of the package.
    static let root = URL(fileURLWithPath: PackageFolder.path)

    /// The Swift files below a folder of the package, by path.
    static func swiftFiles(in folder: String) throws -> [File] {
        let base = root.appendingPathComponent(folder).path
        return try FileManager.default.subpathsOfDirectory(atPath: base).sorted().filter { $0.hasSuffix(".swift") }
            .map { try File(path: "\(folder)/\($0)", text: text(of: "\(folder)/\($0)")) }
    }

    /// The names of the files in a folder of the package.
    static func fileNames(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path).sorted()
    }

    /// The names of the targets below `Sources`.
    static func targets() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("Sources").path).sorted()
    }

    /// The text of a file of the package.
    static func text(of path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// Whether a path of the package names an existing file.
    static func hasFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let full = root.appendingPathComponent(path).path
        return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) && !isFolder.boolValue
    }
}
