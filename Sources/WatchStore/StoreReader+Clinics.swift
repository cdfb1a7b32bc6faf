import GRDB

extension StoreReader {
    /// The clinics that patients have, each once, by name; a patient without one adds none.
    public func clinics() throws -> [String] {
        try String.fetchAll(database, sql: "SELECT DISTINCT clinic FROM patient WHERE clinic <> '' ORDER BY clinic")
    }
}
