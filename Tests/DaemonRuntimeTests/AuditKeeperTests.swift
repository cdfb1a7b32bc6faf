import AuditTrail
import Foundation
import StaffWork
import Synchronization
import Systemd
import Testing
import WatchStore

@testable import DaemonRuntime

@Suite("Entries of the audit trail are on the disk before the answers leave")
final class AuditKeeperTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    private let journal = Records()

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func keeper(maximumPages: Int? = nil) throws -> AuditKeeper {
        AuditKeeper(
            try AuditFile(path: folder + "/a.sqlite", maximumPages: maximumPages), headFile: folder + "/head",
            clock: try ClinicClock(timeZone: "UTC", reading: { 1_768_900_000 }), journal: Journal(sink: journal))
    }

    private var patients: [String?] {
        get throws { try AuditFile(path: folder + "/a.sqlite").entries(limit: 100).map(\.patient) }
    }

    private let who = StaffMember(uid: 1, name: "anna")

    @Test func `what several people read is written at once, in order, when the first of them is answered`() throws {
        let keeper = try keeper()
        for number in 1...5 { keeper.noteRead("show", by: who, patient: "M\(number)", "") }
        #expect(try patients == [])
        #expect(!keeper.isBehind)
        keeper.commit()
        #expect(try patients == ["M1", "M2", "M3", "M4", "M5"])
        keeper.commit()
        #expect(try patients.count == 5)
        var chain = AuditChain(verifying: nil)
        try chain.follow(try AuditFile(path: folder + "/a.sqlite").entries(from: 1, limit: 10))
        try chain.end()
    }

    @Test func `an act is written at once, with what was read before it`() throws {
        let keeper = try keeper()
        keeper.noteRead("show", by: who, patient: "M1", "")
        keeper.noteAct(
            AuditDraft(at: 1, uid: 1, user: "anna", verb: "record", patient: "M2", item: nil, detail: "", action: 1))
        #expect(try patients == ["M1", "M2"])
    }

    @Test func `whoever looks into the trail finds that they do`() throws {
        let keeper = try keeper()
        keeper.noteRead("audit", by: who, patient: "M7", "")
        #expect(
            try keeper.page(patient: nil, user: nil, since: nil, after: 0, limit: 10).entries.map(\.verb) == ["audit"])
    }

    @Test func `where the trail cannot be written the entries wait, and that is said once`() throws {
        _ = try keeper()
        let keeper = try keeper(maximumPages: 1)
        for number in 1...3 {
            keeper.noteRead("show", by: who, patient: "M\(number)", String(repeating: "x", count: 5_000))
            keeper.commit()
        }
        #expect(keeper.isBehind)
        #expect(try patients == [])
        #expect(journal.texts.count == 1)
    }

    private final class Records: JournalSink {
        private let written = Mutex<[String]>([])
        var texts: [String] { written.withLock { $0 } }
        func write(_ record: JournalRecord) { written.withLock { $0.append(record.message) } }
    }
}
