import AuditTrail
import Foundation
import GRDB
import SecureHash

/// The file with the audit trail, separate from the store, so that the store can be restored or started anew without
/// it.
///
/// Rows are added at the end; triggers refuse to change or remove any. Those who may write the file can drop the
/// triggers; ``AuditChain`` detects that. An audit file is one connection, used by one thread; other connections may
/// read while it writes.
public final class AuditFile {
    private let file: StoreFile

    /// Opens the trail in a file, creating or migrating it; a file of a newer version is refused.
    ///
    /// - Parameter maximumPages: the largest size of the file, in pages of 4 KiB; nil for no limit but the disk.
    public init(path: String, maximumPages: Int? = nil) throws(StoreError) {
        file = try StoreFile(path, of: .auditTrail, migrator: AuditSchema.migrator, maximumPages: maximumPages)
    }

    /// Adds the next entries, made from drafts, all of them or none. When this returns, they are on the disk.
    @discardableResult
    public func append(_ drafts: [AuditDraft]) throws(StoreError) -> [AuditEntry] {
        try file.write { database in
            // Reads the head in the same transaction: a different connection may have added entries since.
            var chain = AuditChain(continuing: try AuditFile.head(in: database))
            let statement = try database.cachedStatement(
                sql: """
                    INSERT INTO audit_entry (\(AuditEntry.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
            return try drafts.map { draft in
                let entry = chain.append(draft)
                try statement.execute(arguments: entry.values)
                return entry
            }
        }
    }

    /// Number and hash of the last row; nil if there is none.
    public var head: AuditAnchor? {
        get throws(StoreError) { try file.read { try AuditFile.head(in: $0) } }
    }

    /// Returns the numbers of the acts that are in the trail.
    public func acts() throws(StoreError) -> Set<Int64> {
        try file.read { Set(try Int64.fetchAll($0, sql: "SELECT action FROM audit_entry WHERE action IS NOT NULL")) }
    }

    /// Returns a page of the matching entries, by number.
    ///
    /// - Parameters:
    ///   - patient: only those that name this medical record number.
    ///   - user: only those of this user, by name or by user id in digits.
    ///   - since: only those of this second since 1970, or later.
    ///   - after: only those with a higher number; for a further page, that of the last entry before it.
    ///   - limit: the most entries returned.
    public func entries(
        patient: String? = nil, user: String? = nil, since: Int? = nil, after: Int64 = 0, limit: Int
    ) throws(StoreError) -> [AuditEntry] {
        var conditions = ["number > ?"]
        var arguments: StatementArguments = [after]
        if let patient {
            conditions.append("patient = ?")
            arguments += [patient]
        }
        if let user, let uid = UInt32(user) {
            conditions.append("(user = ? OR uid = ?)")
            arguments += [user, uid]
        } else if let user {
            conditions.append("user = ?")
            arguments += [user]
        }
        if let since {
            conditions.append("at >= ?")
            arguments += [since]
        }
        return try entries(where: conditions.joined(separator: " AND "), arguments, limit: limit)
    }

    /// Returns a page of all entries from a number on, by number, for ``AuditChain`` to follow.
    ///
    /// - Parameters:
    ///   - number: the first number; 1 for the beginning.
    ///   - limit: the most entries returned.
    public func entries(from number: Int64, limit: Int) throws(StoreError) -> [AuditEntry] {
        try entries(where: "number >= ?", [number], limit: limit)
    }

    private func entries(
        where condition: String, _ arguments: StatementArguments, limit: Int
    ) throws(StoreError) -> [AuditEntry] {
        try file.read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: "SELECT \(AuditEntry.columns) FROM audit_entry WHERE \(condition) ORDER BY number LIMIT ?",
                arguments: arguments + [max(limit, 0)])
            var entries: [AuditEntry] = []
            while let row = try rows.next() { entries.append(try AuditEntry(row)) }
            return entries
        }
    }

    private static func head(in database: Database) throws -> AuditAnchor? {
        let statement = try database.cachedStatement(
            sql: "SELECT number, hash FROM audit_entry ORDER BY number DESC LIMIT 1")
        return try Row.fetchOne(statement).map { try AuditAnchor($0) }
    }
}

/// The table of the audit file, created by named migrations; a migration that has shipped is never edited.
enum AuditSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 audit entries") { database in
            try database.execute(sql: first)
        }
        return migrator
    }

    private static let first = """
        -- Who asked or did what. The hash is that of all other columns, as EntryEncoding lays down.
        CREATE TABLE audit_entry (
            number INTEGER PRIMARY KEY CHECK (number > 0),
            at INTEGER NOT NULL,
            uid INTEGER NOT NULL CHECK (uid BETWEEN 0 AND 4294967295),
            user TEXT NOT NULL,
            verb TEXT NOT NULL,
            patient TEXT,
            item TEXT,
            detail TEXT NOT NULL,
            before TEXT,
            after TEXT,
            reason TEXT,
            -- The number of the act in the store.
            action INTEGER,
            -- The hash of the row before; zero bytes in the first row.
            previous BLOB NOT NULL CHECK (length(previous) = 32),
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;
        CREATE INDEX audit_entry_patient ON audit_entry (patient) WHERE patient IS NOT NULL;
        CREATE INDEX audit_entry_user ON audit_entry (user);
        CREATE INDEX audit_entry_at ON audit_entry (at);
        CREATE INDEX audit_entry_action ON audit_entry (action) WHERE action IS NOT NULL;

        CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'entries of the audit trail are added and never changed'); END;
        CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'entries of the audit trail are added and never removed'); END;
        -- INSERT OR REPLACE would remove a row without asking the trigger above.
        CREATE TRIGGER audit_entry_at_the_end BEFORE INSERT ON audit_entry
        WHEN new.number IS NOT (SELECT ifnull(max(number), 0) + 1 FROM audit_entry)
        BEGIN SELECT RAISE(ABORT, 'entries of the audit trail are added at its end, without gaps'); END;
        """
}

extension AuditEntry {
    /// The columns of an entry, in the order of its values.
    static let columns = """
        number, at, uid, user, verb, patient, item, detail, before, after, reason, action, previous, hash
        """

    /// The values stored in the columns.
    var values: StatementArguments {
        [
            number, draft.at, draft.uid, draft.user, draft.verb, draft.patient, draft.item, draft.detail, draft.before,
            draft.after, draft.reason, draft.action, Data(previous.bytes), Data(hash.bytes),
        ]
    }

    /// Reads an entry from a row. Those who may write the file may write an invalid row: that throws, and affects no
    /// other row.
    init(_ row: Row) throws {
        let number = try row.decode(Int64.self, atIndex: 0)
        do {
            let draft = AuditDraft(
                at: try row.decode(atIndex: 1), uid: try row.decode(atIndex: 2), user: try row.decode(atIndex: 3),
                verb: try row.decode(atIndex: 4), patient: try row.decode(atIndex: 5),
                item: try row.decode(atIndex: 6), detail: try row.decode(atIndex: 7),
                before: try row.decode(atIndex: 8), after: try row.decode(atIndex: 9),
                reason: try row.decode(atIndex: 10), action: try row.decode(atIndex: 11))
            self.init(number: number, draft: draft, previous: try Digest(row, at: 12), hash: try Digest(row, at: 13))
        } catch {
            // The library's error text may quote the row's content.
            throw EntryUnreadable(number: number)
        }
    }
}

extension AuditAnchor {
    /// Reads an anchor from a row of number and hash only.
    init(_ row: Row) throws {
        let number = try row.decode(Int64.self, atIndex: 0)
        do {
            self.init(number: number, hash: try Digest(row, at: 1))
        } catch {
            throw EntryUnreadable(number: number)
        }
    }
}

extension Digest {
    fileprivate init(_ row: Row, at column: Int) throws {
        struct NoDigest: Error {}
        guard let digest = Digest(bytes: try row.decode(Data.self, atIndex: column)) else { throw NoDigest() }
        self = digest
    }
}

/// A row of the audit trail that this version did not write, by its number, since its content belongs in no error.
struct EntryUnreadable: Error {
    /// The row's number.
    let number: Int64
}
