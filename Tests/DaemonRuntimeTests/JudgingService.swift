import ControlInterface
import Foundation
import ProtocolReading
import Systemd
import Testing
import WatchStore

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

/// What a service judges and answers with, without its loop: on a folder of its own, at noon of 2026-11-20 in Madrid.
final class JudgingService {
    private final class Silent: JournalSink {
        func write(_ record: JournalRecord) {}
    }

    static let root = String(#filePath.dropLast("Tests/DaemonRuntimeTests/JudgingService.swift".count))

    let folder: String
    let watchman: Watchman
    let answers: Answers

    /// - Parameter settings: lines of `[roster]` besides its folder, which is `roster` in the service's own.
    init(_ settings: String) throws {
        var template = Array("/tmp/cnswatch-judging-XXXXXX".utf8CString)
        folder = String(cString: try #require(mkdtemp(&template)))
        try """
        time_zone = "Europe/Madrid"
        [roster]
        folder = "\(folder)/roster"
        \(settings)
        [protocol]
        file = "\(JudgingService.root)etc/cnswatch/protocols/her2-cns.toml"
        """.write(toFile: folder + "/cnswatch.toml", atomically: true, encoding: .utf8)
        let configuration = try DaemonConfiguration(path: folder + "/cnswatch.toml")
        let clock = try ClinicClock(timeZone: "Europe/Madrid", reading: { 1_795_172_400 })
        let standing = WatchmanStanding(try ProtocolReader.read(path: configuration.service.protocolFile))
        let path = folder + "/cnswatch.sqlite"
        watchman = Watchman(
            settings: configuration.service, clock: clock, store: try WatchStore(path: path),
            pseudonyms: Pseudonyms(key: [1, 2, 3]), standing: standing, journal: Journal(sink: Silent()))
        answers = Answers(
            settings: configuration.service, clock: clock, store: try StoreView(path: path), site: "0",
            standing: standing
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Reads the roster of the folder.
    func read() throws -> ReloadReport {
        guard case .judged(let outcome) = try watchman.perform(.readRoster) else { throw CancellationError() }
        return ReloadReport(outcome)
    }
}
