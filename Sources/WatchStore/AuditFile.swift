import AuditTrail
import Foundation
import GRDB

/// The file that holds the audit trail: apart from the store, so that the store can be restored or begun anew without it.
///
/// Rows are added at the end; triggers refuse to change or remove any. Whoever may write the file can drop them, which is what
/// ``AuditChain`` is for. An audit file is one connection, used by one thread; another may read while it writes.
public final class AuditFile {
    private let file: StoreFile

    /// Opens the trail in a file, making or migrating it; a file of a newer version is refused.
    ///
    /// - Parameter maximumPages: what the file may grow to, in pages of 4 KiB; nil for what the disk holds.
    public init(path: String, maximumPages: Int? = nil) throws(StoreError) {
        file = try StoreFile(path, of: .auditTrail, migrator: AuditSchema.migrator, maximumPages: maximumPages)
    }

    /// Adds the next entries, made of drafts, all of them or none. When this returns, they are on the disk.
    @discardableResult
    public func append(_ drafts: [AuditDraft]) throws(StoreError) -> [AuditEntry] {
        try file.write { database in
            // The head is read in the same transaction: another connection may have added entries since.
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

    /// Number and hash of the last row; nil where there is none.
    public var head: AuditAnchor? {
        get throws(StoreError) { try file.read { try AuditFile.head(in: $0) } }
    }

    /// The numbers of the acts that are in the trail.
    public func acts() throws(StoreError) -> Set<Int64> {
        try file.read { Set(try Int64.fetchAll($0, sql: "SELECT action FROM audit_entry WHERE action IS NOT NULL")) }
    }

    /// A page of the entries that are asked for, by number.
    ///
    /// - Parameters:
    ///   - patient: only those that name this medical record number.
    ///   - user: only those of this user, by name or by user id in digits.
    ///   - since: only those of this second since 1970, or later.
    ///   - after: only those with a higher number; for a further page, that of the last entry before it.
    ///   - limit: at most so many.
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

    /// A page of all entries from a number on, by number: what ``AuditChain`` is to follow.
    ///
    /// - Parameters:
    ///   - number: the first number; 1 for the beginning.
    ///   - limit: at most so many.
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
