import GRDB
import Glibc

/// A SQLite file of the service. Each is a plain file that only its owner may read, write-ahead logged, synced to disk
/// at the end of each change, and no newer than this version.
final class StoreFile {
    private let queue: DatabaseQueue
    let path: String
    private let subject: StoreError.Subject
    private let identity: FileIdentity?

    /// Opens the file, creating or migrating it.
    ///
    /// - Parameters:
    ///   - maximumPages: the largest size of the file, in pages of 4 KiB; nil for no limit but the disk.
    ///   - prepare: further setup of the connection.
    init(
        _ path: String, of subject: StoreError.Subject, migrator: DatabaseMigrator, maximumPages: Int?,
        prepare: @escaping @Sendable (Database) throws -> Void = { _ in }
    ) throws(StoreError) {
        self.path = path
        self.subject = subject
        do {
            try StoreFile.keepToOwner(path, of: subject)
            var configuration = Configuration()
            configuration.label = "\(subject)"
            // Connections wait for each other only while the log is checkpointed into the file.
            configuration.busyMode = .timeout(10)
            configuration.prepareDatabase { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                try database.execute(sql: "PRAGMA foreign_keys = ON")
                try database.execute(sql: "PRAGMA journal_size_limit = 16777216")
                if let maximumPages { try database.execute(sql: "PRAGMA max_page_count = \(maximumPages)") }
                try prepare(database)
            }
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
            let isNewer = try queue.read { try migrator.hasBeenSuperseded($0) }
            if isNewer {
                throw StoreError(
                    .newer, of: subject, path: path, detail: "it holds migrations that this version does not know")
            }
            try migrator.migrate(queue)
            identity = FileIdentity(path)
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(error, of: subject, path: path)
        }
    }

    /// Reads inside one snapshot.
    func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            // Not `queue.read`: that sets and resets a mode of the connection, and each time SQLite discards all
            // prepared statements.
            return try queue.unsafeRead { database in
                try database.cachedStatement(sql: "BEGIN DEFERRED TRANSACTION").execute()
                let outcome = Result { try body(database) }
                try database.cachedStatement(sql: "COMMIT TRANSACTION").execute()
                return try outcome.get()
            }
        } catch {
            throw failure(error)
        }
    }

    /// Changes inside one transaction. Nothing is kept if the body throws, or if the file is no longer in place.
    func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        try checkPlace()
        do { return try queue.write(body) } catch { throw failure(error) }
    }

    /// Does work that must not run in a transaction.
    func outsideTransactions<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do { return try queue.writeWithoutTransaction(body) } catch { throw failure(error) }
    }

    /// Throws if the file is no longer in place.
    func checkPlace() throws(StoreError) {
        guard identity == FileIdentity(path) else {
            throw StoreError(
                .gone, of: subject, path: path, detail: "the file was removed or replaced while it is in use")
        }
    }

    private func failure(_ error: any Error) -> StoreError {
        switch error {
        case let error as StoreError: error
        case is HistoryUnreadable:
            StoreError(.damaged, of: subject, path: path, detail: "a patient's history cannot be read")
        case let error as StoredValueUnreadable:
            StoreError(.damaged, of: subject, path: path, detail: "a value cannot be read (\(error.place))")
        case let error as EntryUnreadable:
            StoreError(.damaged, of: subject, path: path, detail: "row \(error.number) cannot be read")
        default: StoreError(error, of: subject, path: path)
        }
    }

    /// Creates the file if there is none, readable by its owner only; SQLite gives its log the same mode.
    ///
    /// An existing file is not opened for this: closing it would release the locks of other connections of the process.
    private static func keepToOwner(_ path: String, of subject: StoreError.Subject) throws(StoreError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            // If it cannot be created, SQLite reports why.
            let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
            if descriptor >= 0 { close(descriptor) }
            return
        }
        // A link could lead the service to a file of a different owner.
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw StoreError(.unusable, of: subject, path: path, detail: "it is not a plain file")
        }
        guard status.st_mode & 0o077 == 0 || chmod(path, status.st_mode & 0o700) == 0 else {
            throw StoreError(.unusable, of: subject, path: path, detail: "others than its owner may open it")
        }
    }
}

/// The file that a path names: a store whose file was removed would go on writing to a deleted file.
struct FileIdentity: Hashable {
    private let device: UInt
    private let inode: UInt

    /// Reads the identity of the file at a path; nil if there is none.
    init?(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        (device, inode) = (status.st_dev, status.st_ino)
    }
}

/// Why a file of the store cannot be used: what, where, and what to do. No patient data.
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The file cannot be opened or created.
        case unusable
        /// The file was written by a newer version.
        case newer
        /// No space is left.
        case full
        /// The file is read-only.
        case readOnly
        /// The file is damaged.
        case damaged
        /// A different program holds the file.
        case locked
        /// The file is no longer in place.
        case gone
        /// Any other failure.
        case failed
    }

    /// The kinds of file.
    public enum Subject: String, CaseIterable, Hashable, Sendable {
        /// The store.
        case store = "the store"
        /// The audit trail.
        case auditTrail = "the audit trail"
    }

    /// The kind of failure.
    public let kind: Kind
    /// The file concerned.
    public let subject: Subject
    /// Its path.
    public let path: String
    /// The library's message, without values.
    public let detail: String

    /// What to do.
    public var remedy: String {
        switch (kind, subject) {
        case (.unusable, _): "check that the state folder exists and belongs to the service's user"
        case (.newer, _): "install the version of cnswatch that wrote it, or a later one"
        case (.full, .store): "free space on the disk; what was in force stays in force"
        case (.full, .auditTrail): "free space on the disk; what was entered stays entered"
        case (.readOnly, _): "make the state folder writable for the service's user"
        case (.damaged, .store):
            "stop the service and restore the file from a backup; without one, what staff did is lost: remove the file, and have "
                + "done again what \"cnswatch audit\" shows"
        case (.damaged, .auditTrail):
            "stop the service, keep the file as it is, and put one from a backup in its place; without one a new trail begins"
        case (.locked, _): "stop the other program that has the file open"
        case (.gone, .store):
            "restart the service; it starts anew from the roster unless the file is put back from a backup first"
        case (.gone, .auditTrail):
            "put the file back, or one from a backup, and restart the service; without one a new trail begins"
        case (.failed, _): "look at the journal, and report it with the words above"
        }
    }

    /// What is wrong, where, and what to do.
    public var description: String { "\(subject.rawValue) \(path): \(kind.rawValue): \(detail); \(remedy)" }

    init(_ error: any Error, of subject: Subject, path: String) {
        self.subject = subject
        self.path = path
        guard let error = error as? DatabaseError else {
            (kind, detail) = (.failed, "unexpected failure")
            return
        }
        detail = error.message ?? "no message"
        switch error.resultCode {
        case .SQLITE_CANTOPEN: kind = .unusable
        case .SQLITE_FULL: kind = .full
        case .SQLITE_READONLY, .SQLITE_PERM: kind = .readOnly
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: kind = .damaged
        case .SQLITE_BUSY, .SQLITE_LOCKED: kind = .locked
        default: kind = .failed
        }
    }

    init(_ kind: Kind, of subject: Subject, path: String, detail: String) {
        self.kind = kind
        self.subject = subject
        self.path = path
        self.detail = detail
    }
}

/// A stored history, or a word of its codes, that this version did not write.
struct HistoryUnreadable: Error {}

/// A stored value that no version of the service writes: by table, row and column, since its content belongs in no
/// error.
struct StoredValueUnreadable: Error {
    /// The table, the row's number and the column: `dispatch 17: step`.
    let place: String

    init(_ table: StaticString, _ row: Int64, _ column: StaticString) {
        place = "\(table) \(row): \(column)"
    }
}
