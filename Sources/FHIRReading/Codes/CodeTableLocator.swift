import Glibc

/// Finds the folder of code tables where none, or one, was named: as protocols are found.
///
/// The order: the folder named, `$CNSWATCH_CODES`, `/etc/cnswatch/codes`, and the same below `etc` of the folders above the
/// program. Never the current folder.
public struct CodeTableLocator: Sendable {
    /// The folder named on the command line or in the configuration.
    public var named: String?
    /// The value of `$CNSWATCH_CODES`; empty counts as absent.
    public var environmentValue: String?
    /// Where installed tables are.
    public var installed = "/etc/cnswatch/codes"
    /// The program's file, from whose folder upwards a checkout's tables are looked for.
    public var executable: String?

    /// A locator for a folder named, if any, with the environment and program of this process.
    public init(named: String? = nil) {
        self.named = named
        environmentValue = getenv("CNSWATCH_CODES").map { String(cString: $0) }
        executable = CodeTableLocator.ownExecutable()
    }

    /// The folder. One that was named is the only one looked at, and is given whether it is there or not: reading it tells.
    public func locate() -> String {
        if let named { return named }
        if let environmentValue, !environmentValue.isEmpty { return environmentValue }
        return ([installed] + checkouts).first(where: CodeTableLocator.exists) ?? installed
    }

    private var checkouts: [String] {
        guard let executable, executable.utf8.first == UInt8(ascii: "/") else { return [] }
        var folders = executable.split(separator: "/").dropLast()
        var places: [String] = []
        while true {
            places.append((folders + ["etc", "cnswatch", "codes"]).map { "/" + $0 }.joined())
            guard folders.popLast() != nil else { return places }
        }
    }

    private static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0
    }

    private static func ownExecutable() -> String? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                characters.baseAddress.map { readlink("/proc/self/exe", $0, characters.count) } ?? -1
            }
        }
        guard count > 0, count < buffer.count else { return nil }
        return String(validating: buffer[..<count], as: UTF8.self)
    }
}
