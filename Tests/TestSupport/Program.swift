import Foundation
import Glibc
import Testing

/// A program that was run to its end.
public struct Program: Sendable {
    /// Its exit status; that of a signal that ended it, less than zero.
    public let status: Int32
    /// What it wrote to its standard output.
    public let output: String
    /// What it wrote to its standard error.
    public let talk: String

    /// The outcome of a program that was run in a different way.
    public init(status: Int32, output: String, talk: String) {
        (self.status, self.output, self.talk) = (status, output, talk)
    }

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - environment: its environment; nil for that of the tests.
    ///   - input: what its standard input holds.
    public static func run(
        _ path: String, _ arguments: [String], _ environment: [String: String]? = nil, input: String = ""
    ) throws -> Program {
        // By files, so that neither can wait for the other.
        let files = try TemporaryFolder()
        try files.write("input", input)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        if let environment { process.environment = environment }
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: files.file("input")))
        process.standardOutput = try files.openFile("output")
        process.standardError = try files.openFile("talk")
        try process.run()
        process.waitUntilExit()
        return Program(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: try files.text("output"), talk: try files.text("talk"))
    }
}

/// A program that a test talks to: it is ended with the test, and every wait for it is bounded.
public final class Peer {
    private let process = Process()
    private let folder: TemporaryFolder
    private let output: FileHandle
    private var unread: [UInt8] = []

    /// Starts a program.
    ///
    /// - Parameter readingErrors: whether its lines are those of its standard error.
    public init(_ program: String, _ arguments: [String], readingErrors: Bool = false) throws {
        folder = try TemporaryFolder()
        // A file, so that the program never waits for the test to read.
        let lines = try folder.openFile("lines")
        output = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder.file("lines")))
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = readingErrors ? FileHandle.nullDevice : lines
        if readingErrors { process.standardError = lines }
        try process.run()
    }

    /// Starts a script of Python.
    public static func python(_ script: String, _ arguments: [String]) throws -> Peer {
        try Peer(try Tool.pythonPeers.path(), ["-u", "-c", script] + arguments)
    }

    deinit { stop() }

    /// Ends the program now.
    public func stop() {
        guard process.isRunning else { return }
        // A thread that started it may have blocked the gentler signals, and with them the program.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// The next line that the program has written; nil where there is none yet.
    public func lineSoFar() throws -> String? {
        unread += try output.readToEnd() ?? Data()
        guard let end = unread.firstIndex(of: 10) else { return nil }
        defer { unread.removeSubrange(...end) }
        return String(decoding: unread[..<end], as: UTF8.self)
    }

    /// The next line that the program writes, within a minute.
    public func line() throws -> String {
        for _ in 0..<3_000 {
            let hasEnded = !process.isRunning
            if let line = try lineSoFar() { return line }
            try #require(!hasEnded, "the peer ended: \(String(decoding: unread, as: UTF8.self))")
            usleep(20_000)
        }
        throw Silence()
    }

    /// The next line, which is a port that it listens on.
    public func port() throws -> Int { try #require(Int(try line())) }

    /// The next line, which is a JSON object of texts.
    public func record() throws -> [String: String] { try Peer.record(try line()) }

    /// A line that is a JSON object of texts.
    static func record(_ line: String) throws -> [String: String] {
        try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
    }

    /// The program wrote nothing for a minute.
    private struct Silence: Error {}
}
