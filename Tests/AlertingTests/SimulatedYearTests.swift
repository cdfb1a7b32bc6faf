import CivilCalendar
import ClinicalModel
import StaffWork
import Surveillance
import Testing

@testable import Alerting

@Suite("A year of one patient")
struct SimulatedYearTests {
    private func rules() -> SurveillanceProtocol {
        var rules = SurveillanceProtocol()
        for id in RuleID.allCases { rules[id].isEnabled = false }
        rules.phases.postOperativeFor = .days(28)
        rules.phases.longTermFrom = .months(24)
        rules[.firstAfterLocalTherapy].isEnabled = true
        rules[.firstAfterLocalTherapy].due = .months(2)
        rules[.firstAfterLocalTherapy].early = .days(14)
        rules[.firstAfterLocalTherapy].late = .days(14)
        rules[.firstAfterLocalTherapy].answeredFrom = .days(28)
        rules[.afterLocalTherapy].isEnabled = true
        rules[.afterLocalTherapy].repeats = [.init(until: nil, every: .months(3))]
        rules[.afterLocalTherapy].early = .days(14)
        rules[.afterLocalTherapy].late = .days(14)
        rules[.neuroEmergency].isEnabled = true
        rules[.neuroEmergency].late = .days(1)
        rules.symptoms.emergency = [.seizure]
        rules[.neuroEmergency].urgency = .emergency
        rules[.neuroSymptom].isEnabled = true
        rules[.neuroSymptom].due = .days(7)
        rules[.neuroSymptom].early = .days(7)
        rules[.neuroSymptom].late = .days(7)
        rules[.neuroSymptom].urgency = .urgent
        return rules
    }

    private func history() throws -> [Event] {
        let rows: [(String, EventContent)] = [
            ("2025-12-20", .diagnosis(.metastatic)), ("2025-12-20", .her2(.threePlus)),
            ("2025-12-28", .brainImaging(.mri, .newLesions, .unrecorded)), ("2026-01-05", .radiotherapy(.srs)),
            // The first scan on its due date, so never told as due; the second three weeks late; then a headache, answered; then two seizures.
            ("2026-03-05", .brainImaging(.mri, .stable, .unrecorded)),
            ("2026-07-10", .brainImaging(.mri, .stable, .unrecorded)),
            ("2026-08-01", .symptom(.headache, .onset)),
            ("2026-08-06", .brainImaging(.mri, .stable, .unrecorded)),
            ("2026-09-01", .symptom(.seizure, .onset)), ("2026-09-02", .symptom(.seizure, .onset)),
            ("2026-09-04", .brainImaging(.mri, .stable, .unrecorded)),
        ]
        return try rows.enumerated().map { index, row in
            Event(date: PartialDate(try day(row.0)), content: row.1, row: Int32(index + 2))
        }
    }

    /// Everything told in the year, evaluated on every day or only on the days the plan names as its next change.
    private func year(everyDay: Bool) throws -> [String] {
        let rules = rules()
        let events = try history()
        let round = Round()
        var told: [String] = []
        var nextChange: CivilDate?
        for offset in 0..<365 {
            let today = try day("2026-01-06") + .days(offset)
            // A row becomes known on its day, as a roster brings it.
            let known = events.filter { $0.date.first <= today }
            let isNews = known.contains { $0.date.first == today }
            guard everyDay || offset == 0 || isNews || nextChange.map({ $0 <= today }) ?? false else { continue }
            let record = PatientRecord(patient: Patient(mrn: "M1"), events: known[...])
            let worked = WorkedPlan(for: record, .none, protocols: ProtocolSet(rules), asOf: today)
            nextChange = worked.nextChange
            let decisions = try round.decide(WatchedItem.items(of: worked), on: today)
            told += decisions.told.map { "\(today) \($0.key.stage.rawValue) \($0.key.item.rawValue) \($0.priority)" }
        }
        return told
    }

    @Test func `each stage is told on its day and nothing is told twice`() throws {
        let told = try year(everyDay: true)
        #expect(
            told == [
                "2026-02-19 window-opened brain-mri info",
                "2026-05-22 window-opened brain-mri info",
                "2026-06-05 fell-due brain-mri notice",
                "2026-06-20 went-overdue brain-mri warning",
                "2026-08-01 urgent-symptom brain-mri warning",
                "2026-09-01 emergency brain-mri critical",
                "2026-09-02 emergency brain-mri critical",
                // No scan by the day after the onset: the emergency itself is late.
                "2026-09-03 went-overdue brain-mri critical",
                "2026-11-20 window-opened brain-mri info",
                "2026-12-04 fell-due brain-mri notice",
                "2026-12-19 went-overdue brain-mri warning",
            ])
    }

    @Test func `waking only at the next change tells the same as looking every day`() throws {
        #expect(try year(everyDay: false) == year(everyDay: true))
    }
}
