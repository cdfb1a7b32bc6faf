import CSVReading
import CivilCalendar
import ClinicalModel
import RosterModel
import Surveillance

/// Histories written as rows of a roster, for tests of single rules.
enum Histories {
    /// The plan for a patient with these rows (`date,event,detail,result,site,count,size_mm,value`, the last ones optional).
    static func plan(
        _ rows: [String], on day: String, born: String = "1970-01-01", sex: String = "",
        rules: SurveillanceProtocol? = nil
    ) throws -> PatientPlan {
        guard let asOf = CivilDate(day) else { throw Unusable(faults: []) }
        return PatientPlan(
            for: try record(rows, born: born, sex: sex), ProtocolSet(try rules ?? ShippedProtocol.load()), asOf: asOf)
    }

    /// The record of a patient with these rows.
    static func record(_ rows: [String], born: String = "1970-01-01", sex: String = "") throws -> PatientRecord {
        let header = "mrn,date,event,detail,result,site,count,size_mm,value\n"
        let lines = rows.map { row in
            let commas = row.filter { $0 == "," }.count
            return "M," + row + String(repeating: ",", count: 7 - commas) + "\n"
        }
        let reading = try CSVReader().read(
            patientsCSV: Array("mrn,birth_date,sex\nM,\(born),\(sex)\n".utf8),
            eventsCSV: Array((header + lines.joined()).utf8))
        guard reading.totals.rejectedRows == 0 else { throw Unusable(faults: reading.faults) }
        return reading.roster.record(at: 0)
    }

    /// The test's own rows are faulty.
    struct Unusable: Error {
        let faults: [RosterFault]
    }

    /// The item of a plan as one line.
    static func line(_ item: Item, of plan: PatientPlan) -> String? {
        plan.items.first { $0.item == item }.map { owed in
            "\(owed.rule.rawValue) \(owed.anchor) \(owed.earliest) \(owed.due) \(owed.latest) \(owed.urgency.rawValue)"
        }
    }

    static let metastatic = ["2023-01-01,diagnosis,breast-cancer,metastatic", "2023-01-01,biomarker,her2,3+"]
}
