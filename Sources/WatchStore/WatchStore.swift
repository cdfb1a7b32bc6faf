import Alerting
import CivilCalendar
import ClinicalModel
import GRDB
import Surveillance

/// The embedded store: the roster in force, the follow-ups, what was told. One file, one connection, one thread.
///
/// A change is one transaction with all that follows from it, so that no reader sees half of it and no crash leaves half.
public final class WatchStore {
    private let queue: DatabaseQueue
    private let path: String

    /// Opens the store in a file, making or migrating it; a file of a newer version is refused.
    public init(path: String) throws(StoreError) {
        self.path = path
        do {
            var configuration = Configuration()
            configuration.label = "store"
            configuration.prepareDatabase { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                try database.execute(sql: "PRAGMA foreign_keys = ON")
            }
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
            let migrator = StoreSchema.migrator
            let isNewer = try queue.read { try migrator.hasBeenSuperseded($0) }
            if isNewer {
                throw StoreError(.newer, path: path, detail: "it holds migrations that this version does not know")
            }
            try migrator.migrate(queue)
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Reads inside one snapshot.
    public func read<Value>(_ body: (StoreReader) throws -> Value) throws(StoreError) -> Value {
        do {
            return try queue.read { try body(StoreReader(database: $0)) }
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Changes inside one transaction; nothing of it stays where the body throws.
    public func write<Value>(_ body: (StoreWriter) throws -> Value) throws(StoreError) -> Value {
        do {
            return try queue.write { try body(StoreWriter(database: $0)) }
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(error, path: path)
        }
    }
}
