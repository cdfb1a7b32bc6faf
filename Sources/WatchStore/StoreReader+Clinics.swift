import Alerting
import GRDB

extension StoreReader {
    /// The clinics that patients have, each once, by name; a patient without one adds none.
    public func clinics() throws -> [String] {
        try String.fetchAll(database, sql: "SELECT DISTINCT clinic FROM patient WHERE clinic <> '' ORDER BY clinic")
    }

    /// Whose patients are owed something: each clinic with each clinician once, either empty where not recorded.
    public func places() throws -> [Practice] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT DISTINCT clinic, clinician FROM patient
                WHERE EXISTS (SELECT 1 FROM follow_up WHERE follow_up.patient = patient.id) ORDER BY clinic, clinician
                """
        ).map { Practice(clinic: $0[0], clinician: $0[1]) }
    }
}
