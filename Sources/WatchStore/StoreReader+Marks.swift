import Foundation
import GRDB

/// The roster in force, as far as a new one is compared with it.
extension StoreReader {
    /// The mark of one patient, in a statement that joins the patient's page.
    static let storedMark =
        "substr(marks, id % \(PatientMarks.perPage) * \(PatientMark.byteCount) + 1, \(PatientMark.byteCount))"

    /// The marks of all patients.
    public func marks() throws -> PatientMarks {
        var marks = PatientMarks()
        let rows = try Row.fetchCursor(database, sql: "SELECT page, marks FROM mark_page ORDER BY page")
        while let row = try rows.next() {
            try row.withUnsafeData(atIndex: 1) { data in data?.withUnsafeBytes { marks.read(page: row[0], $0) } }
        }
        return marks
    }

    /// The number of the patient with a record number; nil where there is none.
    public func number(ofRecordNumber mrn: String) throws -> Int64? {
        let statement = try database.cachedStatement(sql: "SELECT id FROM patient WHERE mrn = ?")
        return try Int64.fetchOne(statement, arguments: [mrn])
    }

    /// The numbers of the patients whose record numbers have letters beyond ASCII: two spellings of one are equal here, by bytes
    /// they are not.
    public func accentedNumbers() throws -> [String: Int64] {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT mrn, id FROM patient WHERE length(mrn) <> length(CAST(mrn AS BLOB))")
        var numbers: [String: Int64] = [:]
        while let row = try rows.next() { numbers[row[0]] = row[1] }
        return numbers
    }

    /// The numbers of the patients who are missing from the export.
    public func absentNumbers() throws -> Set<Int64> {
        try Set(Int64.fetchAll(database, sql: "SELECT id FROM patient WHERE absent_since IS NOT NULL"))
    }

    /// A mark that was selected as `storedMark`; that of nobody where the page is missing.
    static func mark(_ row: Row, at index: Int) throws -> PatientMark {
        try row.withUnsafeData(atIndex: index) { data in
            data.map { $0.withUnsafeBytes { PatientMark(stored: $0, at: 0) } } ?? .none
        }
    }
}
