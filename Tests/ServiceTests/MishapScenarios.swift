import Foundation
import Glibc
import TestSupport
import Testing

/// What attackers and accidents did to the service once, and what must come of it.
@Suite("Mishaps")
struct MishapScenarios {
    private func sql(_ file: String, _ text: String) throws -> Program {
        try Program.run(
            try Tool.python.path(),
            [
                "-c",
                "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=20); c.executescript(sys.argv[2]); c.close()",
                file, text,
            ])
    }

    private func acts(_ service: RunningService) throws -> [Int] {
        try service.ask("audit", "-o", "ndjson").output.split(separator: "\n").compactMap { line in
            (try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["action"] as? Int
        }
    }

    @Test func `an act whose alert cannot be handed over is done, said to be done, and in the trail`() throws {
        let service = try RunningService.onCases()
        let store = service.folder.path + "/state/cnswatch.sqlite"
        // What follows from an act cannot be handed over any more.
        #expect(
            try sql(
                store, "CREATE TRIGGER x BEFORE UPDATE ON alert BEGIN SELECT RAISE(ABORT, 'x'); END;"
            ).status == 0)
        let seizure = try service.ask("record", "C12", "symptom", "seizure", "onset")
        let shown = try service.ask("show", "C12", "-o", "json").output
        #expect(seizure.status == 0, "\(seizure.talk)")
        #expect(shown.contains("\"verb\":\"record\""))
        #expect(try acts(service) == [1])
    }

    @Test func `acts that the trail has not heard of are taken over, whichever they are`() throws {
        let service = try RunningService.onCases()
        for mrn in ["C01", "C12", "E01"] { _ = try service.ask("record", mrn, "visit") }
        let before = try acts(service)
        try #require(before.count >= 2)
        _ = service.end(with: SIGTERM)
        let trail = service.folder.path + "/state/audit.sqlite"
        let head = service.folder.path + "/state/audit-head"
        for file in [trail, trail + "-wal", trail + "-shm", head] { unlink(file) }
        try service.start()
        #expect(try acts(service) == before)
    }

    @Test func `a store that was removed is missed, and no act gets a number twice`() throws {
        let service = try RunningService.onCases()
        #expect(try service.ask("record", "C12", "visit").status == 0)
        _ = service.end(with: SIGTERM)
        for end in ["", "-wal", "-shm"] { unlink(service.folder.path + "/state/cnswatch.sqlite" + end) }
        try service.start()
        #expect(try service.log.contains("does not have 1 act of staff (1)"))
        let due = try service.ask("due", "--limit", "1")
        #expect(due.talk.contains("does not have 1 act of staff"), "\(due.talk)")
        let next = try service.ask("record", "C12", "visit")
        #expect(next.output.contains("act 2;"), "\(next.output)\(next.talk)")
        #expect(try acts(service) == [1, 2])
    }

    @Test func `a trail that was cut while the service was down is missed at the next start`() throws {
        let service = try RunningService.onCases()
        for _ in 0..<3 { _ = try service.ask("show", "C12") }
        _ = service.end(with: SIGTERM)
        #expect(
            try sql(
                service.folder.path + "/state/audit.sqlite",
                "DROP TRIGGER audit_entry_kept; DELETE FROM audit_entry WHERE number > 1;"
            ).status == 0)
        try service.start()
        #expect(try service.log.contains("the audit trail is not what it was: row 3"))
        let status = try service.ask("status")
        #expect("\(status.output)\(status.talk)".contains("audit trail is not what it was"))
    }

    @Test func `one user's streams keep nobody else out`() throws {
        let service = try RunningService.onCases()
        let outcome = try Program.run(
            try Tool.python.path(),
            [
                "-c",
                """
                import socket, sys
                def reach():
                    s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.settimeout(20); return s
                streams = []
                for _ in range(40):
                    s = reach()
                    try:
                        s.sendall(b'{"method":"org.cnswatch.Control.Watch","parameters":{},"more":true}\\0')
                        if s.recv(1): streams.append(s)
                    except OSError: pass
                print(len(streams))
                """, service.socket,
            ])
        #expect(outcome.output == "16\n", "\(outcome.output)\(outcome.talk)")
    }

    @Test(arguments: ["C12\u{0}x", "C12\n", "\u{1B}[2J", String(repeating: "x", count: 5_000)])
    func `a text that no one types is no parameter`(text: String) throws {
        let service = try RunningService.onCases()
        let parameters = String(
            decoding: try JSONSerialization.data(withJSONObject: ["mrn": text]), as: UTF8.self)
        let outcome = try service.ask("call", "Due", parameters)
        #expect(outcome.status == 64 && outcome.talk.contains("mrn"), "\(outcome.talk)")
        #expect(try !service.ask("audit", "-o", "ndjson").output.contains("\"due\""))
    }

    @Test func `a remedy can be typed as it stands`() throws {
        let service = try RunningService(
            patients: "mrn\nM1\n", events: try WardService.events("", of: ["M1"]), zone: "UTC")
        #expect(try service.ask("book", "M1", "brain-mri", WardService.day(10)).status == 0)
        let earlier = try service.ask("book", "M1", "brain-mri", WardService.day(5))
        #expect(earlier.status == 65)
        let command = "cnswatch cancel M1 brain-mri \(WardService.day(10))"
        #expect(earlier.talk.contains(command), "\(earlier.talk)")
        let words = command.split(separator: " ").dropFirst().map(String.init)
        #expect(try Programs.cnswatch(words, socket: service.socket).status == 0)
        #expect(try service.ask("book", "M1", "brain-mri", WardService.day(5)).status == 0)
    }

    @Test func `who asks for a patient who is not there is noted, and so is a refused trial`() throws {
        let service = try RunningService.onCases()
        #expect(try service.ask("show", "NOBODY").status == 66)
        #expect(try service.ask("ack", "C12", "csf", "--dry-run").status == 65)
        let trail = try service.ask("audit", "-o", "ndjson").output
        #expect(trail.contains("NOBODY") && trail.contains("\"verb\":\"refused\""))
        #expect(trail.contains("ack: not done"), "\(trail)")
    }
}
