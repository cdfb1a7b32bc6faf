import CivilCalendar
import ClinicalModel
import ContactTime
import Surveillance
import Testing

@testable import Alerting

/// Steps of a escalation. 2026-06-01 is a Monday; the item is due then and at the latest on Monday 2026-06-15.
@Suite("Escalation policies")
struct EscalationPolicyTests {
    private func item(
        _ today: String, _ urgency: Urgency = .routine, isOwned: Bool = false, isHeldBack: Bool = false
    ) throws -> WatchedItem {
        let due = try day("2026-06-01")
        let window = Window(earliest: due - .days(14), due: due, latest: try day("2026-06-15"))
        return WatchedItem(
            FollowUp(item: .brainMRI, rule: .longTerm, anchor: PartialDate(due), window: window, urgency: urgency),
            status: window.status(on: try day(today)), isHeldBack: isHeldBack, isOwned: isOwned)
    }

    private func reached(_ route: Route, _ item: WatchedItem, _ today: String) throws -> [String] {
        EscalationPolicy(route, .mondayToFriday).reached(by: item, on: try day(today)).map {
            "\($0.step.word) \($0.day) \($0.receivers.joined(separator: "+"))"
        }
    }

    private let steps = Route(
        name: "r", receivers: ["nurse"],
        escalation: [
            EscalationStep(.unowned, for: 3, receivers: ["lead"]),
            EscalationStep(.overdue, for: 5, receivers: ["head", "chief"]),
        ])

    @Test(arguments: [
        ("2026-06-03", []), ("2026-06-04", ["step-1 2026-06-04 lead"]), ("2026-06-21", ["step-1 2026-06-04 lead"]),
        ("2026-06-22", ["step-1 2026-06-04 lead", "step-2 2026-06-22 head+chief"]),
    ])
    func `steps count working days from due and from latest`(today: String, expected: [String]) throws {
        #expect(try reached(steps, try item(today), today) == expected)
    }

    @Test func `what somebody owns climbs only the steps for what is overdue`() throws {
        #expect(
            try reached(steps, try item("2026-06-22", isOwned: true), "2026-06-22") == ["step-2 2026-06-22 head+chief"])
    }

    @Test func `what is held back climbs nothing, and no day of it is waited for`() throws {
        let held = try item("2026-06-22", isHeldBack: true)
        #expect(try reached(steps, held, "2026-06-22") == [])
        #expect(EscalationPolicy(steps, .mondayToFriday).nextDay(for: held, after: try day("2026-06-01")) == nil)
    }

    @Test func `an emergency does not wait for Monday`() throws {
        let route = Route(
            name: "r", receivers: ["nurse"], escalation: [EscalationStep(.unowned, for: 1, receivers: ["lead"])])
        let friday = try day("2026-06-05")
        func steps(_ urgency: Urgency) throws -> [ReachedStep] {
            let item = WatchedItem(
                FollowUp(
                    item: .brainMRI, rule: .neuroEmergency, anchor: PartialDate(friday),
                    window: Window(earliest: friday, due: friday, latest: friday), urgency: urgency),
                status: .due)
            return EscalationPolicy(route, .mondayToFriday).reached(by: item, on: friday + .days(1))
        }
        #expect(try steps(.emergency).count == 1)
        #expect(try steps(.urgent).isEmpty)
    }

    @Test func `a step that names nobody passes its time to the next at once`() throws {
        let route = Route(
            name: "r", receivers: ["nurse"],
            escalation: [
                EscalationStep(.unowned, for: 3, receivers: []), EscalationStep(.overdue, for: 5, receivers: ["head"]),
            ])
        #expect(try reached(route, try item("2026-06-04"), "2026-06-04") == ["step-2 2026-06-04 head"])
    }

    @Test func `an overdue item is told again every so many working days until somebody owns it`() throws {
        let route = Route(name: "r", receivers: ["nurse"], repeatAfter: 5)
        #expect(try reached(route, try item("2026-06-19"), "2026-06-19") == [])
        #expect(try reached(route, try item("2026-06-22"), "2026-06-22") == ["repeat-1 2026-06-22 nurse"])
        #expect(try reached(route, try item("2026-07-06"), "2026-07-06") == ["repeat-3 2026-07-06 nurse"])
        #expect(try reached(route, try item("2026-07-06", isOwned: true), "2026-07-06") == [])
        let escalation = EscalationPolicy(route, .mondayToFriday)
        #expect(
            escalation.nextDay(for: try item("2026-06-16"), after: try day("2026-06-16")) == (try day("2026-06-22")))
        #expect(
            escalation.nextDay(for: try item("2026-06-22"), after: try day("2026-06-22")) == (try day("2026-06-29")))
    }

    @Test func `the day that is waited for is the day on which the step holds`() throws {
        let escalation = EscalationPolicy(steps, .mondayToFriday)
        var today = try day("2026-05-20")
        var held: Set<ReachedStep> = []
        for _ in 0..<60 {
            let next = escalation.nextDay(for: try item("\(today)"), after: today)
            let now = Set(escalation.reached(by: try item("\(today)"), on: today))
            #expect(now.isSuperset(of: held))
            if let next, next == today + .days(1) {
                let then = Set(escalation.reached(by: try item("\(next)"), on: next))
                #expect(then.count > now.count, "\(next)")
            }
            held = now
            today = today + .days(1)
        }
        #expect(held.count == 2)
    }
}
