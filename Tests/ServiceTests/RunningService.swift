import Foundation
import Glibc
import TestSupport
import Testing

/// A real `cnswatchd` on a roster in a temporary folder; the service manager it talks to is the test.
final class RunningService {
    let folder: TemporaryFolder
    private let manager: Int32
    private let variables: [String: String]
    private var process: Process
    var socket: String { folder.path + "/socket" }

    /// - Parameters:
    ///   - variables: what the environment holds besides, at every start.
    ///   - crashPoint: where the first start is to be killed, as `FailPoint` has it; nil for nowhere.
    init(
        patients: String, events: String, zone: String = "Europe/Madrid", further: String = "",
        variables: [String: String] = [:], crashPoint: String? = nil
    ) throws {
        self.variables = variables
        folder = try TemporaryFolder()
        try folder.write("roster/patients.csv", patients)
        try folder.write("roster/events.csv", events)
        try folder.write(
            "cnswatch.toml",
            """
            time_zone = "\(zone)"
            [roster]
            folder = "\(folder.path)/roster"
            [protocol]
            file = "\(PackageFolder.protocolFile)"
            [state]
            folder = "\(folder.path)/state"
            [control]
            socket = "\(folder.path)/socket"
            \(further)
            """)
        manager = try UnixSocket.bound(to: folder.file("notify"), kind: SOCK_DGRAM)
        process = Process()
        try run(with: crashPoint.map { ["CNSWATCH_CRASH_POINT": $0] } ?? [:])
        try waitFor("READY=1", unlessKilled: crashPoint != nil)
    }

    deinit {
        if process.isRunning {
            process.terminate()
            process.waitUntilExit()
        }
        close(manager)
    }

    /// Starts the service anew and waits until it says that it is ready.
    func start(with variables: [String: String] = [:]) throws {
        try run(with: variables)
        try waitFor("READY=1")
    }

    private func run(with further: [String: String]) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: Programs.folder + "/cnswatchd")
        process.arguments = ["--config", folder.path + "/cnswatch.toml"]
        var environment = ProcessInfo.processInfo.environment
        environment["NOTIFY_SOCKET"] = folder.path + "/notify"
        process.environment = environment.merging(variables) { $1 }.merging(further) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardError = try folder.openFile("log")
        try process.run()
    }

    var isRunning: Bool { process.isRunning }

    /// Waits until the service tells its manager something that holds this text, or, where it may be, is killed.
    func waitFor(_ text: String, unlessKilled mayDie: Bool = false) throws {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            var waiting = pollfd(fd: manager, events: Int16(POLLIN), revents: 0)
            var tries = 0
            while poll(&waiting, 1, 50) == 0, tries < 1_200 {
                if mayDie, !process.isRunning { return }
                tries += 1
            }
            let count = recv(manager, &buffer, buffer.count, 0)
            let log = try folder.text("log")
            try #require(count > 0, "the service did not say \(text) within the limit: \(log)")
            if String(decoding: buffer[..<count], as: UTF8.self).contains(text) { return }
        }
    }

    /// Sends a signal and waits for the end; gives how it ended.
    func end(with signal: Int32) -> (reason: Process.TerminationReason, status: Int32) {
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        return (process.terminationReason, process.terminationStatus)
    }

    /// Waits for the end of a service that ends by itself; gives how it ended.
    func wait() -> (reason: Process.TerminationReason, status: Int32) {
        process.waitUntilExit()
        return (process.terminationReason, process.terminationStatus)
    }

    func signal(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Runs `cnswatch` against this service.
    func ask(_ arguments: String...) throws -> Program {
        // A manager that never listens would have the service wait, once a few lines are under way.
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while recv(manager, &buffer, buffer.count, Int32(MSG_DONTWAIT)) > 0 {}
        return try Programs.cnswatch(arguments, socket: socket)
    }

    /// Waits until every message has reached its end, or the service is dead; false where neither happens in half a minute.
    func isSettled() throws -> Bool {
        for _ in 0..<600 where isRunning {
            let alerts = try ask("alerts", "-o", "json")
            if alerts.status == 0, alerts.output.contains("\"waiting\":0,"),
                !alerts.output.contains("\"state\":\"waiting\"")
            {
                return true
            }
            usleep(50_000)
        }
        return false
    }

    var log: String { get throws { try folder.text("log") } }

    /// A service on the worked cases.
    static func onCases() throws -> RunningService {
        try RunningService(
            patients: try PackageFolder.text(of: "Tests/Cases/patients.csv"),
            events: try PackageFolder.text(of: "Tests/Cases/events.csv"))
    }
}
