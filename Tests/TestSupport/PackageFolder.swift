import Foundation

/// The package that the tests belong to, as it stands on disk.
public enum PackageFolder {
    /// Its path, without a slash at its end.
    public static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// The path of a file of the package, such as `etc/cnswatch/cnswatch.toml`.
    public static func file(_ name: String) -> String { path + "/" + name }

    /// The text of a file of the package.
    public static func text(of name: String) throws -> String {
        try String(contentsOfFile: file(name), encoding: .utf8)
    }

    /// The protocol that is shipped.
    public static let protocolFile = file("etc/cnswatch/protocols/her2-cns.toml")

    /// The roster of the worked cases.
    public static let cases = file("Tests/Cases")
}
