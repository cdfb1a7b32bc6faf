import Foundation
import ProtocolReading
import Systemd
import TestSupport
import Testing
import WatchStore

@testable import DaemonRuntime
@testable import Service

@Suite("The writer's thread")
struct WriterThreadTests {
    private final class Listener: WriterThreadDelegate {
        var heard: [String] = []
        func writerProgressed(_ progress: WriterProgress) { heard.append("\(progress)") }
        func writerFinished(_ kind: WriterJobKind, failure: StoreError?) {
            heard.append("\(kind)\(failure.map { " \($0.kind)" } ?? "")")
        }
    }

    private let loop: EventLoop
    private let listener = Listener()
    private let place: TemporaryFolder
    private var folder: String { place.path }

    init() throws {
        loop = try EventLoop()
        place = try TemporaryFolder()
    }

    private func writer(storePath: String) throws -> WriterThread {
        var settings = ServiceSettings()
        settings.rosterFolder = folder
        settings.protocolFiles = [PackageFolder.protocolFile]
        let writer = try WriterThread(
            loop: loop, settings: settings, clock: try ClinicClock(timeZone: "Europe/Madrid"), storePath: storePath,
            pseudonyms: Pseudonyms(key: [1]),
            state: ServiceState(try ProtocolReader.read(paths: settings.protocolFiles)),
            journal: Journal(sink: NoRecords()))
        writer.delegate = listener
        return writer
    }

    @Test func `each job gives a value of its own type, in their order, after the loop has heard of the job`() throws {
        let writer = try writer(storePath: folder + "/store.sqlite")
        defer { writer.end() }
        writer.ask(.readRoster()) { [listener] result in
            let outcome = try? result.get()
            if case .refused = outcome?.verdict { listener.heard.append("refused") }
        }
        writer.ask(.change(.drill(route: "north", receivers: ["nurse", "doctor"]))) { [listener] result in
            listener.heard.append("message \((try? result.get()).flatMap(\.self) ?? 0)")
        }
        writer.ask(.giveUpWithoutReceiver(1))
        writer.ask(.advanceDay) { [loop] _ in loop.exit(code: 0) }
        _ = try loop.run()
        #expect(
            listener.heard == ["reading", "roster", "refused", "other", "message 1", "delivery", "day"])
        #expect(writer.state.refusal != nil && !writer.isStuck)
        let messages = try StoreView(path: folder + "/store.sqlite").read { reader in
            try [1, 2].map { try reader.message($0)?.state }
        }
        #expect(messages == [.dead, .waiting])
    }

    @Test func `a store that cannot be opened fails the job, and is opened by the next one that can`() throws {
        let writer = try writer(storePath: folder + "/later/store.sqlite")
        defer { writer.end() }
        writer.ask(.advanceDay) { [folder] result in
            if case .success = result { Issue.record("there was no folder for the store") }
            try? FileManager.default.createDirectory(atPath: folder + "/later", withIntermediateDirectories: false)
            writer.ask(.advanceDay) { [loop] _ in loop.exit(code: 0) }
        }
        _ = try loop.run()
        #expect(listener.heard == ["day unusable", "day"])
    }
}
