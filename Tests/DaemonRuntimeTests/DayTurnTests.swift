import CivilCalendar
import ClinicalModel
import ControlInterface
import Foundation
import ProtocolReading
import StaffWork
import Surveillance
import Synchronization
import Systemd
import TestSupport
import Testing
import WatchStore

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

// Part of the suite of the clock, since the zone is the whole process's.
extension ClinicClockTests {
    private final class SimulatedTime: Sendable {
        let moment: Mutex<Int>
        init(_ start: Int) { moment = Mutex(start) }
        var now: Int { moment.withLock { $0 } }
        func pass(_ seconds: Int) { moment.withLock { $0 += seconds } }
    }

    private final class Records: JournalSink {
        private let kept = Mutex<[JournalRecord]>([])
        var all: [JournalRecord] { kept.withLock { $0 } }
        func write(_ record: JournalRecord) { kept.withLock { $0.append(record) } }
    }

    /// A writer on the worked cases, and what queries from the same store by a connection of its own.
    private func service(
        in place: TemporaryFolder, _ time: SimulatedTime, _ zone: String, _ records: Records
    ) throws -> (ServiceWriter, QueryService) {
        let text = """
            time_zone = "\(zone)"
            [roster]
            folder = "\(PackageFolder.cases)"
            [protocol]
            file = "\(PackageFolder.protocolFile)"
            """
        try place.write("cnswatch.toml", text)
        let configuration = try DaemonConfiguration(path: place.file("cnswatch.toml"))
        let clock = try ClinicClock(timeZone: zone, reading: { time.now })
        return try JudgingService.parts(
            configuration.service, clock, storePath: place.file("cnswatch.sqlite"), Journal(sink: records))
    }

    /// What the plans of the stored histories say for the day, made anew.
    private func planned(_ queries: QueryService) throws -> [String] {
        var items: [String] = []
        try queries.forEachPlan(asOf: queries.today) { plan, patient in
            items += plan.plan.items.map { owed in
                [
                    patient.exported.patient.mrn, owed.item.rawValue, owed.rule.rawValue, "\(owed.due)",
                    "\(owed.latest)",
                    owed.status.rawValue,
                ].joined(separator: " ")
            }
        }
        return items.sorted()
    }

    // Ten days from a Thursday noon: over the hour that is left out, the hour that comes twice, and a missing midnight.
    @Test(arguments: [
        ("Europe/Madrid", 1_774_522_800), ("Europe/Madrid", 1_792_666_800), ("America/Santiago", 1_788_447_600),
    ])
    func `each civil day is evaluated once, at its first moment, and lists what its plans say`(
        zone: String, start: Int
    ) throws {
        let time = SimulatedTime(start)
        let records = Records()
        let place = try TemporaryFolder()
        let (writer, queries) = try service(in: place, time, zone, records)
        #expect(try writer.readRoster().verdict == .taken)
        var days = [writer.context.today]
        for _ in 0..<10 {
            let turn = writer.context.clock.start(of: writer.context.today + .days(1))
            // A second before the turn nothing changes.
            time.pass(turn - 1 - time.now)
            try writer.advanceDay()
            #expect(writer.context.today == days.last)
            time.pass(1)
            try writer.advanceDay()
            days.append(writer.context.today)
            let inForce = try #require(try writer.context.store.read { try $0.rosterInForce() })
            #expect(inForce.evaluatedDay == Int(writer.context.today.daysSinceEpoch))
            #expect(inForce.evaluatedAt == turn)
            let listed = try queries.rows(try WorkListFilter(DueRequest(all: true))).map { row in
                [row.mrn, row.item.item, row.item.rule, row.item.due, row.item.latest, row.item.status]
                    .joined(separator: " ")
            }
            #expect(listed.sorted() == (try planned(queries)))
            // An alarm that goes off late, or twice, repeats nothing.
            time.pass(3_600)
            let told = records.all.count
            try writer.advanceDay()
            #expect(records.all.count == told)
        }
        for (day, next) in zip(days, days.dropFirst()) { #expect(next == day + .days(1)) }
        let turns = records.all.filter { $0.messageID == JournalEvent.evaluated.messageID }
        #expect(turns.map(\.message) == days.dropFirst().map { "all patients are up to date for \($0)" })
    }

    @Test func `a clock that goes back a day, and comes again, tells nothing twice`() throws {
        let time = SimulatedTime(1_774_522_800)
        let records = Records()
        let place = try TemporaryFolder()
        let (writer, queries) = try service(in: place, time, "Europe/Madrid", records)
        _ = try writer.readRoster()
        func alerts() -> [String] {
            records.all.filter { $0.messageID == JournalEvent.alert.messageID }.map { "\($0.message) \($0.fields)" }
        }
        for _ in 0..<40 {
            time.pass(86_400)
            try writer.advanceDay()
        }
        let told = alerts()
        #expect(told.count > 3)
        for seconds in [-86_400, -5 * 86_400, 86_400, 5 * 86_400] {
            time.pass(seconds)
            try writer.advanceDay()
            #expect(
                writer.context.today == (try #require(try writer.context.store.read { try $0.rosterInForce() })).day)
            let listed = try queries.rows(try WorkListFilter(DueRequest(all: true))).count
            #expect(try planned(queries).count == listed)
        }
        #expect(alerts() == told)
    }

    @Test func `a protocol that is read again changes nothing of what is known of the clock`() throws {
        let place = try TemporaryFolder()
        let (writer, _) = try service(in: place, SimulatedTime(1_774_522_800), "Europe/Madrid", Records())
        writer.context.state.clock = .notified
        writer.importer.readProtocol()
        #expect(writer.context.state.clock == .notified && writer.context.state.protocolRefusal.isEmpty)
    }
}

extension RosterInForce {
    fileprivate var day: CivilDate { CivilDate(clampingDaysSinceEpoch: evaluatedDay) }
}
