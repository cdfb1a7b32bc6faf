import GRDB

/// The embedded store: the roster in force, the follow-ups, what was told. One file, write-ahead logged.
///
/// A change is one transaction with all that follows from it, so that no reader sees half of it and no crash leaves half.
/// A store is one connection, used by one thread; a second one on the same file reads what was last committed while the
/// first is in the middle of a change.
public final class WatchStore {
    private let file: StoreFile
    private let dictionary = EventDictionary()

    /// Opens the store in a file, making or migrating it; a file of a newer version is refused.
    ///
    /// - Parameters:
    ///   - cacheMiB: how much of the file may be held in memory while much of it changes; let go of by `rest()`.
    ///   - maximumPages: what the file may grow to, in pages of 4 KiB; nil for what the disk holds.
    public init(path: String, cacheMiB: Int = 2, maximumPages: Int? = nil) throws(StoreError) {
        file = try StoreFile(path, of: .store, migrator: StoreSchema.migrator, maximumPages: maximumPages) {
            try $0.execute(sql: "PRAGMA cache_size = -\(cacheMiB * 1_024)")
        }
    }

    /// Reads inside one snapshot.
    public func read<Value>(_ body: (StoreReader) throws -> Value) throws(StoreError) -> Value {
        try file.read { try body(StoreReader(database: $0, dictionary: dictionary)) }
    }

    /// The path of its file.
    public var path: String { file.path }

    /// Changes inside one transaction; nothing of it stays where the body throws.
    public func write<Value>(_ body: (StoreWriter) throws -> Value) throws(StoreError) -> Value {
        do {
            return try file.write { try body(StoreWriter(database: $0, dictionary: dictionary)) }
        } catch {
            dictionary.forget()
            throw error
        }
    }

    /// Lets go of what is held in memory of the file, after much of it was changed.
    public func rest() throws(StoreError) {
        try file.outsideTransactions { try $0.execute(sql: "PRAGMA shrink_memory") }
    }
}

/// A connection to the store that can only read it; SQLite refuses whatever would change the file.
///
/// It sees what was last committed, and is used by one thread.
public final class StoreView {
    private let file: StoreFile
    private let dictionary = EventDictionary()

    /// Opens the store in a file, making or migrating it; a file of a newer version is refused.
    public init(path: String) throws(StoreError) {
        file = try StoreFile(path, of: .store, migrator: StoreSchema.migrator, maximumPages: nil)
        try file.outsideTransactions { try $0.execute(sql: "PRAGMA query_only = ON") }
    }

    /// Reads inside one snapshot.
    public func read<Value>(_ body: (StoreReader) throws -> Value) throws(StoreError) -> Value {
        try file.read { try body(StoreReader(database: $0, dictionary: dictionary)) }
    }

    /// The number of the last change by another connection: what was read under one version is what would be read under it
    /// again.
    public func version() throws(StoreError) -> Int {
        try file.outsideTransactions { try Int.fetchOne($0.cachedStatement(sql: "PRAGMA data_version")) ?? 0 }
    }

    /// Asks the file something small: throws where it cannot be read, or is no longer where it was.
    public func ping() throws(StoreError) {
        try file.checkPlace()
        _ = try read { try $0.rosterInForce() }
    }
}
