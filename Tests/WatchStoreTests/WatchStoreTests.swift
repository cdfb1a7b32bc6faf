import Alerting
import CSVReading
import CivilCalendar
import ClinicalModel
import ContactTime
import Foundation
import GRDB
import ProtocolReading
import RosterModel
import StaffWork
import Surveillance
import TestSupport
import Testing

@testable import WatchStore

@Suite("The store")
struct WatchStoreTests {
    private let place: TemporaryFolder
    private var folder: String { place.path }
    private let protocols: ProtocolSet
    private let today: CivilDate

    init() throws {
        place = try TemporaryFolder()
        protocols = try ProtocolReader.read(paths: [PackageFolder.protocolFile])
        today = try #require(CivilDate("2025-11-25"))
    }

    private func fill(_ store: WatchStore) throws -> Roster {
        let roster = try CSVReader().read(folder: PackageFolder.cases).roster
        try store.write { writer in
            for index in roster.patients.indices { try put(roster, index, writer) }
            try mark(roster, writer)
        }
        return roster
    }

    private func plan(_ roster: Roster, _ index: Int) -> WorkedPlan {
        WorkedPlan(for: roster.record(at: index), .none, protocols: protocols, asOf: today)
    }

    private func put(_ roster: Roster, _ index: Int, _ writer: StoreWriter) throws {
        let record = roster.record(at: index)
        let history = try writer.contents(of: roster).history(at: index)
        let evaluated = EvaluatedPatient(
            record, history: history, plan: plan(roster, index), nextChange: plan(roster, index).nextChange,
            pseudonym: "p\(index)")
        try writer.put(evaluated, id: nil)
    }

    /// Keeps the marks of a roster whose patients were stored in its order.
    private func mark(_ roster: Roster, _ writer: StoreWriter) throws {
        var marks = try writer.reader.marks()
        let marker = PatientMarker(of: roster)
        for index in roster.patients.indices { marks[Int64(index + 1)] = marker.mark(at: index) }
        try writer.put(&marks)
    }

    /// The mark of a record in a roster of its own.
    private func mark(_ record: PatientRecord, of roster: Roster) -> PatientMark {
        PatientMarker(of: Roster(records: [record])).mark(at: 0)
    }

    private func everyone(_ store: WatchStore) throws -> [StoredPatient] {
        try store.read { reader in try reader.allPatients().compactMap { try reader.patient($0) } }
    }

    @Test func `patients come back as they went in, every kind of event of the worked cases among them`() throws {
        let path = folder + "/a.sqlite"
        let roster = try fill(try WatchStore(path: path))
        let stored = try everyone(try WatchStore(path: path))
        #expect(stored.count == roster.patients.count)
        for (index, patient) in stored.enumerated() {
            let record = roster.record(at: index)
            #expect(patient.exported.patient == record.patient)
            #expect(patient.exported.events.map(\.date) == record.events.map(\.date))
            #expect(patient.exported.events.map(\.row) == record.events.map(\.row))
            for (event, original) in zip(patient.exported.events, record.events) {
                #expect(event.content.words == original.content.words)
                // A drug's number is another in another table of names.
                if case .drug = original.content { continue }
                #expect(event.content == original.content)
            }
            #expect(
                PatientPlan(for: patient.exported, protocols, asOf: today).items
                    == PatientPlan(for: record, protocols, asOf: today).items)
        }
    }

    @Test func `a patient whose rows only moved is the same one, one with another word is another`() throws {
        let cases = try CSVReader().read(folder: PackageFolder.cases).roster
        let roster = Roster(records: cases.patients.indices.map { cases.record(at: $0) })
        let marks = PatientMarker(of: roster)
        for index in roster.patients.indices {
            let record = roster.record(at: index)
            let first = marks.mark(at: index)
            #expect(mark(record, of: roster) == first)
            func changed(_ person: Patient? = nil, rejectedRows: Int32? = nil, _ change: (Event) -> Event)
                -> PatientMark
            {
                mark(
                    PatientRecord(
                        patient: person ?? record.patient, events: record.events.map(change)[...],
                        rejectedRows: rejectedRows ?? record.rejectedRows), of: roster)
            }
            let below = changed { Event(date: $0.date, content: $0.content, row: $0.row + 7) }
            #expect((below.contentHash, below.spacing) == (first.contentHash, first.spacing))
            #expect(below.firstEventRow == (record.events.isEmpty ? 0 : first.firstEventRow + 7))
            #expect(changed(record.patient.named("another")) { $0 }.contentHash != first.contentHash)
            #expect(changed(rejectedRows: record.rejectedRows + 1) { $0 }.contentHash != first.contentHash)
            guard let last = record.events.last, record.events.count > 1 else { continue }
            func changedLast(_ change: (Event) -> Event) -> PatientMark {
                changed { $0.row == last.row ? change($0) : $0 }
            }
            let apart = changedLast { Event(date: $0.date, content: $0.content, row: $0.row + 1) }
            #expect(apart.contentHash == first.contentHash && apart.spacing != first.spacing)
            let other = changedLast { Event(date: $0.date, content: .visit, row: $0.row) }
            #expect((other.contentHash == first.contentHash) == (last.content == .visit))
            let later = changedLast { Event(date: PartialDate(.latest), content: $0.content, row: $0.row) }
            #expect(later.contentHash != first.contentHash)
        }
        #expect(Set(roster.patients.indices.map { marks.mark(at: $0).contentHash }).count == roster.patients.count)
    }

    @Test func `notes come back with their rows, moved or not, and are another's once they change`() throws {
        func roster(_ rows: String) throws -> Roster {
            try CSVReader().read(
                patientsCSV: Array("mrn\nA1\nA2\n".utf8), eventsCSV: Array("mrn,date,event,note\n\(rows)".utf8)
            ).roster
        }
        func notes(_ store: WatchStore) throws -> [[Event.Source: String]] {
            try store.read { reader in
                try reader.allPatients().compactMap { try reader.patient($0) }.map { try reader.notes(of: $0) }
            }
        }
        let store = try WatchStore(path: folder + "/n.sqlite")
        let first = try roster(
            "A1,2025-01-01,visit,by telephone\nA1,2025-02-01,visit,\nA1,2025-03-01,visit,Æ\u{1B}\nA2,2025,visit,\n")
        try store.write { writer in
            for index in first.patients.indices { try put(first, index, writer) }
            try mark(first, writer)
        }
        #expect(try notes(store) == [[.export(row: 2): "by telephone", .export(row: 4): "Æ\u{1B}"], [:]])
        // A row above moves all below it, and the notes with them, though nothing but the marks is written.
        let moved = try roster(
            "A2,2025,visit,\nA1,2025-01-01,visit,by telephone\nA1,2025-02-01,visit,\nA1,2025-03-01,visit,Æ\u{1B}\n")
        #expect(PatientMarker(of: moved).mark(at: 0).contentHash == PatientMarker(of: first).mark(at: 0).contentHash)
        try store.write { try mark(moved, $0) }
        #expect(try notes(store)[0].keys.sorted { "\($0)" < "\($1)" } == [.export(row: 3), .export(row: 5)])
        // Another note, the same note beside another event, none: each is a change, and replaces what was kept.
        for rows in [
            "A1,2025-01-01,visit,by letter\nA1,2025-02-01,visit,\nA1,2025-03-01,visit,Æ\u{1B}\n",
            "A1,2025-01-01,visit,\nA1,2025-02-01,visit,by telephone\nA1,2025-03-01,visit,Æ\u{1B}\n",
            "A1,2025-01-01,visit,\nA1,2025-02-01,visit,\nA1,2025-03-01,visit,\n",
        ] {
            let other = try roster(rows)
            #expect(
                PatientMarker(of: other).mark(at: 0).contentHash != PatientMarker(of: first).mark(at: 0).contentHash)
            try store.write { writer in
                try writer.put(try writer.contents(of: other).history(at: 0), of: 1)
                try mark(other, writer)
            }
        }
        #expect(try notes(store) == [[:], [:]])
    }

    @Test func `marks come back as they were kept, and only the pages that changed are written`() throws {
        let store = try WatchStore(path: folder + "/m.sqlite")
        func mark(_ number: Int64) -> PatientMark {
            PatientMark(
                contentHash: .max - UInt64(number), spacing: 7, row: Int32(number), firstEventRow: .max - Int32(number))
        }
        var marks = try store.read { try $0.marks() }
        #expect(marks.end == 0)
        for number: Int64 in 1...1_234 { marks[number] = mark(number) }
        try store.write { try $0.put(&marks) }
        var again = try store.read { try $0.marks() }
        #expect(again.end == 1_235 && again[0] == .none && again[1_235] == .none && again[-1] == .none)
        for number: Int64 in 1...1_234 { #expect(again[number] == mark(number)) }
        again[400] = mark(1)
        again[401] = mark(401)
        #expect(again.changedPages == [2])
        try store.write { try $0.put(&again) }
        #expect(again.changedPages.isEmpty)
        #expect(try store.read { try $0.marks() }[400] == mark(1))
    }

    @Test func `the work-list is that of the plans`() throws {
        let store = try WatchStore(path: folder + "/b.sqlite")
        let roster = try fill(store)
        let order = WorkListOrder(protocols.first.workList, on: today)
        var outlines: [FollowUpOutline] = []
        let rows = try store.read { reader in
            try reader.forEachFollowUp(FollowUpSelection()) { outlines.append($0) }
            return try outlines.compactMap { try reader.followUp(at: $0.key(in: order)) }
        }
        let planned = roster.patients.indices.flatMap { index in
            plan(roster, index).plan.items.map { (roster.patients[index].mrn, $0.followUp) }
        }
        let read = Dictionary(grouping: rows, by: \.person.mrn).mapValues { Set($0.map(\.owed)) }
        #expect(rows.count == planned.count)
        #expect(read == Dictionary(grouping: planned, by: \.0).mapValues { Set($0.map(\.1)) })
        #expect(rows.map(\.owed.window) == outlines.map(\.window))
        #expect(rows.map(\.owed.urgency) == outlines.map(\.urgency))
        #expect(rows.map(\.isHighRisk) == outlines.map(\.isHighRisk))
        #expect(Set(rows.map(\.isHighRisk)).count == 2)
        #expect(Set(rows.map(\.person.mrn)).count > 50)
        for key in outlines.map({ $0.key(in: order) }) { #expect(FollowUpKey("\(key)") == key) }
    }

    @Test func `a change that fails leaves nothing of itself`() throws {
        struct Halfway: Error {}
        let store = try WatchStore(path: folder + "/c.sqlite")
        _ = try fill(store)
        #expect(throws: StoreError.self) {
            try store.write { writer in
                try writer.markAbsent(1, since: today)
                throw Halfway()
            }
        }
        #expect(try store.read { try $0.census().absent } == 0)
    }

    @Test func `an alert is pending until it is handed over, and what was told is held`() throws {
        let path = folder + "/d.sqlite"
        let store = try WatchStore(path: path)
        let roster = try fill(store)
        func decide(_ writer: StoreWriter) throws -> NotificationDecisions {
            var planner = NotificationPlanner(
                NotificationContext(
                    now: CivilMoment(day: today, time: .midnight), lastEvaluated: today, limit: 10_000))
            for index in roster.patients.indices {
                let items = WatchedItem.items(of: plan(roster, index))
                try planner.consider(
                    items, of: RoutedPatient(pseudonym: "p\(index)", clinic: "", clinician: ""), ledger: writer)
            }
            return planner.decisions()
        }
        try store.write { try $0.put(try decide($0), at: 100, seconds: { _ in 100 }) }
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
        let newer = try DatabaseQueue(path: path)
        try newer.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9 from the future')") }
        try newer.close()
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

    @Test func `a reader sees what was last committed while another connection is in the middle of a change`() throws {
        let path = folder + "/i.sqlite"
        let writing = try WatchStore(path: path)
        let reading = try WatchStore(path: path)
        let roster = try fill(writing)
        try writing.write { writer in
            try writer.markAbsent(1, since: today)
            #expect(try reading.read { try $0.absentPatients() } == 0)
        }
        #expect(try reading.read { try $0.absentPatients() } == 1)
        #expect(try everyone(reading).count == roster.patients.count)
    }

    @Test func `a full disk is told as such, and what was stored stays readable`() throws {
        let path = folder + "/j.sqlite"
        let count = try fill(try WatchStore(path: path)).patients.count
        let store = try WatchStore(path: path, maximumPages: 1)
        let error = #expect(throws: StoreError.self) {
            try store.write { try $0.set("ballast", to: [UInt8](repeating: 1, count: 1_000_000)) }
        }
        #expect(error?.kind == .full)
        #expect(try everyone(store).count == count)
        #expect(try store.read { try $0.setting("ballast") } == nil)
    }

    @Test func `words of a change that failed are not taken for stored ones`() throws {
        struct Halfway: Error {}
        let path = folder + "/k.sqlite"
        let store = try WatchStore(path: path)
        let roster = try CSVReader().read(folder: PackageFolder.cases).roster
        #expect(throws: StoreError.self) {
            try store.write { writer in
                try put(roster, 0, writer)
                throw Halfway()
            }
        }
        _ = try fill(store)
        #expect(try everyone(try WatchStore(path: path)).count == roster.patients.count)
    }

    @Test func `a file that is removed under the service is noticed, and a link is not followed`() throws {
        let path = folder + "/l.sqlite"
        let store = try WatchStore(path: path)
        let view = try StoreView(path: path)
        try view.ping()
        try FileManager.default.moveItem(atPath: path, toPath: folder + "/elsewhere.sqlite")
        #expect(#expect(throws: StoreError.self) { try view.ping() }?.kind == .gone)
        #expect(#expect(throws: StoreError.self) { try store.write { try $0.set("a", to: [1]) } }?.kind == .gone)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: folder + "/elsewhere.sqlite")
        #expect(#expect(throws: StoreError.self) { try WatchStore(path: path) }?.kind == .unusable)
    }

    @Test func `a view sees what was last committed, by its version too, and cannot change it`() throws {
        let path = folder + "/v.sqlite"
        let store = try WatchStore(path: path)
        let view = try StoreView(path: path)
        let before = try view.version()
        #expect(try view.read { try $0.setting("a") } == nil)
        try store.write { try $0.set("a", to: [1]) }
        #expect(try view.version() != before)
        #expect(try view.read { try $0.setting("a") } == [1])
        let refused = #expect(throws: StoreError.self) {
            try view.read { try StoreWriter(database: $0.database, dictionary: $0.dictionary).set("a", to: [2]) }
        }
        #expect(refused?.kind == .readOnly)
        #expect(try view.read { try $0.setting("a") } == [1])
    }
}
