import Glibc

/// Where a file or folder that is shipped with the programs may stand: as it was installed, or in a checkout around the program, so
/// that one works without installing. Never the current folder: what decides about patients must not be what lies where somebody
/// happens to stand.
public struct ShippedPlaces: Sendable {
    /// Where it is installed, such as `/etc/cnswatch/codes`.
    public var installed: String
    /// The program's file, from whose folder upwards a checkout is looked for.
    public var executable: String?
    /// The path below the folder of the checkout, such as `etc/cnswatch/codes`.
    private let below: String

    /// The places for a path below the root, such as `/etc/cnswatch/codes`, with the program of this process.
    public init(installed: String) {
        self.installed = installed
        below = String(installed.drop { $0 == "/" })
        executable = ShippedPlaces.ownExecutable()
    }

    /// All of them, the first to be looked at first: the installed one, then those above the program, the nearest first.
    public var all: [String] { [installed] + checkouts.filter { $0 != installed } }

    /// The first place at which something is; nil where there is nothing at any.
    public var first: String? { all.first(where: ShippedPlaces.exists) }

    private var checkouts: [String] {
        guard let executable, executable.utf8.first == UInt8(ascii: "/") else { return [] }
        var folders = executable.split(separator: "/").dropLast()
        var places: [String] = []
        while true {
            places.append((folders + [Substring(below)]).map { "/" + $0 }.joined())
            guard folders.popLast() != nil else { return places }
        }
    }

    /// Whether something is at a path. What is there and may not be read is found all the same: reading it tells the reason.
    public static func exists(_ path: String) -> Bool {
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
