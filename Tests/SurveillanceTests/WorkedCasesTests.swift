import CivilCalendar
import ClinicalModel
import RosterModel
import Surveillance
import Testing

/// The worked histories that came with the specification: two independent readings of it agree on every row.
@Suite("Worked cases")
struct WorkedCasesTests {
    static let days = [
        "2024-10-20", "2025-02-20", "2025-03-01", "2025-03-21", "2025-04-20", "2025-06-15", "2025-07-04", "2025-11-25",
        "2026-01-20",
    ]

    @Test(arguments: days)
    func `every patient is owed on a day what the cases say`(day: String) throws {
        let roster = try WorkedCases.roster()
        let rules = try ShippedProtocol.load()
        let asOf = try #require(CivilDate(day))
        var planned: [String] = []
        for index in roster.patients.indices {
            let record = roster.record(at: index)
            let plan = PatientPlan(for: record, rules: rules, asOf: asOf)
            let mrn = record.patient.mrn
            if plan.items.isEmpty { planned.append("\(day),\(mrn),\(plan.phase.rawValue),,,,,,,,,") }
            for owed in plan.items {
                let also = owed.also.map(\.rawValue).joined(separator: " ")
                let dates = "\(owed.anchor),\(owed.earliest),\(owed.due),\(owed.latest)"
                planned.append(
                    "\(day),\(mrn),\(plan.phase.rawValue),\(owed.item.rawValue),\(owed.rule.rawValue),\(also),\(dates),"
                        + "\(owed.status.rawValue),\(owed.urgency.rawValue)")
            }
        }
        let expected = try WorkedCases.expected().filter { $0.hasPrefix(day) }
        #expect(!expected.isEmpty)
        #expect(planned == expected)
    }

    @Test func `the days above are all the days of the cases`() throws {
        let days = Set(try WorkedCases.expected().map { String($0.prefix(10)) })
        #expect(days == Set(WorkedCasesTests.days))
    }
}
