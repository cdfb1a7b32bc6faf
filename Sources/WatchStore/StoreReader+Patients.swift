import CivilCalendar
import GRDB

/// All patients, page by page.
extension StoreReader {
    /// The outlines of patients with numbers after this one, in order, at most so many.
    public func patients(after id: Int64, limit: Int) throws -> [PatientOutline] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT id, mrn, pseudonym, family_name, given_name, clinic, phase, rejected_rows > 0, absent_since
                FROM patient WHERE id > ? ORDER BY id LIMIT ?
                """, arguments: [id, limit]
        ).map { row in
            let absent: Int? = row[8]
            return PatientOutline(
                id: row[0], mrn: row[1], pseudonym: row[2], familyName: row[3], givenName: row[4], clinic: row[5],
                phase: row[6], isIncomplete: row[7],
                absentSince: absent.map { CivilDate(clampingDaysSinceEpoch: $0) })
        }
    }
}
