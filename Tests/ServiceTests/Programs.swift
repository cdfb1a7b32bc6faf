import Foundation

/// The built programs, run as people run them.
enum Programs {
    /// What a finished program left.
    struct Outcome {
        let status: Int32
        let output: String
        let talk: String
    }

    /// The folder of the built programs: the one the tests were built into.
    static let folder: String = {
        let tests = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: tests).deletingLastPathComponent().path
    }()

    static let protocolFile =
        String(#filePath.dropLast("Tests/ServiceTests/Programs.swift".count)) + "etc/cnswatch/protocols/her2-cns.toml"

    static let casesFolder = String(#filePath.dropLast("ServiceTests/Programs.swift".count)) + "Cases"

    /// Runs `cnswatch` to its end.
    static func cnswatch(_ arguments: [String], socket: String? = nil) throws -> Outcome {
        var environment = ProcessInfo.processInfo.environment
        environment["CNSWATCH_SOCKET"] = socket ?? "/nowhere/socket"
        environment["CNSWATCH_PROTOCOL"] = protocolFile
        return try run(folder + "/cnswatch", arguments, environment)
    }

    /// Runs a program to its end.
    static func run(_ program: String, _ arguments: [String], _ environment: [String: String]? = nil) throws -> Outcome
    {
        let files = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        if let environment { process.environment = environment }
        let output = try files.openFile("output")
        let talk = try files.openFile("talk")
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = talk
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: try files.text("output"), talk: try files.text("talk"))
    }
}
