import CivilCalendar
import ClinicalModel
import Delivery
import Foundation
import ProtocolReading
import RosterModel
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
    @Test func `an Alertmanager is reminded of what stands, and told three times of what has come to an end`() throws {
        let place = try TemporaryFolder()
        let folder = place.path
        try place.write("roster/patients.csv", "mrn\nM1\n")
        try place.write(
            "roster/events.csv",
            """
            mrn,date,event,detail,result
            M1,2026-01-01,diagnosis,breast-cancer,metastatic
            M1,2026-01-01,biomarker,her2,3+
            """)
        try """
        [roster]
        folder = "\(folder)/roster"
        [protocol]
        file = "\(PackageFolder.protocolFile)"
        [[receivers]]
        name = "watch"
        alertmanager = "http://127.0.0.1:9"
        [[routes]]
        name = "all"
        receivers = ["watch"]
        """.write(toFile: folder + "/c.toml", atomically: true, encoding: .utf8)
        let configuration = try DaemonConfiguration(path: folder + "/c.toml")
        let clock = try ClinicClock(timeZone: "UTC", reading: { 1_768_900_000 })  // 2026-01-20
        let (writer, queries) = try JudgingService.parts(
            configuration.service, clock, storePath: folder + "/s.sqlite", Journal(sink: NoRecords()))
        let messages = OutgoingMessages(
            configuration.service.notifications, clock: clock, store: queries.store, site: "0")
        let loop = try EventLoop()
        let channels = try configuration.service.notifications.channels(Credentials())
        let resender = try AlertmanagerResender(
            loop: loop, messages, clock: clock, over: channels, try Deliverers(loop: loop, clock: clock),
            journal: Journal(sink: NoRecords()))
        #expect(try resender.due(for: "watch").isEmpty)
        _ = try writer.readRoster()
        let first = try resender.due(for: "watch")
        #expect(first.map { $0.labels["item"] } == ["brain-mri"] && first[0].endsAt == nil)
        #expect(first[0].labels["severity"] == "advisory" && !"\(first)".contains("M1"))
        #expect(try resender.due(for: "watch") == first)
        let scan = EventWords(date: "2026-01-20", event: "imaging", detail: "mri-brain", result: "negative")
        let outcome = try writer.act(
            ActRequest(who: StaffMember(uid: 1, name: "a"), patient: "M1", .record(scan, note: "")))
        guard case .success = outcome else {
            Issue.record("the scan was not recorded: \(outcome)")
            return
        }
        for _ in 0..<3 {
            let ended = try resender.due(for: "watch")
            #expect(ended.map(\.labels) == first.map(\.labels) && ended[0].endsAt == clock.now)
        }
        #expect(try resender.due(for: "watch").isEmpty)
    }
}
