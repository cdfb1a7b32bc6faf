import CivilCalendar
import ClinicalModel
import Surveillance
import Testing

@testable import Alerting

@Suite("What is told after an evaluation")
struct NotificationPlannerTests {
    @Test func `an item tells each of its stages once, on the day it reaches it`() throws {
        let round = Round()
        let due = try day("2026-03-15")
        var told: [String] = []
        for offset in -20...20 {
            let today = due + .days(offset)
            for notification in try round.decide([watched(due: due, on: today)], on: today).told {
                told.append("\(today) \(notification.key.stage.rawValue) \(notification.reason.rawValue)")
            }
        }
        #expect(
            told == [
                "2026-03-01 window-opened first", "2026-03-15 fell-due advanced", "2026-03-30 went-overdue advanced",
            ])
    }

    @Test func `only the most advanced stage is told and those below are held as passed`() throws {
        let round = Round()
        let due = try day("2026-03-15")
        let today = try day("2026-04-02")
        let decisions = try round.decide([watched(due: due, on: today)], on: today)
        #expect(decisions.told.map(\.key.stage) == [.wentOverdue])
        #expect(decisions.told.map(\.daysLate) == [4])
        #expect(decisions.passed.map(\.key.stage) == [.windowOpened, .fellDue])
        #expect(decisions.passed.allSatisfy { $0.reason == .passed })
    }

    @Test func `a clock that goes back and comes again repeats nothing`() throws {
        let round = Round()
        let due = try day("2026-03-15")
        for date in ["2026-03-15", "2026-03-30"] {
            let today = try day(date)
            _ = try round.decide([watched(due: due, on: today)], on: today)
        }
        for date in ["2026-03-02", "2026-03-15", "2026-03-30", "2026-04-01"] {
            let today = try day(date)
            let back = try round.decide(
                ["0123456789ab": [watched(due: due, on: today)]], on: today, after: try day("2026-03-30"))
            #expect(back.isEmpty, "on \(date)")
        }
    }

    @Test func `an item whose due date moved is told anew`() throws {
        let round = Round()
        let today = try day("2026-03-15")
        _ = try round.decide([watched(due: today, on: today)], on: today)
        let moved = try round.decide([watched(due: today - .days(2), on: today)], on: today)
        #expect(moved.told.map(\.key.stage) == [.fellDue])
        #expect(moved.told.map(\.key.due) == [today - .days(2)])
    }

    @Test func `an emergency is told at once whatever its dates, and once`() throws {
        let round = Round()
        let today = try day("2026-03-15")
        let upcoming = watched(.brainMRI, .emergency, due: today + .days(60), on: today, emergencies: [today])
        let first = try round.decide([upcoming], on: today)
        #expect(first.told.map(\.key.stage) == [.emergency])
        #expect(first.told.map(\.priority) == [.critical])
        #expect(try round.decide([upcoming], on: today).isEmpty)
    }

    @Test func `a second seizure is told although the dates of the item are those of the first`() throws {
        let round = Round()
        let onset = try day("2026-03-15")
        let second = onset + .days(1)
        _ = try round.decide([watched(.brainMRI, .emergency, due: onset, on: onset, emergencies: [onset])], on: onset)
        let decisions = try round.decide(
            [watched(.brainMRI, .emergency, due: onset, on: second, emergencies: [onset, second])], on: second)
        #expect(decisions.told.map(\.key.due) == [second])
        #expect(decisions.told.map(\.key.stage) == [.emergency])
        #expect(decisions.told.map(\.reason) == [.advanced])
    }

    @Test func `an emergency that nobody answers is told again when its latest date passes`() throws {
        let round = Round()
        let onset = try day("2026-03-15")
        var stages: [NotificationStage] = []
        for offset in 0...5 {
            let today = onset + .days(offset)
            let item = watched(.brainMRI, .emergency, due: onset, window: 1, on: today, emergencies: [onset])
            let told = try round.decide([item], on: today).told
            #expect(told.allSatisfy { $0.priority == .critical })
            stages += told.map(\.key.stage)
        }
        #expect(stages == [.emergency, .wentOverdue])
    }

    @Test func `an urgent symptom is told before the dates of the item are`() throws {
        let round = Round()
        let onset = try day("2026-03-15")
        let item = watched(.brainMRI, .urgent, due: onset + .days(7), window: 7, on: onset, urgentSymptoms: [onset])
        let decisions = try round.decide([item], on: onset)
        #expect(decisions.told.map(\.key.stage) == [.urgentSymptom])
        #expect(decisions.told.map(\.priority) == [.warning])
        #expect(decisions.passed.map(\.key.stage) == [.windowOpened])
    }

    @Test func `an item that is due every day is told once for as long as it is owed, and anew when it returns`() throws
    {
        let round = Round()
        let start = try day("2026-03-01")
        var told: [CivilDate] = []
        for offset in 0..<30 {
            let today = start + .days(offset)
            let isOwed = !(10...12).contains(offset)
            let items = isOwed ? [watched(.dataCorrection, due: today, window: 7, on: today, isStanding: true)] : []
            if try !round.decide(items, on: today).told.isEmpty { told.append(today) }
        }
        #expect(told == [start, start + .days(13)])
    }

    @Test func `what is told stands worst first`() throws {
        let today = try day("2026-03-15")
        let decisions = try Round().decide(
            [
                "00000000000a": [watched(.visit, .routine, due: today + .days(7), on: today)],
                "00000000000b": [watched(.mammogram, .routine, due: today - .days(30), on: today)],
                "00000000000c": [watched(.csf, .urgent, due: today - .days(30), on: today)],
                "00000000000d": [watched(.spineMRI, .emergency, due: today, on: today, emergencies: [today])],
                "00000000000e": [watched(.biopsy, .soon, due: today, on: today)],
            ], on: today, after: today - .days(1))
        #expect(decisions.told.map(\.key.item) == [.spineMRI, .csf, .mammogram, .biopsy, .visit])
        #expect(decisions.told.map(\.priority) == [.critical, .error, .warning, .notice, .info])
    }
}
