import GRDB

/// The embedded store: the roster in force, the follow-ups, what was told. One file, write-ahead logged.
///
/// A change is one transaction with all that follows from it, so that no reader sees half of it and no crash leaves half.
/// A store is one connection, used by one thread; a second one on the same file reads what was last committed while the
/// first is in the middle of a change.
public final class WatchStore {
    private let queue: DatabaseQueue
    private let path: String
    private let dictionary = EventDictionary()
    private let file: FileIdentity?

    /// Opens the store in a file, making or migrating it; a file of a newer version is refused.
    ///
    /// - Parameters:
    ///   - cacheMiB: how much of the file may be held in memory while much of it changes; let go of by `rest()`.
    ///   - maximumPages: what the file may grow to, in pages of 4 KiB; nil for what the disk holds.
    public init(path: String, cacheMiB: Int = 2, maximumPages: Int? = nil) throws(StoreError) {
        self.path = path
        do {
            try FileIdentity.check(path)
            var configuration = Configuration()
            configuration.label = "store"
            // Connections wait for each other only for the moment in which the log is folded into the file.
            configuration.busyMode = .timeout(10)
            configuration.prepareDatabase { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                try database.execute(sql: "PRAGMA foreign_keys = ON")
                try database.execute(sql: "PRAGMA cache_size = -\(cacheMiB * 1_024)")
                try database.execute(sql: "PRAGMA journal_size_limit = 16777216")
                if let maximumPages { try database.execute(sql: "PRAGMA max_page_count = \(maximumPages)") }
            }
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
            let migrator = StoreSchema.migrator
            let isNewer = try queue.read { try migrator.hasBeenSuperseded($0) }
            if isNewer {
                throw StoreError(.newer, path: path, detail: "it holds migrations that this version does not know")
            }
            try migrator.migrate(queue)
            file = FileIdentity(path)
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Reads inside one snapshot.
    public func read<Value>(_ body: (StoreReader) throws -> Value) throws(StoreError) -> Value {
        do {
            return try queue.read { try body(StoreReader(database: $0, dictionary: dictionary)) }
        } catch {
            throw failure(error)
        }
    }

    /// Changes inside one transaction; nothing of it stays where the body throws.
    public func write<Value>(_ body: (StoreWriter) throws -> Value) throws(StoreError) -> Value {
        guard file == FileIdentity(path) else {
            throw StoreError(.gone, path: path, detail: "the file was removed or replaced while it is in use")
        }
        do {
            return try queue.write { try body(StoreWriter(database: $0, dictionary: dictionary)) }
        } catch {
            dictionary.forget()
            throw failure(error)
        }
    }

    /// Asks the file something small: throws where it cannot be read, or is no longer where it was.
    public func ping() throws(StoreError) {
        guard file == FileIdentity(path) else {
            throw StoreError(.gone, path: path, detail: "the file was removed or replaced while it is in use")
        }
        _ = try read { try $0.rosterInForce() }
    }

    /// Lets go of what is held in memory of the file, after much of it was changed.
    public func rest() throws(StoreError) {
        do {
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA shrink_memory") }
        } catch {
            throw failure(error)
        }
    }

    private func failure(_ error: any Error) -> StoreError {
        switch error {
        case let error as StoreError: error
        case is HistoryUnreadable:
            StoreError(.damaged, path: path, detail: "a patient's history cannot be read")
        default: StoreError(error, path: path)
        }
    }
}
