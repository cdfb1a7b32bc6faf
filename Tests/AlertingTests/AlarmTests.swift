import CivilCalendar
import ClinicalModel
import Surveillance
import Testing

@testable import Alerting

@Suite("Alarms, and what comes back")
struct AlarmTests {
    private func stages(_ decisions: NotificationDecisions) -> [NotificationStage] { decisions.told.map(\.key.stage) }

    @Test func `an item that becomes urgent is told although its dates were told before`() throws {
        let round = Round()
        let due = try day("2026-03-15")
        let today = try day("2026-04-20")
        _ = try round.decide([watched(due: due, on: today)], on: today)
        let urgent = watched(.brainMRI, .urgent, due: due, on: today, urgentSince: today)
        let told = try round.decide([urgent], on: today)
        #expect(stages(told) == [.becameUrgent] && told.told[0].priority == .warning)
        #expect(try round.decide([urgent], on: today + .days(1)).told.isEmpty)
        // A second cause is news.
        let again = watched(.brainMRI, .urgent, due: due, on: today + .days(2), urgentSince: today + .days(2))
        #expect(stages(try round.decide([again], on: today + .days(2))) == [.becameUrgent])
    }

    @Test func `a seizure of today is not overdue since the routine scan was`() throws {
        let today = try day("2026-04-20")
        let routine = Window(earliest: today - .days(90), due: today - .days(76), latest: today - .days(62))
        let owed = FollowUp(
            item: .brainMRI, rule: .neuroEmergency, also: [.longTerm], anchor: PartialDate(today), window: routine,
            urgency: .emergency, leadingDates: FollowUp.LeadingDates(due: today, latest: today))
        let item = WatchedItem(owed, status: .overdue, emergencies: [today], emergencyWindow: nil)
        let told = try #require(try Round().decide([item], on: today).told.first { $0.key.stage == .emergency })
        #expect(told.due == today && told.latest == today && told.daysLate == 0)
        #expect(item.window(for: .wentOverdue) == routine)
    }

    @Test func `a booking holds back no urgency, and a lease on the urgent item does`() throws {
        let today = try day("2026-04-20")
        let booked = watched(.brainMRI, .urgent, due: today, on: today, urgentSince: today, isHeldBack: true)
        #expect(stages(try Round().decide([booked], on: today)) == [.becameUrgent])
        let masked = watched(
            .brainMRI, .urgent, due: today, on: today, urgentSince: today, isMasked: true, isHeldBack: true)
        #expect(try Round().decide([masked], on: today).told.isEmpty)
    }

    @Test func `an emergency that was taken back and comes again is told again`() throws {
        let round = Round()
        let today = try day("2026-04-20")
        let seizure = watched(.brainMRI, .emergency, due: today, on: today, emergencies: [today])
        let calm = watched(due: today + .days(20), on: today)
        #expect(stages(try round.decide([seizure], on: today)) == [.emergency])
        #expect(try round.decide([seizure], on: today).told.isEmpty)
        _ = try round.decide([calm], on: today)
        #expect(stages(try round.decide([seizure], on: today)) == [.emergency])
    }

    @Test func `a clock that went back before the onset has not taken it back`() throws {
        let round = Round()
        let today = try day("2026-04-20")
        let seizure = watched(.brainMRI, .emergency, due: today, on: today, emergencies: [today])
        _ = try round.decide([seizure], on: today)
        for days in [3, 2, 1] {
            _ = try round.decide([watched(due: today, on: today - .days(days))], on: today - .days(days))
        }
        #expect(try round.decide([seizure], on: today).told.isEmpty)
    }

    @Test func `a finding is told once, before its window opens, and the next one too though the dates are the same`()
        throws
    {
        let round = Round()
        let today = try day("2026-03-11")
        func decision(_ findings: Set<CivilDate>, on day: CivilDate) -> WatchedItem {
            watched(.treatmentDecision, .soon, due: today + .days(28), on: day, findings: findings)
        }
        let told = try round.decide([decision([today], on: today)], on: today)
        #expect(stages(told) == [.newFinding] && told.told[0].priority == .notice)
        #expect(told.passed.map(\.key.stage) == [.windowOpened])
        let (second, later) = (today + .days(7), today + .days(14))
        #expect(stages(try round.decide([decision([today, second], on: second)], on: second)) == [.newFinding])
        // Taken back and there again, and when the window opens, it is no news.
        _ = try round.decide([decision([today], on: second)], on: second)
        #expect(try round.decide([decision([today, second], on: later)], on: later).told.isEmpty)
        #expect(
            stages(try round.decide([decision([today], on: today + .days(28))], on: today + .days(28))) == [.fellDue])
    }

    @Test func `a booking holds back no finding, a lease on its item does, and what is urgent is as loud`() throws {
        let today = try day("2026-03-11")
        func decision(_ urgency: Urgency, isMasked: Bool) -> WatchedItem {
            watched(
                .treatmentDecision, urgency, due: today, on: today, findings: [today], urgentSince: today,
                isMasked: isMasked, isHeldBack: true)
        }
        let told = try Round().decide([decision(.urgent, isMasked: false)], on: today)
        #expect(stages(told) == [.newFinding] && told.told[0].priority == .warning)
        #expect(try Round().decide([decision(.urgent, isMasked: true)], on: today).told.isEmpty)
        // A finding that is entered late is as loud as what goes overdue.
        let late = watched(.treatmentDecision, .soon, due: today, on: today + .days(20), findings: [today])
        #expect(try Round().decide([late], on: today + .days(20)).told.map(\.priority) == [.warning])
    }

    @Test func `a missed appointment is told once, and its next one again`() throws {
        let round = Round()
        let due = try day("2026-03-15")
        let today = due + .days(2)
        _ = try round.decide([watched(due: due, on: today)], on: today)
        let missed = watched(due: due, on: today, missedOn: today - .days(1))
        #expect(stages(try round.decide([missed], on: today)) == [.missed])
        #expect(try round.decide([missed], on: today + .days(1)).told.isEmpty)
        let second = watched(due: due, on: today + .days(5), missedOn: today + .days(4))
        #expect(stages(try round.decide([second], on: today + .days(5))) == [.missed])
    }
}
