import Foundation
import TestSupport
import Testing

/// Who may do what, with real processes of real users and groups.
@Suite("Who may do what", .needs(.root))
struct AccessScenarios {
    private static let reads: [[String]] = [
        ["due"], ["show", "W01"], ["explain", "W01"], ["census"], ["status"], ["what-if", "W01", "visit"],
        ["find", "W01"], ["forecast"], ["adherence"], ["due", "--as-of", "2026-01-01"],
    ]
    private static let acts: [[String]] = [
        ["ack", "W01", "brain-mri"], ["ack", "W01", "brain-mri", "--dry-run"], ["record", "W01", "visit"],
        ["undo", "1", "--reason", "r"], ["reload"], ["audit"],
    ]

    @Test func `viewers read, operators act as well, strangers neither; a refusal is 77 and in the journal`() throws {
        let ward = try WardService()
        for arguments in AccessScenarios.reads {
            #expect(try Person.stranger.cnswatch(arguments, ward).status == 77, "\(arguments)")
            let read = try Person.visitor.cnswatch(arguments, ward)
            #expect(read.status == 0, "\(arguments): \(read.talk)")
            #expect(try Person.anna.cnswatch(arguments, ward).status == 0, "\(arguments)")
        }
        for arguments in AccessScenarios.acts {
            let refused = try Person.visitor.cnswatch(arguments, ward)
            #expect(refused.status == 77 && refused.output == "", "\(arguments): \(refused.talk)")
            #expect(try Person.stranger.cnswatch(arguments, ward).status == 77, "\(arguments)")
        }
        let log = try ward.service.log
        #expect(log.contains("Lease is refused to uid 12003: not an operator"), "\(log)")
        #expect(log.contains("Due is refused to uid 12004: not a viewer"), "\(log)")
        // Nothing of it was done.
        let shown = try Person.visitor.cnswatch(["show", "W01", "-o", "json"], ward)
        #expect(shown.output.contains("\"acts\":[]"), "\(shown.output)")
        for arguments in AccessScenarios.acts {
            let done = try Person.anna.cnswatch(arguments, ward)
            #expect(done.status == 0, "\(arguments): \(done.talk)")
        }
    }

    @Test func `what the service is may be asked by anybody who reaches it`() throws {
        let ward = try WardService()
        #expect(try Person.stranger.cnswatch(["introspect"], ward).status == 0)
    }

    @Test func `the second person is another user, whatever the first calls itself`() throws {
        let ward = try WardService()
        let snooze = ["snooze", "W01", "brain-mri", "--until", WardService.day(30), "--reason", "abroad"]
        #expect(try Person.anna.cnswatch(snooze, ward).status == 0)
        let confirm = ["snooze", "W01", "brain-mri", "--second", "--until", WardService.day(30)]
        let own = try Person.anna.cnswatch(confirm, ward)
        #expect(own.status == 65 && own.talk.contains("is your own"), "\(own.talk)")
        #expect(try Person.berta.cnswatch(confirm, ward).status == 0)
        let due = try Person.visitor.cnswatch(["due", "--all", "-o", "ndjson"], ward)
        let row = due.output.split(separator: "\n").first { $0.contains("\"W01\"") } ?? ""
        #expect(row.contains("\"mask\":\"snooze\""), "\(due.output)\(due.talk)")
    }

    @Test func `a changed row of the trail is found, and so is a trail that was cut`() throws {
        let ward = try WardService()
        for mrn in ["W01", "W02", "W03"] { #expect(try Person.anna.cnswatch(["show", mrn], ward).status == 0) }
        let whole = try Person.anna.cnswatch(["audit", "verify"], ward)
        #expect(whole.status == 0, "\(whole.talk)")
        let anchor = try #require("\(whole.output)\(whole.talk)".firstMatch(of: /\d+:[0-9a-f]{64}/)).output

        _ = ward.service.end(with: SIGTERM)
        let file = ward.service.folder.path + "/state/audit.sqlite"
        func sql(_ text: String) throws -> Program {
            try Program.run(
                try Tool.python.path(),
                [
                    "-c", "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2])", file,
                    text,
                ])
        }
        let guarded = try sql("UPDATE audit_entry SET user = 'nobody' WHERE number = 2")
        #expect(guarded.status != 0 && guarded.talk.contains("never changed"), "\(guarded.talk)")
        let changed = try sql(
            "DROP TRIGGER audit_entry_unchanged; UPDATE audit_entry SET user = 'nobody' WHERE number = 2")
        #expect(changed.status == 0, "\(changed.talk)")
        try ward.crash()
        let found = try Person.anna.cnswatch(["audit", "verify"], ward)
        #expect(found.status == 65 && found.talk.contains("row 2 was changed"), "\(found.status) \(found.talk)")

        _ = ward.service.end(with: SIGTERM)
        #expect(
            try sql("DROP TRIGGER audit_entry_kept; DELETE FROM audit_entry WHERE number > 1").status == 0)
        try ward.crash()
        #expect(try Person.anna.cnswatch(["audit", "verify"], ward).status == 0)
        let cut = try Person.anna.cnswatch(["audit", "verify", "--anchor", String(anchor)], ward)
        #expect(cut.status == 65, "\(cut.talk)")
    }
}
