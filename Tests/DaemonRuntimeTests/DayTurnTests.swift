import CivilCalendar
import ClinicalModel
import ControlInterface
import Foundation
import ProtocolReading
import StaffWork
import Surveillance
import Synchronization
import Systemd
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

    private static let root = String(#filePath.dropLast("Tests/DaemonRuntimeTests/DayTurnTests.swift".count))

    /// A watchman on the worked cases, and what answers from the same store by a connection of its own.
    private func service(
        _ time: SimulatedTime, _ zone: String, _ records: Records
    ) throws -> (watchman: Watchman, answers: Answers) {
        var template = Array("/tmp/cnswatch-days-XXXXXX".utf8CString)
        let folder = String(cString: try #require(mkdtemp(&template)))
        let text = """
            time_zone = "\(zone)"
            [roster]
            folder = "\(ClinicClockTests.root)Tests/Cases"
            [protocol]
            file = "\(ClinicClockTests.root)etc/cnswatch/protocols/her2-cns.toml"
            """
        try text.write(toFile: folder + "/cnswatch.toml", atomically: true, encoding: .utf8)
        let configuration = try DaemonConfiguration(path: folder + "/cnswatch.toml")
        let clock = try ClinicClock(timeZone: zone, reading: { time.now })
        let standing = WatchmanStanding(try ProtocolReader.read(path: configuration.service.protocolFile))
        let path = folder + "/cnswatch.sqlite"
        return (
            Watchman(
                settings: configuration.service, clock: clock, store: try WatchStore(path: path),
                pseudonyms: Pseudonyms(key: [1, 2, 3]), standing: standing, journal: Journal(sink: records)),
            Answers(
                settings: configuration.service, clock: clock, store: try StoreView(path: path), site: "0",
                standing: standing)
        )
    }

    /// What the plans of the stored histories say for the day, made anew.
    private func planned(_ answers: Answers) throws -> [String] {
        var items: [String] = []
        try answers.forEachPlan(asOf: answers.today) { plan, patient in
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
        let (watchman, answers) = try service(time, zone, records)
        guard case .judged(let roster) = try watchman.perform(.readRoster) else {
            Issue.record("no roster was judged")
            return
        }
        #expect(roster.verdict == .taken)
        var days = [watchman.today]
        for _ in 0..<10 {
            let turn = watchman.clock.start(of: watchman.today + .days(1))
            // A second before the turn nothing changes.
            time.pass(turn - 1 - time.now)
            try watchman.turnDay()
            #expect(watchman.today == days.last)
            time.pass(1)
            try watchman.turnDay()
            days.append(watchman.today)
            let inForce = try #require(try watchman.store.read { try $0.rosterInForce() })
            #expect(inForce.evaluatedDay == Int(watchman.today.daysSinceEpoch))
            #expect(inForce.evaluatedAt == turn)
            let listed = try answers.rows(try WorkListFilter(DueRequest(all: true))).map { row in
                [row.mrn, row.item.item, row.item.rule, row.item.due, row.item.latest, row.item.status]
                    .joined(separator: " ")
            }
            #expect(listed.sorted() == (try planned(answers)))
            // An alarm that goes off late, or twice, repeats nothing.
            time.pass(3_600)
            let told = records.all.count
            try watchman.turnDay()
            #expect(records.all.count == told)
        }
        for (day, next) in zip(days, days.dropFirst()) { #expect(next == day + .days(1)) }
        let turns = records.all.filter { $0.messageID == JournalEvent.evaluated.messageID }
        #expect(turns.map(\.message) == days.dropFirst().map { "all patients are up to date for \($0)" })
    }

    @Test func `a clock that goes back a day, and comes again, tells nothing twice`() throws {
        let time = SimulatedTime(1_774_522_800)
        let records = Records()
        let (watchman, answers) = try service(time, "Europe/Madrid", records)
        _ = try watchman.perform(.readRoster)
        func alerts() -> [String] {
            records.all.filter { $0.messageID == JournalEvent.alert.messageID }.map { "\($0.message) \($0.fields)" }
        }
        for _ in 0..<40 {
            time.pass(86_400)
            try watchman.turnDay()
        }
        let told = alerts()
        #expect(told.count > 3)
        for seconds in [-86_400, -5 * 86_400, 86_400, 5 * 86_400] {
            time.pass(seconds)
            try watchman.turnDay()
            #expect(watchman.today == (try #require(try watchman.store.read { try $0.rosterInForce() })).day)
            let listed = try answers.rows(try WorkListFilter(DueRequest(all: true))).count
            #expect(try planned(answers).count == listed)
        }
        #expect(alerts() == told)
    }
}

extension RosterInForce {
    fileprivate var day: CivilDate { CivilDate(clampingDaysSinceEpoch: evaluatedDay) }
}
