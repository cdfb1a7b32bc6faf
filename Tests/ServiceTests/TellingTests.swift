import ControlInterface
import Foundation
import TestSupport
import Testing
import Varlink

/// What the verbs about who is told ask of the service, and how they end.
@Suite("Who is told, from the command")
struct TellingTests {
    private static let requests: [(words: [String], method: String, parameters: String)] = [
        (["alerts"], "Alerts", "{}"), (["alerts", "list", "--limit", "3"], "Alerts", #"{"limit":3}"#),
        (["alerts", "--failed"], "Alerts", #"{"failed":true}"#),
        (["alerts", "drill", "north"], "Drill", #"{"route":"north"}"#),
        (["next"], "Next", "{}"), (["next", "--days", "14"], "Next", #"{"days":14}"#),
        (["route", "test", "M1"], "RouteTest", #"{"patient":"M1"}"#),
        (
            ["route", "test", "M1", "--at", "2026-11-24"], "RouteTest", #"{"patient":"M1","at":"2026-11-24"}"#
        ),
        (
            ["route", "test", "M1", "--at", "2026-11-24 18:30"], "RouteTest",
            #"{"patient":"M1","at":"2026-11-24 18:30"}"#
        ),
        (
            [
                "silence", "add", "--clinic", "North", "--clinic", "East", "--clinician", "Dr Sample", "--urgency",
                "routine", "--item", "visit", "--until", "2026-12-05", "--reason", "moving",
            ], "Silence",
            #"{"clinics":["North","East"],"clinicians":["Dr Sample"],"urgencies":["routine"],"items":["visit"],"#
                + #""until":"2026-12-05","reason":"moving"}"#
        ),
        (
            ["silence", "--clinic", "North", "--until", "2w", "--reason", "moving"], "Silence",
            #"{"clinics":["North"],"until":"2w","reason":"moving"}"#
        ),
        (
            ["silence", "--all", "--until", "1d", "--reason", "moving"], "Silence",
            #"{"until":"1d","reason":"moving"}"#
        ),
        (["silence", "list"], "Silences", "{}"), (["silence", "end", "3"], "EndSilence", #"{"silence":3}"#),
    ]

    @Test(arguments: requests)
    func `a verb asks for what was typed, once`(words: [String], method: String, parameters: String) throws {
        let service = try StubService(StubAnswers.telling)
        let outcome = try service.ask(words)
        #expect(outcome.status == 0, "\(outcome.talk)")
        #expect(service.calls.map(\.method) == [method])
        #expect(service.calls.first?.parameters == parameters)
    }

    private static let slips: [(words: [String], talk: String)] = [
        (["alerts", "--limit", "0"], "from 1 up"), (["alerts", "drill"], "<route>"),
        (["next", "--days", "0"], "from 1 up"), (["route", "test"], "<patient>"),
        (["route", "test", "M1", "--at", "18:30"], "is no day"),
        (["route", "test", "M1", "--at", "2026-02-30 18:30"], "The calendar has no day"),
        (["route", "test", "M1", "--at", "2026-11-24 24:00"], "is no time"),
        (["route", "test", "M1", "--at", "2026-11-24 18:60"], "is no time"),
        (["route", "test", "M1", "--at", "2026-11-24 6:30"], "is no time"),
        (["route", "test", "M1", "--at", "2026-11-24 18:30 x"], "is no time"),
        (["route", "test", "M1", "--at", "2026-11-24T18:30"], "is no day"),
        (["silence", "--until", "2w", "--reason", "moving"], "Say what is to be silenced"),
        (["silence", "--all", "--item", "visit", "--until", "2w", "--reason", "x"], "give one or the other"),
        (["silence", "--item", "brain", "--until", "2w", "--reason", "x"], "There is no item brain"),
        (["silence", "--urgency", "late", "--until", "2w", "--reason", "x"], "There is no urgency late"),
        (["silence", "--item", "visit", "--until", "soon", "--reason", "x"], "neither a day nor an interval"),
        (["silence", "--item", "visit", "--until", "2w"], "--reason"),
        (["silence", "--item", "visit", "--reason", "x"], "--until"), (["silence", "end"], "<number>"),
    ]

    @Test(arguments: slips)
    func `a slip is told before anything is asked of the service`(words: [String], talk: String) throws {
        let service = try StubService(StubAnswers.telling)
        let outcome = try service.ask(words)
        #expect(outcome.status == 64 && outcome.talk.contains(talk), "\(outcome.talk)")
        #expect(service.calls.isEmpty)
    }

    @Test func `a route or a silence that there is not is told with those there are`() throws {
        let service = try StubService(StubAnswers.telling)
        let route = try service.ask(["alerts", "drill", "nort"])
        #expect(route.status == 66 && route.output.isEmpty && route.talk.contains("the routes: north, at-night"))
        let silence = try service.ask(["silence", "end", "9"])
        #expect(silence.status == 66 && silence.output.isEmpty && silence.talk.contains("cnswatch silence list"))
    }

    @Test func `who may not act is told which group it takes`() throws {
        let service = try StubService([
            "Drill": { _ in .fail(.permissionDenied) }, "Silence": { _ in .fail(.permissionDenied) },
            "EndSilence": { _ in .fail(.permissionDenied) },
        ])
        for words in [
            ["alerts", "drill", "north"], ["silence", "--all", "--until", "1d", "--reason", "x"],
            ["silence", "end", "3"],
        ] {
            let outcome = try service.ask(words)
            #expect(outcome.status == 77 && outcome.talk.contains("cnswatch-operator"), "\(words)")
        }
    }

    @Test(arguments: [
        (["alerts"], "number,at,receiver", 4), (["alerts", "drill", "north"], "message", 1),
        (["next"], "kind,at,receiver", 1), (["route", "test", "M1"], "item,route,receiver", 2),
        (["silence", "--all", "--until", "1d", "--reason", "x"], "silence,until", 1),
        (["silence", "list"], "silence,at,who", 2), (["silence", "end", "3"], "silence", 1),
    ])
    func `every verb does every format as such`(words: [String], header: String, lines: Int) throws {
        let service = try StubService(StubAnswers.telling)
        let csv = try service.ask(words + ["-o", "csv"]).output.split(separator: "\n").map(String.init)
        #expect(csv.count >= 2 && csv.first?.hasPrefix(header) == true, "\(csv)")
        // No field of a stub's answer has a comma.
        let columns = csv.map { $0.split(separator: ",", omittingEmptySubsequences: false).count }
        #expect(Set(columns).count == 1, "\(csv)")
        let ndjson = try service.ask(words + ["-o", "ndjson"]).output.split(separator: "\n")
        #expect(ndjson.count == lines)
        for line in ndjson { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        let json = try service.ask(words + ["-o", "json"]).output
        _ = try JSONSerialization.jsonObject(with: Data(json.utf8))
    }

    @Test func `a banner is shown beside every format, and nothing of a message runs as a formula`() throws {
        let service = try StubService(StubAnswers.telling)
        for format in ["table", "json", "ndjson", "csv"] {
            let outcome = try service.ask(["alerts", "-o", format])
            #expect(outcome.talk.contains("! The export is old."))
        }
        #expect(try service.ask(["alerts", "-o", "csv"]).output.contains(#","'=The export is old.","#))
    }
}
