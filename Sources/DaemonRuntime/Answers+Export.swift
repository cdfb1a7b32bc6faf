import CivilCalendar
import ControlInterface
import JSONText
import Reporting
import StaffWork
import Surveillance
import Varlink
import WatchStore

/// The work-list as it leaves for other systems.
extension Answers {
    /// With the remarks of their patients fewer rows are given at a time, since each patient's record is read for them.
    private static let mostRowsWithRemarks = 1_000

    /// A page of the work-list, without record numbers and names unless they are asked for.
    func export(_ request: ExportRequest) throws -> ExportPage {
        var list = request.list
        if request.remarks == true {
            list.limit = list.limit.map { min($0, Answers.mostRowsWithRemarks) } ?? Answers.mostRowsWithRemarks
        }
        let page = try page(list)
        let day = try WorkListFilter.day(list.asOf) ?? today
        let rows = try store.read { reader in
            // A patient's rows may stand apart in the list.
            var remarks: [String: [RemarkReport]] = [:]
            return try page.rows.map { row in
                guard let pseudonym = try reader.pseudonym(ofRecordNumber: row.mrn) else {
                    throw VarlinkError("\(ControlInterface.name).StoreFailed", ["reason": "failed"])
                }
                if request.remarks == true, remarks[pseudonym] == nil {
                    remarks[pseudonym] = try reader.patient(pseudonym).map { patient in
                        patient.plan(standing.rules, asOf: day).plan.remarks(agents: patient.agents)
                            .map { RemarkReport($0, patient.places) }
                    }
                }
                return ExportRow(
                    pseudonym: pseudonym, row: request.names == true ? row : row.withoutNames,
                    remarks: remarks[pseudonym] ?? [])
            }
        }
        return ExportPage(
            asOf: page.asOf, protocol: page.protocol, notices: page.notices, total: page.total, rows: rows,
            next: page.next)
    }
}

extension DueRow {
    /// The row without what names the patient.
    fileprivate var withoutNames: DueRow {
        var row = self
        (row.mrn, row.familyName, row.givenName) = ("", "", "")
        return row
    }
}
