import CivilCalendar
import ClinicalModel
import ContactTime
import Surveillance
import Testing

@testable import Alerting

/// Who is told, and when. 2026-06-01 is a Monday.
@Suite("Routing")
struct RoutingTests {
    private func moment(_ text: String) throws -> CivilMoment {
        let parts = text.split(separator: " ").map(String.init)
        return CivilMoment(day: try day(parts[0]), time: try #require(TimeOfDay(parts[1])))
    }

    private let north = RoutedPatient(pseudonym: "0123456789ab", clinic: "North", clinician: "Dr A")

    private func dispatches(
        _ routing: Routing, _ urgency: Urgency = .routine, at now: String, emergencies: Set<CivilDate> = [],
        subject: RoutedPatient? = nil
    ) throws -> [String] {
        let now = try moment(now)
        var planner = NotificationPlanner(
            NotificationContext(now: now, lastEvaluated: now.day - .days(1), routing: routing))
        let item = watched(.brainMRI, urgency, due: now.day, on: now.day, emergencies: emergencies)
        try planner.consider([item], of: subject ?? north, ledger: EmptyLedger())
        return planner.decisions().dispatches.map {
            "\($0.receiver) \($0.step.word) \($0.notBefore) \($0.delay?.words ?? "at once")"
        }
    }

    private let quiet = TimeOfDay("19:00").flatMap { from in
        TimeOfDay("07:00").map { QuietHours(from: from, to: $0, alsoOnDaysOff: true) }
    }
    private let digest = TimeOfDay("08:00").map { DigestTime(at: $0) }

    @Test func `every route that matches is followed, and nobody is told the same twice`() throws {
        let routing = Routing(
            routes: [
                Route(name: "a", matcher: Matcher(clinics: ["North"]), receivers: ["nurse", "lead"]),
                Route(name: "b", matcher: Matcher(clinics: ["South"]), receivers: ["other"]),
                Route(
                    name: "c", matcher: Matcher(urgencies: [.routine], items: [.brainMRI]),
                    receivers: ["lead", "bookings"]),
            ], calendar: .mondayToFriday)
        #expect(
            try dispatches(routing, at: "2026-06-01 10:00") == [
                "nurse fell-due 2026-06-01 10:00 at once", "lead fell-due 2026-06-01 10:00 at once",
                "bookings fell-due 2026-06-01 10:00 at once",
            ])
        let south = RoutedPatient(pseudonym: "0123456789ab", clinic: "South", clinician: "")
        #expect(
            try dispatches(routing, .urgent, at: "2026-06-01 10:00", subject: south) == [
                "other fell-due 2026-06-01 10:00 at once"
            ])
    }

    @Test(arguments: [
        ("2026-06-01 07:59", "2026-06-01 08:00 with the digest"), ("2026-06-01 08:00", "2026-06-01 08:00 at once"),
        ("2026-06-01 08:01", "2026-06-02 08:00 with the digest"),
        ("2026-06-05 09:00", "2026-06-08 08:00 with the digest"),
    ])
    func `a digest waits for its time on the next working day`(now: String, expected: String) throws {
        let routing = Routing(
            routes: [Route(name: "a", receivers: ["nurse"], digest: digest)], calendar: .mondayToFriday)
        #expect(try dispatches(routing, at: now) == ["nurse fell-due \(expected)"])
    }

    @Test(arguments: [
        ("2026-06-01 12:00", "2026-06-01 12:00 at once"), ("2026-06-01 19:00", "2026-06-02 07:00 quiet hours"),
        ("2026-06-02 06:59", "2026-06-02 07:00 quiet hours"), ("2026-06-06 12:00", "2026-06-08 07:00 quiet hours"),
    ])
    func `quiet hours delay and do not drop`(now: String, expected: String) throws {
        let routing = Routing(
            routes: [Route(name: "a", receivers: ["nurse"], quiet: quiet)], calendar: .mondayToFriday)
        #expect(try dispatches(routing, at: now) == ["nurse fell-due \(expected)"])
    }

    @Test func `an emergency waits for no digest, no quiet hours and no silence`() throws {
        let routing = Routing(
            routes: [Route(name: "a", receivers: ["nurse"], digest: digest, quiet: quiet)], calendar: .mondayToFriday,
            silences: [Silence(id: 1, matcher: Matcher(), until: try day("2026-12-31"))])
        let told = try dispatches(
            routing, .emergency, at: "2026-06-06 23:00", emergencies: [try day("2026-06-06")])
        #expect(told == ["nurse emergency 2026-06-06 23:00 at once"])
    }

    @Test func `what is silenced waits for the day after, at the route's time`() throws {
        let silence = Silence(id: 7, matcher: Matcher(items: [.brainMRI]), until: try day("2026-06-03"))
        let plain = Routing(
            routes: [Route(name: "a", receivers: ["nurse"])], calendar: .mondayToFriday, silences: [silence])
        #expect(try dispatches(plain, at: "2026-06-01 10:00") == ["nurse fell-due 2026-06-04 00:00 silence 7"])
        let digested = Routing(
            routes: [Route(name: "a", receivers: ["nurse"], digest: digest)], calendar: .mondayToFriday,
            silences: [silence])
        #expect(try dispatches(digested, at: "2026-06-01 10:00") == ["nurse fell-due 2026-06-04 08:00 silence 7"])
        let other = Routing(
            routes: [Route(name: "a", receivers: ["nurse"])], calendar: .mondayToFriday,
            silences: [Silence(id: 8, matcher: Matcher(items: [.mammogram]), until: try day("2026-06-03"))])
        #expect(try dispatches(other, at: "2026-06-01 10:00") == ["nurse fell-due 2026-06-01 10:00 at once"])
    }
}
