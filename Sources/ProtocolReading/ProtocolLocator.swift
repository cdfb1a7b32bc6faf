import Glibc

/// Finds the protocol file to use where none, or one, was named.
///
/// The order: the path named, `$CNSWATCH_PROTOCOL`, `/etc/cnswatch/protocols/her2-cns.toml`, and the same below `etc` of
/// the folders above the program, so that a checkout works without installing. Never the current folder: the protocol
/// decides what patients are owed, and a file lying where somebody happens to stand must not decide that.
///
/// A path that was named is the only one looked at: to fall back on another protocol in silence would be worse than to stop.
public struct ProtocolLocator: Sendable {
    /// The path named on the command line or in the configuration.
    public var named: String?
    /// The value of `$CNSWATCH_PROTOCOL`; empty counts as absent.
    public var environmentValue: String?
    /// Where an installed protocol is.
    public var installed = "/etc/cnswatch/protocols/her2-cns.toml"
    /// The program's file, from whose folder upwards a checkout's protocol is looked for.
    public var executable: String?

    /// A locator for a path named, if any, with the environment and program of this process.
    public init(named: String? = nil) {
        self.named = named
        environmentValue = getenv("CNSWATCH_PROTOCOL").map { String(cString: $0) }
        executable = ProtocolLocator.ownExecutable()
    }

    /// The path of the protocol file.
    ///
    /// A file that exists but may not be read is found all the same, so that reading it tells the reason.
    ///
    /// - Throws: The places looked at, where there is none.
    public func locate() throws(ProtocolNotFound) -> String {
        if let named { return try found(named, origin: .named) }
        if let environmentValue, !environmentValue.isEmpty { return try found(environmentValue, origin: .environment) }
        let places = [installed] + checkouts.filter { $0 != installed }
        guard let place = places.first(where: ProtocolLocator.exists) else {
            throw ProtocolNotFound(places: places, origin: .standard)
        }
        return place
    }

    private func found(_ path: String, origin: ProtocolNotFound.Origin) throws(ProtocolNotFound) -> String {
        guard ProtocolLocator.exists(path) else { throw ProtocolNotFound(places: [path], origin: origin) }
        return path
    }

    /// The places in the folders above the program, the nearest first.
    private var checkouts: [String] {
        guard let executable, executable.utf8.first == UInt8(ascii: "/") else { return [] }
        var folders = executable.split(separator: "/").dropLast()
        var places: [String] = []
        while true {
            places.append((folders + ["etc", "cnswatch", "protocols", "her2-cns.toml"]).map { "/" + $0 }.joined())
            guard folders.popLast() != nil else { return places }
        }
    }

    private static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR)
    }

    private static func ownExecutable() -> String? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                characters.baseAddress.map { readlink("/proc/self/exe", $0, characters.count) } ?? -1
            }
        }
        // A full buffer may hold half a path.
        guard count > 0, count < buffer.count else { return nil }
        return String(validating: buffer[..<count], as: UTF8.self)
    }
}
