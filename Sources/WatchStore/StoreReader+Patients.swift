import CivilCalendar
import GRDB

/// All patients, page by page.
extension StoreReader {
    /// The outlines of patients with numbers after this one that a condition holds for, in order, at most so many.
    public func patients(
        after id: Int64, limit: Int, where isMeant: (PatientOutline) throws -> Bool = { _ in true }
    ) throws -> [PatientOutline] {
        var patients: [PatientOutline] = []
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT id, mrn, pseudonym, family_name, given_name, birth_date, clinic, phase, rejected_rows > 0, absent_since
                FROM patient WHERE id > ? ORDER BY id
                """, arguments: [id])
        while patients.count < limit, let row = try rows.next() {
            let absent: Int? = row[9]
            let patient = PatientOutline(
                id: row[0], mrn: row[1], pseudonym: row[2], familyName: row[3], givenName: row[4], birthDate: row[5],
                clinic: row[6], phase: row[7], isIncomplete: row[8],
                absentSince: absent.map { CivilDate(clampingDaysSinceEpoch: $0) })
            if try isMeant(patient) { patients.append(patient) }
        }
        return patients
    }
}
