import ControlInterface
import TestSupport
import Testing

/// What people read of who is told, held against a file.
@Suite("Golden output of who is told")
struct GoldenTellingTests {
    private static let calls = [
        ["alerts"], ["alerts", "--failed"], ["alerts", "--limit", "1"], ["alerts", "-o", "csv"],
        ["alerts", "drill", "north"], ["alerts", "drill", "south"], ["next"], ["next", "-o", "csv"],
        ["route", "test", "M1"], ["route", "test", "M1", "-o", "csv"],
        ["silence", "--item", "mammogram", "--until", "2w", "--reason", "moving"], ["silence", "list"],
        ["silence", "list", "-o", "csv"], ["silence", "end", "3"], ["silence", "end", "9"],
    ]

    private func hold(_ calls: [[String]], _ service: StubService, against name: String) throws {
        var text = ""
        for arguments in calls {
            let outcome = try service.ask(arguments)
            text += "$ cnswatch \(arguments.joined(separator: " "))\n\(outcome.output)--\n\(outcome.talk)"
            text += "exit \(outcome.status)\n\n"
        }
        try GoldenFile(name).hold(text)
    }

    @Test func `the command prints what the golden file holds`() throws {
        try hold(Self.calls, try StubService(StubAnswers.telling), against: "telling.txt")
    }

    @Test func `where there is nothing to tell, the command says so`() throws {
        let service = try StubService([
            "Alerts": { _ in .reply(AlertsReport(messages: [], waiting: 0, notices: [])) },
            "Next": { _ in .reply(NextReport(tellings: [], turns: [], notices: [])) },
            "RouteTest": { _ in .reply(RouteTestPage(asOf: "2026-11-23", rows: [], notices: [])) },
            "Silences": { _ in .reply(SilencesReport(silences: [])) },
        ])
        let calls = [["alerts"], ["alerts", "--failed"], ["next"], ["route", "test", "M1"], ["silence", "list"]]
        try hold(calls, service, against: "telling-nothing.txt")
    }
}
