import Foundation
import Glibc
import Testing

/// A program that a test talks to: it is ended with the test, and every wait for it is bounded.
final class Peer {
    /// The Python that has the peers' packages; nil where the tests were not given one.
    static let python = ProcessInfo.processInfo.environment["CNSWATCH_TEST_PYTHON"]

    private let process = Process()
    private let output = Pipe()
    private var unread: [UInt8] = []

    /// Starts a program.
    ///
    /// - Parameter readingErrors: whether its lines are those of its standard error.
    init(_ program: String, _ arguments: [String], readingErrors: Bool = false) throws {
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = readingErrors ? FileHandle.nullDevice : output
        if readingErrors { process.standardError = output }
        try process.run()
    }

    /// Starts a script of Python.
    static func python(_ script: String, _ arguments: [String]) throws -> Peer {
        try Peer(try #require(python), ["-u", "-c", script] + arguments)
    }

    deinit {
        // A thread that started it may have blocked the gentler signals, and with them the program.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// The next line that the program says.
    func line() throws -> String {
        while true {
            if let end = unread.firstIndex(of: 10) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread.removeSubrange(...end)
                return line
            }
            let descriptor = output.fileHandleForReading.fileDescriptor
            var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            try #require(poll(&wait, 1, 60_000) == 1, "the peer said nothing within a minute")
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = read(descriptor, &buffer, buffer.count)
            try #require(count > 0, "the peer ended: \(String(decoding: unread, as: UTF8.self))")
            unread += buffer[..<count]
        }
    }

    /// The next line, which is a port that it listens on.
    func port() throws -> Int { try #require(Int(try line())) }

    /// The next line, which is a JSON object of texts.
    func record() throws -> [String: String] {
        try JSONDecoder().decode([String: String].self, from: Data(try line().utf8))
    }
}
