import AuditTrail
import Foundation
import GRDB
import SecureHash

extension AuditEntry {
    /// The columns of an entry, in the order of its values.
    static let columns = """
        number, at, uid, user, verb, patient, item, detail, before, after, reason, action, previous, hash
        """

    /// What is stored in the columns.
    var values: StatementArguments {
        [
            number, draft.at, draft.uid, draft.user, draft.verb, draft.patient, draft.item, draft.detail, draft.before,
            draft.after, draft.reason, draft.action, Data(previous.bytes), Data(hash.bytes),
        ]
    }

    /// The entry in a row. Whoever may write the file may write what is none: that is thrown, and stops nothing else.
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
            // What the library says of it may hold what stands in it.
            throw EntryUnreadable(number: number)
        }
    }
}

extension AuditAnchor {
    /// The anchor in a row of number and hash alone.
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
