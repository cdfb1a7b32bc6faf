import Foundation
import TestSupport

/// The built programs, run as people run them.
enum Programs {
    /// The folder of the built programs: the one the tests were built into.
    static let folder: String = {
        let tests = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: tests).deletingLastPathComponent().path
    }()

    /// Runs `cnswatch` to its end.
    static func cnswatch(_ arguments: [String], socket: String? = nil) throws -> Program {
        var environment = ProcessInfo.processInfo.environment
        environment["CNSWATCH_SOCKET"] = socket ?? "/nowhere/socket"
        environment["CNSWATCH_PROTOCOL"] = PackageFolder.protocolFile
        return try Program.run(folder + "/cnswatch", arguments, environment)
    }
}
