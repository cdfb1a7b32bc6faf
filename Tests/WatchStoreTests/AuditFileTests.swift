import AuditTrail
import Foundation
import GRDB
import SecureHash
import TestSupport
import Testing

@testable import WatchStore

@Suite("The audit file")
struct AuditFileTests {
    private let place: TemporaryFolder
    private var folder: String { place.path }
    private var path: String { place.file("audit.sqlite") }

    init() throws { place = try TemporaryFolder() }

    private func draft(_ number: Int, detail: String = "", action: Int64? = nil) -> AuditDraft {
        AuditDraft(
            at: 1_000 + number, uid: 1_000 + UInt32(number % 2), user: number.isMultiple(of: 2) ? "anna" : "bert",
            verb: "show", patient: "M\(number % 3)", item: nil, detail: detail, before: "b\(number)", after: nil,
            reason: "grün\n", action: action)
    }

    private func filled(_ count: Int) throws -> AuditFile {
        let file = try AuditFile(path: path)
        for number in 1...count { try file.append([draft(number)]) }
        return file
    }

    /// What is found in the trail, read in pages of three.
    private func finding(anchor: AuditAnchor? = nil) throws -> AuditFinding? {
        let file = try AuditFile(path: path)
        var chain = AuditChain(verifying: anchor)
        do {
            var next: Int64 = 1
            while true {
                let page = try file.entries(from: next, limit: 3)
                try chain.follow(page)
                guard let last = page.last else { break }
                next = last.number + 1
            }
            try chain.end()
        } catch let error as AuditFinding {
            return error
        }
        return nil
    }

    /// Does what somebody with a database tool would do.
    private func tamper(_ sql: String, droppingTriggers: Bool = true) throws {
        let other = try DatabaseQueue(path: path)
        defer { try? other.close() }
        try other.writeWithoutTransaction { database in
            if droppingTriggers {
                for name in ["unchanged", "kept", "at_the_end"] {
                    try database.execute(sql: "DROP TRIGGER audit_entry_\(name)")
                }
            }
            try database.execute(sql: sql)
        }
    }

    private func mode(of path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test func `entries come back as they were added, each missing part still missing`() throws {
        let file = try AuditFile(path: path)
        #expect(try file.head == nil)
        #expect(try file.entries(from: 1, limit: 10).isEmpty)
        let whole = AuditDraft(
            at: -5, uid: .max, user: "anna", verb: "undo", patient: "M1", item: "csf", detail: "e\u{301} 'quoted'",
            before: "", after: "\u{1F9E0}", reason: "because", action: .max)
        let bare = AuditDraft(at: .max, uid: 0, user: "", verb: "")
        let zero = AuditDraft(at: 0, uid: 0, user: "a\0b", verb: "due", reason: "\0")
        let added = try file.append([whole, bare, zero])
        #expect(added.map(\.draft) == [whole, bare, zero])
        #expect(added.map(\.number) == [1, 2, 3])
        #expect(try file.entries(from: 1, limit: 10) == added)
        #expect(try AuditFile(path: path).entries(from: 1, limit: 10) == added)
        #expect(try file.head == AuditAnchor(added[2]))
        #expect(try finding() == nil)
    }

    @Test func `a file that is opened again goes on where it was, and two connections write one chain`() throws {
        let first = try filled(3)
        let second = try AuditFile(path: path)
        for number in 4...9 { try (number.isMultiple(of: 2) ? first : second).append([draft(number)]) }
        #expect(try first.entries(from: 1, limit: 100).map(\.number) == Array(1...9))
        #expect(try first.head == second.head)
        #expect(try finding(anchor: first.head) == nil)
    }

    @Test func `the last act is the highest that any row names`() throws {
        let file = try filled(2)
        #expect(try file.acts().isEmpty)
        try file.append([draft(3, action: 7), draft(4, action: 5)])
        try file.append([draft(5)])
        #expect(try file.acts().max() == 7)
    }

    @Test func `pages hold what was asked for, in the order of the numbers`() throws {
        let file = try filled(12)
        func numbers(
            patient: String? = nil, user: String? = nil, since: Int? = nil, after: Int64 = 0, limit: Int = 100
        ) throws -> [Int64] {
            try file.entries(patient: patient, user: user, since: since, after: after, limit: limit).map(\.number)
        }
        #expect(try numbers() == Array(1...12))
        #expect(try numbers(limit: 5) == [1, 2, 3, 4, 5])
        #expect(try numbers(after: 5, limit: 5) == [6, 7, 8, 9, 10])
        #expect(try numbers(after: 12) == [])
        #expect(try numbers(limit: 0) == [])
        #expect(try numbers(limit: -1) == [])
        #expect(try numbers(patient: "M1") == [1, 4, 7, 10])
        #expect(try numbers(patient: "M") == [])
        #expect(try numbers(user: "anna") == [2, 4, 6, 8, 10, 12])
        #expect(try numbers(user: "1001") == [1, 3, 5, 7, 9, 11])
        #expect(try numbers(user: "' OR 1 --") == [])
        #expect(try numbers(since: 1_010) == [10, 11, 12])
        #expect(try numbers(patient: "M1", user: "anna", since: 1_002, after: 4, limit: 1) == [10])
        #expect(try file.entries(from: 11, limit: 100).map(\.number) == [11, 12])
    }

    @Test(arguments: [
        "UPDATE audit_entry SET detail = 'x' WHERE number = 2", "UPDATE audit_entry SET number = 9 WHERE number = 3",
        "DELETE FROM audit_entry WHERE number = 3", "DELETE FROM audit_entry",
        "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE number = 2",
        "INSERT OR IGNORE INTO audit_entry SELECT number + 7, at, uid, user, verb, patient, item, detail, before, "
            + "after, reason, action, previous, hash FROM audit_entry WHERE number = 2",
    ])
    func `another program that changes rows is refused in words`(sql: String) throws {
        let file = try filled(3)
        let rows = try file.entries(from: 1, limit: 10)
        let error = #expect(throws: DatabaseError.self) { try tamper(sql, droppingTriggers: false) }
        #expect(error?.message?.hasPrefix("entries of the audit trail are added ") == true)
        #expect(try file.entries(from: 1, limit: 10) == rows)
    }

    // Without the triggers; what is found in a trail of nine rows.
    static let forgeries: [(String, AuditFinding)] = [
        ("UPDATE audit_entry SET detail = 'x' WHERE number = 5", .wrongHash(5)),
        ("UPDATE audit_entry SET user = 'bert' WHERE number = 2", .wrongHash(2)),
        ("UPDATE audit_entry SET before = NULL WHERE number = 9", .wrongHash(9)),
        ("UPDATE audit_entry SET hash = zeroblob(32) WHERE number = 6", .wrongHash(6)),
        ("UPDATE audit_entry SET previous = zeroblob(32) WHERE number = 4", .wrongPrevious(4)),
        ("DELETE FROM audit_entry WHERE number = 1", .missing(first: 1, last: 1)),
        ("DELETE FROM audit_entry WHERE number BETWEEN 3 AND 5", .missing(first: 3, last: 5)),
        (
            "DELETE FROM audit_entry WHERE number = 3; UPDATE audit_entry SET number = number - 1 WHERE number > 3",
            .wrongPrevious(3)
        ),
    ]

    @Test(arguments: forgeries)
    func `a forgery is found at its row, once the triggers are gone`(sql: String, expected: AuditFinding) throws {
        _ = try filled(9)
        #expect(try finding() == nil)
        try tamper(sql)
        #expect(try finding() == expected)
    }

    @Test func `a trail that was cut short is found by an anchor, though more was added since`() throws {
        let anchor = try #require(try filled(9).head)
        try tamper("DELETE FROM audit_entry WHERE number > 7")
        #expect(try finding() == nil)
        #expect(try finding(anchor: anchor) == .endsBeforeAnchor(anchor, last: 7))
        let file = try AuditFile(path: path)
        for number in 20...22 { try file.append([draft(number)]) }
        #expect(try finding() == nil)
        let found = try file.entries(from: 9, limit: 1)[0].hash
        #expect(try finding(anchor: anchor) == .otherThanAnchor(anchor, found: found))
    }

    @Test(arguments: [
        "UPDATE audit_entry SET uid = -1 WHERE number = 2", "UPDATE audit_entry SET uid = 1 << 40 WHERE number = 2",
        "UPDATE audit_entry SET hash = x'00' WHERE number = 2",
        "UPDATE audit_entry SET previous = zeroblob(33) WHERE number = 2",
    ])
    func `a row that is no entry is told by its number and stops nothing else`(sql: String) throws {
        _ = try filled(3)
        try tamper("PRAGMA ignore_check_constraints = ON; " + sql)
        // The content of the last row is not asked for when the next is added.
        try tamper(
            "PRAGMA ignore_check_constraints = ON; UPDATE audit_entry SET uid = -1 WHERE number = 3",
            droppingTriggers: false)
        let file = try AuditFile(path: path)
        let error = #expect(throws: StoreError.self) { try file.entries(from: 1, limit: 10) }
        #expect(error?.kind == .damaged)
        #expect(error?.detail == "row 2 cannot be read")
        #expect(try file.append([draft(4)]).map(\.number) == [4])
    }

    @Test func `a full disk is told as such, leaves the chain as it was, and lets it go on afterwards`() throws {
        _ = try filled(3)
        let full = try AuditFile(path: path, maximumPages: 1)
        let head = try full.head
        let ballast = String(repeating: "x", count: 1_000_000)
        let error = #expect(throws: StoreError.self) { try full.append([draft(4), draft(5, detail: ballast)]) }
        #expect(error?.kind == .full)
        #expect(error?.subject == .auditTrail)
        #expect(try full.head == head)
        #expect(try finding(anchor: head) == nil)
        #expect(try AuditFile(path: path).append([draft(4, detail: ballast)]).map(\.number) == [4])
        #expect(try finding(anchor: head) == nil)
    }

    @Test func `nobody but the owner may open the files of the trail or of the store`() throws {
        let file = try filled(1)
        for end in ["", "-wal", "-shm"] { #expect(try mode(of: path + end) == 0o600, "\(end)") }
        #expect(chmod(path, 0o644) == 0)
        try AuditFile(path: path).append([draft(2)])
        #expect(try mode(of: path) == 0o600)
        #expect(try file.entries(from: 1, limit: 10).count == 2)
        _ = try WatchStore(path: folder + "/store.sqlite")
        #expect(try mode(of: folder + "/store.sqlite") == 0o600)
    }

    @Test func `a link is not followed, a folder is no file, and a file that was moved away is noticed`() throws {
        let file = try filled(1)
        try FileManager.default.moveItem(atPath: path, toPath: folder + "/elsewhere.sqlite")
        #expect(#expect(throws: StoreError.self) { try file.append([draft(2)]) }?.kind == .gone)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: folder + "/elsewhere.sqlite")
        #expect(#expect(throws: StoreError.self) { try AuditFile(path: path) }?.kind == .unusable)
        #expect(#expect(throws: StoreError.self) { try AuditFile(path: folder) }?.kind == .unusable)
        #expect(#expect(throws: StoreError.self) { try AuditFile(path: folder + "/none/a") }?.kind == .unusable)
        // A link to what is not there is not followed either.
        let dangling = folder + "/dangling.sqlite"
        try FileManager.default.createSymbolicLink(atPath: dangling, withDestinationPath: folder + "/made.sqlite")
        #expect(#expect(throws: StoreError.self) { try AuditFile(path: dangling) }?.kind == .unusable)
        #expect(!FileManager.default.fileExists(atPath: folder + "/made.sqlite"))
    }

    @Test func `a file of a newer version is refused and left alone`() throws {
        _ = try filled(1)
        try tamper("INSERT INTO grdb_migrations VALUES ('9 from the future')", droppingTriggers: false)
        let error = #expect(throws: StoreError.self) { try AuditFile(path: path) }
        #expect(error?.kind == .newer)
        #expect(error.map { "\($0)".hasPrefix("the audit trail \(path): newer: ") } == true)
    }

    @Test func `what was added is on the disk before it is answered for`() throws {
        let file = try StoreFile(path, of: .auditTrail, migrator: AuditSchema.migrator, maximumPages: nil)
        #expect(try file.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
        #expect(try file.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }

    @Test(arguments: [
        "SELECT max(action) FROM audit_entry WHERE action IS NOT NULL",
        "SELECT * FROM audit_entry WHERE number > 5 AND patient = 'M1' ORDER BY number LIMIT 5",
        "SELECT * FROM audit_entry WHERE number > 5 AND user = 'anna' ORDER BY number LIMIT 5",
    ])
    func `what is asked of a long trail is found by an index`(sql: String) throws {
        let file = try StoreFile(path, of: .auditTrail, migrator: AuditSchema.migrator, maximumPages: nil)
        let plan = try file.read { try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN " + sql).map { $0[3] as String } }
        #expect(plan.contains { $0.contains("USING") && $0.contains("INDEX audit_entry_") }, "\(plan)")
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
    }
}
