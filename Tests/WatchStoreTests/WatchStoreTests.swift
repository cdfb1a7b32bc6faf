import Alerting
import CivilCalendar
import ClinicalModel
import Foundation
import ProtocolReading
import RosterReading
import Surveillance
import Testing
import WatchStore

@Suite("The store")
struct WatchStoreTests {
    private let folder: String
    private let rules: SurveillanceProtocol
    private let today: CivilDate
    private static let root = String(#filePath.dropLast("Tests/WatchStoreTests/WatchStoreTests.swift".count))

    init() throws {
        var template = Array("/tmp/cnswatch-store-XXXXXX".utf8CString)
        folder = String(cString: try #require(mkdtemp(&template)))
        rules = try ProtocolReader.read(path: WatchStoreTests.root + "etc/cnswatch/protocols/her2-cns.toml")
        today = try #require(CivilDate("2025-11-25"))
    }

    private func fill(_ store: WatchStore) throws -> Roster {
        let roster = try RosterReader().read(folder: WatchStoreTests.root + "Tests/Cases").roster
        try store.write { writer in
            for index in roster.patients.indices { try writer.put(evaluated(roster, index), agents: roster.agents) }
        }
        return roster
    }

    private func evaluated(_ roster: Roster, _ index: Int) -> EvaluatedPatient {
        let record = roster.record(at: index)
        return EvaluatedPatient(
            record: record, plan: PatientPlan(for: record, rules: rules, asOf: today), pseudonym: "p\(index)",
            position: index, contentHash: ContentHash.hash(of: record, agents: roster.agents))
    }

    @Test func `patients come back as they went in, every kind of event of the worked cases among them`() throws {
        let path = folder + "/a.sqlite"
        let roster = try fill(try WatchStore(path: path))
        let stored = try WatchStore(path: path).read { try $0.allPatients() }
        #expect(stored.count == roster.patients.count)
        for (index, patient) in stored.enumerated() {
            let record = roster.record(at: index)
            #expect(patient.record.patient == record.patient)
            #expect(
                ContentHash.hash(of: patient.record, agents: patient.agents)
                    == ContentHash.hash(of: record, agents: roster.agents))
            #expect(
                PatientPlan(for: patient.record, rules: rules, asOf: today).items
                    == PatientPlan(for: record, rules: rules, asOf: today).items)
        }
    }

    @Test func `the work-list is that of the plans, most urgent first`() throws {
        let store = try WatchStore(path: folder + "/b.sqlite")
        let roster = try fill(store)
        var rows: [StoredFollowUp] = []
        try store.read { reader in
            try reader.forEachFollowUp(openBy: nil) {
                rows.append($0)
                return true
            }
        }
        let planned = roster.patients.indices.reduce(0) { $0 + evaluated(roster, $1).plan.items.count }
        #expect(rows.count == planned)
        let keys = rows.map { "\($0.urgency.rank) \($0.due) \($0.mrn) \($0.item)" }
        #expect(keys == keys.sorted())
        #expect(Set(rows.map(\.mrn)).count > 50)
    }

    @Test func `a change that fails leaves nothing of itself`() throws {
        struct Halfway: Error {}
        let store = try WatchStore(path: folder + "/c.sqlite")
        let roster = try fill(store)
        #expect(throws: StoreError.self) {
            try store.write { writer in
                try writer.markAbsent(roster.patients[0].mrn, since: today)
                throw Halfway()
            }
        }
        #expect(try store.read { try $0.census().absent } == 0)
    }

    @Test func `an alert is pending until it is handed over, and what was told is held`() throws {
        let path = folder + "/d.sqlite"
        let store = try WatchStore(path: path)
        let roster = try fill(store)
        func decide(_ writer: StoreWriter) throws -> AnnouncementDecisions {
            var planner = AnnouncementPlanner(AnnouncementContext(today: today, lastEvaluated: today, limit: 10_000))
            for index in roster.patients.indices {
                let patient = evaluated(roster, index)
                let items = patient.plan.items.map { WatchedItem($0, in: patient.plan) }
                try planner.consider(items, of: patient.pseudonym, ledger: writer)
            }
            return planner.decisions()
        }
        try store.write { try $0.put(try decide($0), at: 100) }
        let pending = try WatchStore(path: path).read { try $0.pendingAlerts() }
        #expect(pending.count > 50)
        for alert in pending { #expect(roster.patients.allSatisfy { !alert.line.contains($0.mrn) }) }
        try store.write { try $0.markHandedOver(pending.map(\.id), at: 200) }
        #expect(try store.read { try $0.pendingAlerts() }.isEmpty)
        #expect(try store.write { try decide($0) }.isEmpty)
    }

    @Test func `a file of a newer version is refused and left alone`() throws {
        let path = folder + "/e.sqlite"
        _ = try WatchStore(path: path)
        let sqlite = Process()
        sqlite.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        sqlite.arguments = [
            "python3", "-c",
            "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); "
                + "c.execute(\"INSERT INTO grdb_migrations VALUES ('9 from the future')\"); c.commit()", path,
        ]
        try sqlite.run()
        sqlite.waitUntilExit()
        #expect(sqlite.terminationStatus == 0)
        let error = #expect(throws: StoreError.self) { try WatchStore(path: path) }
        #expect(error?.kind == .newer)
        #expect(error?.remedy.isEmpty == false)
    }

    @Test func `what is no database is refused with a remedy`() throws {
        let path = folder + "/f.sqlite"
        try Data(repeating: 7, count: 10_000).write(to: URL(fileURLWithPath: path))
        #expect(throws: StoreError.self) { try WatchStore(path: path) }
        #expect(throws: StoreError.self) { try WatchStore(path: folder + "/missing/g.sqlite") }
        for kind in StoreError.Kind.allCases { #expect(!kind.rawValue.isEmpty) }
    }
}
