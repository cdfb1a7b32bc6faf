import ControlInterface
import JSONText
import TestSupport
import Testing
import Varlink

/// What people read of what staff do, held against files.
@Suite("Golden output of acting")
struct GoldenActingTests {
    private static let calls: [(name: String, calls: [[String]])] = [
        (
            "acting.txt",
            [
                ["snooze", "M1", "brain-mri", "--until", "2026-12-05", "--reason", "on holiday"],
                ["snooze", "M2", "visit", "--until", "2026-12-05", "--reason", "on holiday"],
                ["ack", "M1", "brain-mri", "--dry-run"], ["record", "M1", "imaging", "mri-brain", "stable"],
                ["record", "M1", "symptom", "headache", "onset"], ["record", "M2", "symptom", "headache", "onset"],
                ["record", "M1", "symptom", "headache", "onset", "-o", "csv"],
                ["record", "M1", "visit", "-o", "json"], ["record", "M1", "visit", "-o", "csv"],
                ["what-if", "M1", "visit"], ["what-if", "M2", "visit"],
                ["what-if", "M3", "visit"], ["snooze", "--clinic", "North", "--yes"],
            ]
        ),
        ("due.txt", [["due"], ["due", "-o", "csv"]]), ("show.txt", [["show", "M1"]]),
        ("explain-held.txt", [["explain", "M1"]]),
        ("audit.txt", [["audit", "--patient", "M1", "--since", "2026-11-01"], ["audit", "-o", "csv"]]),
    ]

    private func stub() throws -> StubService {
        try StubService([
            "Lease": StubAnswers.lease, "Record": StubAnswers.record,
            "Due": { _ in .reply(StubAnswers.page(StubAnswers.rows)) }, "Show": { _ in .reply(StubAnswers.summary) },
            "Explain": { _ in .reply(StubAnswers.explanation) },
            "WhatIf": { parameters in
                let changes = ["phase: long-term -> undecided"]
                return switch parameters["patient"] {
                case "M1": .reply(WhatIfReport(changes: changes, asOf: "2026-11-23"))
                case "M2": .reply(WhatIfReport(changes: [], asOf: "2026-11-23", unchangedUntil: "2029-11-23"))
                default: .reply(WhatIfReport(changes: changes, asOf: "2026-12-03", unchangedFrom: "2026-11-23"))
                }
            },
            // Two pages of one row.
            "Audit": { parameters in
                let number = Int(try AuditRequest(json: parameters).after ?? 0) + 1
                return .reply(
                    AuditPage(
                        entries: [StubAnswers.entry(number)], headNumber: 2, headHash: "02",
                        next: number == 1 ? 1 : nil))
            },
        ])
    }

    @Test(arguments: calls)
    func `the command prints what the golden file holds`(name: String, calls: [[String]]) throws {
        let service = try stub()
        var text = ""
        for arguments in calls {
            let outcome = try service.ask(arguments)
            text += "$ cnswatch \(arguments.joined(separator: " "))\n\(outcome.output)--\n\(outcome.talk)"
            text += "exit \(outcome.status)\n\n"
        }
        try GoldenFile(name).hold(text)
    }

    @Test func `an audit trail of several pages is read to its end, with the same question`() throws {
        let service = try stub()
        #expect(try service.ask(["audit", "--who", "anna", "-o", "ndjson"]).output.split(separator: "\n").count == 2)
        #expect(service.calls.map(\.parameters) == [#"{"user":"anna"}"#, #"{"user":"anna","after":1}"#])
    }
}
