import Glibc

/// The possible places of a file or folder shipped with the programs: its installed place, or a checkout around the
/// program, which then works without installing. Never the current folder: the working directory must not select a
/// file that decides about patients.
public struct ShippedPlaces: Sendable {
    /// The installed path, such as `/etc/cnswatch/codes`.
    public var installed: String
    /// The program's file; the search for a checkout goes upwards from its folder.
    public var executable: String?
    /// The path below the folder of the checkout, such as `etc/cnswatch/codes`.
    private let below: String

    /// The places for a path below the root, such as `/etc/cnswatch/codes`, with this process's program.
    public init(installed: String) {
        self.installed = installed
        below = String(installed.drop { $0 == "/" })
        executable = ShippedPlaces.ownExecutable()
    }

    /// All places in search order: the installed one, then those above the program, the nearest first.
    public var all: [String] { [installed] + checkouts.filter { $0 != installed } }

    /// The first place that exists; nil if none does.
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

    /// Whether a file exists at a path. An unreadable one counts too: reading it gives the reason.
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
        // A full buffer may hold a truncated path.
        guard count > 0, count < buffer.count else { return nil }
        return String(validating: buffer[..<count], as: UTF8.self)
    }
}
