import Alerting
import CivilCalendar
import ClinicalModel
import ContactTime
import GRDB
import StaffWork
import Surveillance
import Testing

@testable import WatchStore

@Suite("The store: migrations")
struct MigrationTests {
    @Test func `places of an older store are those of the pages, and everyone is to be evaluated again`() throws {
        let queue = try DatabaseQueue()
        let before = "fhir: places of resources, questions"
        try StoreSchema.migrator.migrate(queue, upTo: before)
        try queue.write { database in
            for number in 1...450 {
                try database.execute(
                    sql: """
                        INSERT INTO patient VALUES (?1, ?2, ?2, '', '', NULL, '', '', '', 0, 99, 'surveillance', NULL, NULL);
                        """, arguments: [number, "M\(number)"])
                try database.execute(
                    sql: "INSERT INTO place VALUES (?, ?, ?)", arguments: [number, number + 1, number * 20])
            }
        }
        try StoreSchema.migrator.migrate(queue)
        let marks = try queue.read { try StoreReader(database: $0, dictionary: EventDictionary()).marks() }
        #expect(marks.end == 451)
        for number: Int64 in 1...450 {
            #expect(
                marks[number]
                    == PatientMark(
                        contentHash: PatientMark.unknownHash, spacing: 0, row: Int32(number + 1),
                        firstEventRow: Int32(number * 20)))
        }
    }

    @Test func `sentences and the fingerprint of an older store become explicit words`() throws {
        let queue = try DatabaseQueue()
        try StoreSchema.migrator.migrate(queue, upTo: "outlines in the order of patients")
        let delays = [
            "with the digest", "quiet hours", "the receiver's messages of the week are used up", "silence 12",
            "booked for 2026-05", "held back until 2026-05-01 (snooze by anna, act 17)", "a sentence of nobody", nil,
        ]
        try queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO roster VALUES (1, 1, 1, 'f', 's', 1, 1, 0, 0, '0123456789abcdef fedcba9876543210', 20000, 5);
                    INSERT INTO trouble VALUES
                        ('unrouted', 'North' || char(10) || 'Dr A' || char(10) || 'fedcba9876543210', 3),
                        ('store-failed', '7', 4);
                    """)
            for (index, delay) in delays.enumerated() {
                try database.execute(
                    sql: """
                        INSERT INTO dispatch
                            (receiver, route, patient, item, occasion, step, rule, urgency, due, latest, priority, why, delay,
                             not_before, is_catch_up, made_at)
                        VALUES ('nurses', 'north', ?1, 'brain-mri', 20000, 'step-2', 'long-term', 4, 1, 2, 4, 'why', ?2, 9, 0, 1)
                        """, arguments: ["p\(index)", delay])
            }
        }
        try StoreSchema.migrator.migrate(queue)
        try queue.write { database in
            let writer = StoreWriter(database: database, dictionary: EventDictionary())
            let stored = try writer.reader.waitingDispatches(limit: 100).sorted { $0.patient < $1.patient }
            #expect(stored.map { $0.delay?.words } == delays.prefix(6) + [nil, nil])
            #expect(stored.allSatisfy { $0.step == .escalation(2) })
            #expect(try writer.reader.dispatchCount(waitingFor: .silence(12), of: "nurses") == 1)
            #expect(try writer.reader.dispatchCount(waitingFor: .silence(1), of: nil) == 0)

            let before = try #require(try writer.reader.rosterInForce()).rules
            #expect(before.surveillance == "0123456789abcdef")
            let route = Route(name: "north", receivers: ["nurses"])
            let now = RulesFingerprint(
                surveillance: "0123456789abcdef", RoutingFingerprint(of: [route], .mondayToFriday))
            // Everybody is planned again, and the routes are not taken for new ones.
            #expect(before != now)
            #expect(!now.hasNewRoutes(since: before))
            #expect(now.hasNewRoutes(since: RulesFingerprint(surveillance: "0123456789abcdef", nil)))

            #expect(try writer.reader.occasions(ofTrouble: "unrouted") == ["North\nDr A"])
            #expect(try writer.reader.occasions(ofTrouble: "store-failed") == ["7"])
        }
    }

    @Test(arguments: [
        "item = 'mri'", "rule = 'long'", "also = 'long-term visits'", "anchor = '2026-1'", "urgency = 6",
        "flags = 'missed late'", "booked = 'tomorrow'",
        "newest_result = 'soon'",
    ])
    func `a stored value that no version writes is damage, and never a guess`(change: String) throws {
        let queue = try DatabaseQueue()
        try StoreSchema.migrator.migrate(queue)
        func read() throws -> [FollowUp] {
            try queue.read { database in
                let reader = StoreReader(database: database, dictionary: EventDictionary())
                var keys: [FollowUpKey] = []
                let order = WorkListOrder(SurveillanceProtocol.WorkList(), on: .earliest)
                try reader.forEachFollowUp(FollowUpSelection()) { keys.append($0.key(in: order)) }
                return try keys.compactMap { try reader.followUp(at: $0)?.owed }
            }
        }
        try queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO patient (id, mrn, pseudonym, family_name, given_name, sex, clinic, clinician, rejected_rows,
                                         phase)
                    VALUES (7, 'M7', 'p', '', '', '', '', '', 0, 'long-term');
                    INSERT INTO follow_up VALUES
                        (7, 'brain-mri', 'long-term', 'neuro-symptom', '2026', 1, 2, 3, 4, 'ct-brain', 1, 'missed',
                         '2026-02-01', 2, 0, 5, 6, NULL, '2026-03', 4);
                    """)
        }
        func day(_ number: Int) -> CivilDate { CivilDate(clampingDaysSinceEpoch: number) }
        let stored = FollowUp(
            item: .brainMRI, rule: .longTerm, also: [.neuroSymptom], anchor: try #require(PartialDate("2026")),
            window: Window(earliest: day(1), due: day(2), latest: day(3)), urgency: .routine, isSubstitute: true,
            flags: [.missed], booked: PartialDate("2026-02-01"), misses: 2,
            leadingDates: FollowUp.LeadingDates(due: day(5), latest: day(6)), newestResult: PartialDate("2026-03"))
        #expect(try read() == [stored])
        try queue.write { try $0.execute(sql: "UPDATE follow_up SET \(change)") }
        #expect(throws: StoredValueUnreadable.self) { try read() }
    }
}
