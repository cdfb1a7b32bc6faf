import Foundation
import Testing

/// Debian's `promtool`, an independent reader of metrics and rules.
enum Promtool {
    /// Why tests that need it are skipped where it is not there.
    static let reason: Comment = "there is no promtool on this machine; make test fetches it where it can"

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// The folder with the shipped rules and the dashboard.
    static let shipped = root + "/etc/cnswatch/prometheus"

    /// Where it is: where `.ci/deps test` puts it, or on the path.
    static let path: String? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return ([root + "/.build/prometheus"] + folders).map { $0 + "/promtool" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    static var isThere: Bool { path != nil }

    /// Runs it with these words, and this on its standard input; gives its status and all it said.
    static func run(_ arguments: [String], input: String = "") throws -> (status: Int32, said: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path ?? "/nowhere")
        process.arguments = arguments
        let (into, out) = (Pipe(), Pipe())
        process.standardInput = into
        process.standardOutput = out
        process.standardError = out
        try process.run()
        // It reads all before it says anything, so that neither can wait for the other.
        try into.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try into.fileHandleForWriting.close()
        let said = try out.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }
}
