import ControlInterface
import Foundation
import ProtocolReading
import Systemd
import TestSupport
import Testing
import WatchStore

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

/// What a service judges and answers with, without its loop: on a folder of its own, at noon of 2026-11-20 in Madrid.
final class JudgingService {
    private let place: TemporaryFolder
    var folder: String { place.path }
    let writer: ServiceWriter
    let queries: QueryService

    /// - Parameter settings: lines of `[roster]` besides its folder, which is `roster` in the service's own.
    init(_ settings: String) throws {
        place = try TemporaryFolder()
        let folder = place.path
        try """
        time_zone = "Europe/Madrid"
        [roster]
        folder = "\(folder)/roster"
        \(settings)
        [protocol]
        file = "\(PackageFolder.protocolFile)"
        """.write(toFile: folder + "/cnswatch.toml", atomically: true, encoding: .utf8)
        (writer, queries) = try JudgingService.parts(
            DaemonConfiguration(path: folder + "/cnswatch.toml").service,
            try ClinicClock(timeZone: "Europe/Madrid", reading: { 1_795_172_400 }),
            storePath: folder + "/cnswatch.sqlite",
            Journal(sink: NoRecords()))
    }

    /// A writer, and what answers from the same store by a view of its own.
    static func parts(
        _ settings: ServiceSettings, _ clock: ClinicClock, storePath: String, _ journal: Journal
    ) throws -> (ServiceWriter, QueryService) {
        let state = ServiceState(try ProtocolReader.read(paths: settings.protocolFiles))
        let context = WriterContext(
            settings: settings, clock: clock, store: try WatchStore(path: storePath), state: state, journal: journal)
        return (
            ServiceWriter(context, pseudonyms: Pseudonyms(key: [1, 2, 3]), jitter: { _ in 0 }),
            QueryService(settings: settings, clock: clock, store: try StoreView(path: storePath), state: state)
        )
    }

    /// Reads the roster of the folder.
    func read(_ cause: RosterReadCause = .automatic) throws -> ReloadReport {
        ReloadReport(try writer.readRoster(cause))
    }
}

/// A journal that keeps nothing.
final class NoRecords: JournalSink {
    func write(_ record: JournalRecord) {}
}
