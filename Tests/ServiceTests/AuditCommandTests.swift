import AuditTrail
import ControlInterface
import JSONText
import TestSupport
import Testing
import Varlink

/// The audit trail is verified by the command itself, from the rows that it is given.
@Suite("Verifying the audit trail from the command")
struct AuditCommandTests {
    /// Five rows as the service would write them.
    private static let sound: [AuditEntryReport] = {
        var chain = AuditChain()
        return (1...5).map { number in
            let entry = chain.append(
                AuditDraft(
                    at: 1_793_520_000 + number, uid: 1_000, user: "anna", verb: "snooze", patient: "M\(number)",
                    item: "brain-mri", detail: "until 2026-12-05", before: "open", after: "held back", reason: "r",
                    action: Int64(number)))
            return AuditEntryReport(
                number: number, at: entry.at, uid: 1_000, user: entry.user, verb: entry.verb, patient: entry.patient,
                item: entry.item, detail: entry.detail, before: entry.before, after: entry.after, reason: entry.reason,
                action: number, previous: "\(entry.previous)", hash: "\(entry.hash)")
        }
    }()

    /// Verifies these rows, of which the service gives two a page.
    private func verify(_ rows: [AuditEntryReport], _ options: String...) throws -> Program {
        let service = try StubService([
            "Audit": { parameters in
                let after = try AuditRequest(json: parameters).after ?? 0
                let rest = rows.filter { $0.number > after }
                return .reply(
                    AuditPage(
                        entries: Array(rest.prefix(2)), headNumber: rows.last?.number ?? 0,
                        headHash: rows.last?.hash ?? "", next: rest.count > 2 ? rest[1].number : nil))
            }
        ])
        return try service.ask(["audit", "verify"] + options)
    }

    @Test func `a sound trail is called so, with its end`() throws {
        let outcome = try verify(Self.sound)
        #expect(outcome.status == 0 && outcome.output == "sound: 5 rows, the last 5:\(Self.sound[4].hash)\n")
        #expect(try verify([]).output == "sound: 0 rows\n")
    }

    private static let changes: [(part: String, change: @Sendable (inout AuditEntryReport) -> Void)] = [
        ("at", { $0.at += 1 }), ("uid", { $0.uid = 0 }), ("user", { $0.user = "ben" }), ("verb", { $0.verb = "show" }),
        ("patient", { $0.patient = nil }), ("item", { $0.item = "visit" }), ("detail", { $0.detail = "" }),
        ("before", { $0.before = nil }), ("after", { $0.after = "open" }), ("reason", { $0.reason = "s" }),
        ("action", { $0.action = nil }), ("hash", { $0.hash = "no hash" }), ("negative uid", { $0.uid = -1 }),
    ]

    @Test(arguments: changes)
    func `whatever was changed in a row, that row is named`(
        part: String, change: @Sendable (inout AuditEntryReport) -> Void
    ) throws {
        var rows = Self.sound
        change(&rows[2])
        let outcome = try verify(rows)
        #expect(outcome.status == 65 && outcome.output.isEmpty)
        #expect(outcome.talk.contains("row 3 was changed") && outcome.talk.contains("backup"), "\(outcome.talk)")
    }

    @Test func `a row that is gone is missed`() throws {
        var rows = Self.sound
        rows.remove(at: 3)
        #expect(try verify(rows).talk.contains("row 4 is missing"))
    }

    @Test func `a trail that was cut short is found by a row that was noted`() throws {
        let noted = "5:\(Self.sound[4].hash)"
        #expect(try verify(Self.sound, "--anchor", noted).output.hasSuffix("; row 5 is as it was noted\n"))
        let cut = try verify(Array(Self.sound.prefix(4)), "--anchor", noted)
        #expect(cut.status == 65 && cut.talk.contains("before the noted row 5"))
        let other = try verify(Self.sound, "--anchor", "5:\(Self.sound[3].hash)")
        #expect(other.status == 65 && other.talk.contains("was rewritten"))
    }

    @Test(arguments: ["5", "x:00", "5:00"])
    func `what is no anchor is said so`(anchor: String) throws {
        let outcome = try verify(Self.sound, "--anchor", anchor)
        #expect(outcome.status == 64 && outcome.talk.contains("NUMBER:HASH with 64 hexadecimal digits"))
    }
}
