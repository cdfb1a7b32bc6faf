import Glibc

/// The name of the time zone that a machine is set to, found where the C library and Debian keep it.
struct MachineZone {
    /// The name, such as `Europe/Madrid`; where it cannot be told, what is known instead.
    let name: String

    /// The zone of this process: `$TZ`, else the link `/etc/localtime`, else what `/etc/timezone` says.
    init() {
        self.init(variable: getenv("TZ").map { String(cString: $0) }, link: "/etc/localtime", file: "/etc/timezone")
    }

    init(variable: String?, link: String, file: String) {
        if let variable {
            // The C library takes an empty variable for UTC, and a path or a rule as well as a name.
            let zone = variable.hasPrefix(":") ? String(variable.dropFirst()) : variable
            name = zone.isEmpty ? "UTC" : MachineZone.name(inPath: zone) ?? MachineZone.shown(zone)
            return
        }
        if let target = MachineZone.target(ofLink: link) {
            name = MachineZone.name(inPath: target) ?? MachineZone.shown(target)
            return
        }
        // Without /etc/localtime the C library counts in UTC, whatever another file says.
        guard access(link, F_OK) == 0 else {
            name = "UTC"
            return
        }
        name = MachineZone.firstLine(of: file) ?? "the machine's zone, of no known name (\(link) is a copy)"
    }

    /// The zone of a path into the zone database, nil for a path to elsewhere.
    private static func name(inPath path: String) -> String? {
        guard let range = path.firstRange(of: "zoneinfo/") else { return nil }
        var zone = path[range.upperBound...]
        for database in ["posix/", "right/"] where zone.hasPrefix(database) { zone = zone.dropFirst(database.count) }
        return zone.isEmpty ? nil : shown(String(zone))
    }

    private static func target(ofLink link: String) -> String? {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                text.baseAddress.map { readlink(link, $0, text.count) } ?? -1
            }
        }
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }

    private static func firstLine(of file: String) -> String? {
        let descriptor = open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return nil }
        let line = String(decoding: buffer[..<count].prefix { $0 > 0x20 }, as: UTF8.self)
        return line.isEmpty ? nil : shown(line)
    }

    /// The text without what a terminal would obey, and of a bearable length.
    private static func shown(_ text: String) -> String {
        String(
            text.unicodeScalars.prefix(100).filter { $0.isASCII && $0.value >= 0x20 && $0.value < 0x7F }.map(
                Character.init))
    }
}
