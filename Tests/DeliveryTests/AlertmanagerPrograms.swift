import Foundation

/// Debian's `prometheus-alertmanager` and `amtool`, installed or merely unpacked.
enum AlertmanagerPrograms {
    /// The folder that the package's files are in, as `usr/bin/amtool`; `/` where it is installed.
    static let folder = ProcessInfo.processInfo.environment["CNSWATCH_TEST_ALERTMANAGER"] ?? ""

    /// Whether they are there and can run.
    static let areUsable: Bool = {
        guard !folder.isEmpty, FileManager.default.isExecutableFile(atPath: folder + "/usr/bin/amtool") else {
            return false
        }
        return areInstalled || isIsolationAllowed()
    }()

    // The program reads its templates from where its package would have put them, and from nowhere else.
    private static let areInstalled = FileManager.default.fileExists(
        atPath: "/usr/share/prometheus/alertmanager/default.tmpl")

    private static func isIsolationAllowed() -> Bool {
        let trial = Process()
        trial.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
        trial.arguments = ["--map-root-user", "--mount", "true"]
        trial.standardInput = FileHandle.nullDevice
        trial.standardError = FileHandle.nullDevice
        guard (try? trial.run()) != nil else { return false }
        trial.waitUntilExit()
        return trial.terminationStatus == 0
    }

    /// Starts the Alertmanager; where it is merely unpacked, it alone sees its files in place of the machine's.
    static func start(_ arguments: [String]) throws -> Peer {
        let program = folder + "/usr/bin/prometheus-alertmanager"
        if areInstalled { return try Peer(program, arguments, readingErrors: true) }
        let script = #"mount --bind "$0/usr/share" /usr/share && exec "$0/usr/bin/prometheus-alertmanager" "$@""#
        return try Peer(
            "/usr/bin/unshare", ["--map-root-user", "--mount", "sh", "-c", script, folder] + arguments,
            readingErrors: true)
    }
}
