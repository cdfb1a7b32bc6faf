import Alerting
import CivilCalendar
import ClinicalModel
import ContactTime
import Delivery
import StaffWork
import Surveillance
import SyntheticRoster
import Testing
import WatchStore

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

// Part of the suite of the clock, since the zone is the whole process's.
extension ClinicClockTests {
    private static let year = """
        # A year of two clinics
        [config]
        [[receivers]]
        name = "north"
        mail = ["north@example.org"]
        routine_messages_a_week = 3
        [[receivers]]
        name = "south"
        mail = ["south@example.org"]
        [[receivers]]
        name = "doctor"
        mail = ["doctor@example.org"]
        [[routes]]
        name = "north"
        clinics = ["North"]
        receivers = ["north"]
        digest = "08:00"
        quiet = ["20:00", "07:00"]
        quiet_on_days_off = true
        repeat_after_working_days = 20
        [[routes.steps]]
        condition = "unowned"
        working_days = 5
        receivers = []
        [[routes.steps]]
        condition = "overdue"
        working_days = 10
        receivers = ["doctor"]
        [[routes]]
        name = "south"
        clinics = ["South"]
        receivers = ["south"]
        quiet = ["20:00", "07:00"]
        [[routes.steps]]
        condition = "unowned"
        working_days = 3
        receivers = ["doctor"]
        [[routes]]
        name = "emergencies"
        urgencies = ["emergency"]
        receivers = ["doctor"]
        """

    /// Lives through 2026: an export on the first of each month, an emergency at night and what staff do on other days.
    private func liveThroughTheYear(_ check: (ScenarioClinic) throws -> Void) throws -> ScenarioClinic {
        let file = try ScenarioFile(ClinicClockTests.year)
        let history = try ScenarioHistory(patients: 200, seed: 7, until: try #require(CivilDate("2026-12-31")))
        var day = try #require(CivilDate("2026-01-01"))
        let clinic = try ScenarioClinic(
            zone: file.zone,
            configuration: { ScenarioClinic.configurationText(file.lines("config") ?? [], of: file, in: $0) },
            export: history.rows(on: day))
        try clinic.play("\(day) 05:00 start", of: file)
        var answered: [String] = []
        while day.description < "2026-12-31" {
            day = day + .days(1)
            let text = day.description
            switch text.suffix(2) {
            case "01":
                let rows = history.rows(on: day)
                (clinic.export.patients, clinic.export.events) = (rows.patients, rows.events + answered)
                try clinic.play("\(text) 05:00 export", of: file)
            case "10": try act(on: text, at: clinic, file)
            case "15":
                let patient = history.patients[Int(text.dropFirst(5).prefix(2)).map { $0 * 13 } ?? 0]
                guard clinic.export.recordNumbers.contains(patient) else { break }
                let rows = ["symptom,seizure,onset", "imaging,mri-brain,stable"].map { "\(patient),\(text),\($0),,,,," }
                answered += rows
                try clinic.play("\(text) 02:30 export + \(rows[0])", of: file)
                try clinic.play("\(text) 16:00 export + \(rows[1])", of: file)
            case "13", "26":
                try clinic.play("\(text) 12:00 end", of: file)
                try check(clinic)
            default: break
            }
        }
        try clinic.play("2026-12-31 12:00 end", of: file)
        try check(clinic)
        return clinic
    }

    /// Of what is open every fourth item is taken on, put off or declined.
    private func act(on day: String, at clinic: ScenarioClinic, _ file: ScenarioFile) throws {
        try clinic.live(until: clinic.clock.start(of: try #require(CivilDate(day))) + 9 * 3_600)
        let today = clinic.queries.today
        var open: [(String, Item)] = []
        try clinic.queries.forEachPlan(asOf: today) { plan, patient in
            open += plan.plan.items.filter { $0.status != .upcoming && $0.urgency != .emergency }
                .map { (patient.exported.patient.mrn, $0.item) }
        }
        for (number, (patient, item)) in open.enumerated() where number.isMultiple(of: 4) {
            let what = "\(patient) \(item.rawValue)"
            switch number / 4 % 3 {
            case 0: try clinic.play("\(day) 10:00 anna ack \(what)", of: file)
            case 1:
                try clinic.play("\(day) 10:00 anna snooze \(what) until \(today + .days(12)) because abroad", of: file)
            default:
                try clinic.play("\(day) 10:00 anna decline \(what) until \(today + .days(40)) because unwell", of: file)
            }
        }
    }

    @Test
    func `a year of two clinics: whatever was to be told is told once, settled, or waits, and each has its reason`()
        throws
    {
        let clinic = try liveThroughTheYear { clinic in
            let missing = try ScenarioAudit(clinic).missing()
            #expect(missing == [], "\(clinic.queries.today)")
        }
        let audit = try ScenarioAudit(clinic)
        #expect(clinic.delivered.count > 100)
        #expect(try audit.unaccounted() == [])
        #expect(try audit.outOfHours() == [])
        #expect(try audit.lateEmergencies() == [])
        #expect(audit.overTheCap() == [])
        #expect(clinic.copies.isEmpty)
        #expect(clinic.idleWakes == [])
        #expect(clinic.wakes < 3 * 365)
    }
}
