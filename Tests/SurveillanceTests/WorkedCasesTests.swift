import CivilCalendar
import ClinicalModel
import ProtocolReading
import RosterModel
import Surveillance
import TestSupport
import Testing

/// The worked histories that came with the specification: two independent readings of it agree on every row.
@Suite("Worked cases")
struct WorkedCasesTests {
    static let days = [
        "2024-10-20", "2025-02-20", "2025-03-01", "2025-03-21", "2025-04-20", "2025-06-15", "2025-07-04", "2025-11-25",
        "2026-01-20",
    ]

    /// Which protocols are in force, and the file that says what is owed under them.
    static let sets = [
        (["her2-cns"], "expected.csv"), (["her2-cns", "tnbc-cns"], "expected-her2-tnbc.csv"),
    ]

    @Test(arguments: days, sets)
    func `every patient is owed on a day what the cases say`(day: String, set: ([String], String)) throws {
        let roster = try WorkedCases.roster()
        let protocols = try ProtocolReader.read(
            paths: set.0.map { PackageFolder.file("etc/cnswatch/protocols/\($0).toml") })
        let asOf = try #require(CivilDate(day))
        var planned: [String] = []
        for index in roster.patients.indices {
            let record = roster.record(at: index)
            let plan = PatientPlan(for: record, protocols, asOf: asOf)
            let who = "\(day),\(record.patient.mrn),\(plan.assessment.protocolID),\(plan.phase.rawValue)"
            if plan.items.isEmpty { planned.append("\(who),,,,,,,,,") }
            for owed in plan.items {
                let also = owed.also.map(\.rawValue).joined(separator: " ")
                let dates = "\(owed.anchor),\(owed.earliest),\(owed.due),\(owed.latest)"
                planned.append(
                    "\(who),\(owed.item.rawValue),\(owed.rule.rawValue),\(also),\(dates),"
                        + "\(owed.status.rawValue),\(owed.urgency.rawValue)")
            }
        }
        let expected = try WorkedCases.expected(set.1).filter { $0.hasPrefix(day) }
        #expect(!expected.isEmpty)
        #expect(planned == expected)
    }

    @Test(arguments: sets) func `the days above are all the days of the cases`(set: ([String], String)) throws {
        let days = Set(try WorkedCases.expected(set.1).map { String($0.prefix(10)) })
        #expect(days == Set(WorkedCasesTests.days))
    }
}
