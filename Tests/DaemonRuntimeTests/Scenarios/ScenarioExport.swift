import Foundation

/// The export of a scenario's clinic: rows that come and go, in files that are as old as the scenario's clock says.
struct ScenarioExport {
    static let patientColumns = "mrn,family_name,given_name,birth_date,sex,clinic,clinician"
    static let eventColumns = "mrn,date,event,detail,result,site,count,size_mm,value,note"

    let folder: String
    var patients: [String]
    var events: [String]
    var isBroken = false

    /// The record numbers in it.
    var recordNumbers: [String] { patients.map { String($0.prefix { $0 != "," }) } }

    mutating func add(_ rows: [String]) {
        for row in rows {
            // A row of a patient has a year of birth where an event has a word.
            if row.split(separator: ",", omittingEmptySubsequences: false).count == 7 {
                patients.append(row)
            } else {
                events.append(row)
            }
        }
    }

    mutating func remove(_ recordNumber: String) {
        patients.removeAll { $0.hasPrefix(recordNumber + ",") }
        events.removeAll { $0.hasPrefix(recordNumber + ",") }
    }

    func write(at moment: Int) throws {
        let heading = isBroken ? "this,is,no,roster" : ScenarioExport.patientColumns
        for (name, lines) in [
            ("patients.csv", [heading] + patients), ("events.csv", [ScenarioExport.eventColumns] + events),
        ] {
            let path = folder + "/" + name
            try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: Double(moment))], ofItemAtPath: path)
        }
    }
}
