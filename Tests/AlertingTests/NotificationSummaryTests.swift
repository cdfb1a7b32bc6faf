import CivilCalendar
import ClinicalModel
import ContactTime
import Surveillance
import Testing

@testable import Alerting

@Suite("When many things are told as one")
struct NotificationSummaryTests {
    /// Patients that all owe an item due on this day; the first `emergencies` of them as an emergency.
    private func crowd(_ count: Int, due: CivilDate, on today: CivilDate, emergencies: Int = 0) -> [String:
        [WatchedItem]]
    {
        var crowd: [String: [WatchedItem]] = [:]
        for number in 0..<count {
            let isEmergency = number < emergencies
            crowd["p\(100_000 + number)"] = [
                watched(
                    .brainMRI, isEmergency ? .emergency : .routine, due: due, on: today,
                    emergencies: isEmergency ? [due] : [])
            ]
        }
        return crowd
    }

    @Test func `a first import is one summary, with every emergency by itself`() throws {
        let today = try day("2026-03-15")
        let round = Round()
        let decisions = try round.decide(crowd(10, due: today, on: today, emergencies: 3), on: today, after: nil)
        #expect(decisions.told.count == 3)
        #expect(decisions.told.allSatisfy { $0.key.stage == .emergency })
        #expect(decisions.summary?.reason == .firstImport)
        #expect(decisions.summary?.counts == [.init(stage: .fellDue, urgency: .routine, count: 7)])
        #expect(decisions.summarised.count == 7)
        #expect(decisions.summarised.allSatisfy { $0.reason == .firstImport })
        // The day after, what was folded is known and not told by itself.
        let next = today + .days(1)
        #expect(try round.decide(crowd(10, due: today, on: next, emergencies: 3), on: next, after: today).isEmpty)
    }

    @Test(arguments: [(0, false), (1, false), (2, true), (7, true), (-3, false)])
    func `an evaluation more than one civil day after the last is one catch-up`(days: Int, isSummary: Bool) throws {
        let today = try day("2026-03-15")
        let decisions = try Round().decide(
            crowd(4, due: today, on: today), on: today, after: today - .days(days))
        #expect((decisions.summary?.reason == .downtime) == isSummary)
        #expect(decisions.told.count == (isSummary ? 0 : 4))
        #expect(decisions.summarised.count == (isSummary ? 4 : 0))
    }

    @Test(arguments: [(25, false), (26, true)])
    func `more than the limit at once is one summary`(count: Int, isSummary: Bool) throws {
        let today = try day("2026-03-15")
        // Emergencies do not count towards the limit.
        let decisions = try Round().decide(
            crowd(count + 5, due: today, on: today, emergencies: 5), on: today, after: today - .days(1))
        #expect((decisions.summary?.reason == .tooMany) == isSummary)
        #expect(decisions.told.count == (isSummary ? 5 : count + 5))
    }

    @Test func `a summary counts the most advanced stage first and is as loud as the loudest`() throws {
        let today = try day("2026-03-15")
        let decisions = try Round().decide(
            [
                "a": [watched(.visit, .routine, due: today + .days(7), on: today)],
                "b": [watched(.csf, .urgent, due: today - .days(30), on: today)],
                "c": [watched(.biopsy, .soon, due: today - .days(30), on: today)],
                "d": [watched(.biopsy, .soon, due: today - .days(31), on: today)],
            ], on: today, after: nil)
        let summary = try #require(decisions.summary)
        #expect(
            summary.counts == [
                .init(stage: .wentOverdue, urgency: .urgent, count: 1),
                .init(stage: .wentOverdue, urgency: .soon, count: 2),
                .init(stage: .windowOpened, urgency: .routine, count: 1),
            ])
        #expect(summary.total == 4)
        #expect(summary.priority == .error)
        #expect(
            NotificationText(summary).line
                == "4 items to look at on 2026-03-15, first import: 1 went-overdue (urgent), 2 went-overdue (soon), "
                + "1 window-opened (routine)")
    }

    @Test(arguments: [nil, 0, 1, 30])
    func `what is settled piece by piece comes to the same as all at once`(daysSinceLast: Int?) throws {
        let today = try day("2026-03-15")
        let crowd = crowd(50, due: today - .days(20), on: today, emergencies: 9).sorted { $0.key > $1.key }
        let routing = Routing(
            routes: [Route(name: "a", receivers: ["nurse"]), Route(name: "b", receivers: ["lead"])],
            calendar: .mondayToFriday)
        func decisions(piece: Int) throws -> [NotificationDecisions] {
            var planner = NotificationPlanner(
                NotificationContext(
                    now: CivilMoment(day: today, time: .midnight),
                    lastEvaluated: daysSinceLast.map { today - .days($0) },
                    routing: routing))
            var pieces: [NotificationDecisions] = []
            for (number, (patient, items)) in crowd.enumerated() {
                let subject = RoutedPatient(pseudonym: patient, clinic: "North", clinician: "")
                try planner.consider(items, of: subject, ledger: EmptyLedger())
                if number % piece == piece - 1 { pieces.append(planner.settled()) }
            }
            return pieces + [planner.decisions()]
        }
        let pieces = try decisions(piece: 7)
        let whole = try #require(try decisions(piece: 1_000).last)
        #expect(pieces.dropLast().allSatisfy { $0.told.isEmpty && $0.summary == nil })
        let isCatchUp = daysSinceLast.map { $0 > 1 } ?? true
        #expect((pieces.dropLast().reduce(0) { $0 + $1.summarised.count } > 30) == isCatchUp)
        #expect(pieces.last?.told == whole.told && pieces.last?.summary == whole.summary && whole.summary != nil)
        #expect(Set(pieces.flatMap(\.summarised)) == Set(whole.summarised) && whole.summarised.count == 41)
        #expect(Set(pieces.flatMap(\.passed)) == Set(whole.passed) && !whole.passed.isEmpty)
        let dispatches = pieces.flatMap(\.dispatches)
        #expect(Set(dispatches) == Set(whole.dispatches) && dispatches.count == whole.dispatches.count)
        #expect(dispatches.count >= 100)
    }

    @Test func `where there is nothing new there is no summary`() throws {
        let today = try day("2026-03-15")
        let decisions = try Round().decide(crowd(3, due: today + .days(90), on: today), on: today, after: nil)
        #expect(decisions == .none)
    }
}
