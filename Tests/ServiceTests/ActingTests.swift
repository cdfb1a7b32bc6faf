import ControlInterface
import Foundation
import Glibc
import JSONText
import TestSupport
import Testing
import Varlink

/// What the acting verbs ask of the service, what they say of its answer, and how they end.
@Suite("Acting from the command")
struct ActingTests {
    private func stub() throws -> StubService {
        try StubService([
            "Lease": StubAnswers.lease, "Record": StubAnswers.record,
            "Show": { _ in .reply(StubAnswers.summary) },
            "Undo": { _ in .fail(VarlinkError("org.cnswatch.Control.ActNotFound")) },
            "Due": { _ in .reply(StubAnswers.page(StubAnswers.rows)) },
            "WhatIf": { _ in .reply(WhatIfReport(changes: ["phase: a -> b"], asOf: "2026-11-23")) },
        ])
    }

    private static let requests: [(words: String, method: String, parameters: String)] = [
        ("ack M1 brain-mri", "Lease", #"{"patient":"M1","kind":"ack","item":"brain-mri"}"#),
        (
            "snooze M1 visit --until 2w --reason tired", "Lease",
            #"{"patient":"M1","kind":"snooze","item":"visit","until":"2w","reason":"tired"}"#
        ),
        (
            "decline M1 mammogram --reason no --until 2026-12-05", "Lease",
            #"{"patient":"M1","kind":"decline","item":"mammogram","until":"2026-12-05","reason":"no"}"#
        ),
        (
            "defer M1 csf --until 6m --reason order --dry-run", "Lease",
            #"{"patient":"M1","kind":"defer","item":"csf","until":"6m","reason":"order","dryRun":true}"#
        ),
        ("snooze M1 visit --second", "Lease", #"{"patient":"M1","kind":"snooze","item":"visit","second":true}"#),
        ("close M1 --reason moved", "Lease", #"{"patient":"M1","kind":"close","reason":"moved"}"#),
        (
            "book M1 brain-mri 2026-12-05", "Record",
            #"{"patient":"M1","event":{"event":"appointment","date":"2026-12-05","detail":"brain-mri","result":"booked"}}"#
        ),
        (
            "missed M1 visit --note rang", "Record",
            #"{"patient":"M1","event":{"event":"appointment","detail":"visit","result":"missed","note":"rang"}}"#
        ),
        (
            "cancel M1 visit 2026-12-01 --dry-run", "Record",
            #"{"patient":"M1","event":{"event":"appointment","date":"2026-12-01","detail":"visit","result":"cancelled"},"#
                + #""dryRun":true}"#
        ),
        (
            "interval M1 brain-mri 2m --reason stable", "Record",
            #"{"patient":"M1","event":{"event":"interval","detail":"brain-mri","result":"2m","note":"stable"}}"#
        ),
        (
            "record M1 imaging mri-brain new-lesions 2026-02-01 --site cerebellum --count 2 --size-mm 11 --note seen",
            "Record",
            #"{"patient":"M1","event":{"event":"imaging","date":"2026-02-01","detail":"mri-brain","result":"new-lesions","#
                + #""site":"cerebellum","count":"2","sizeMm":"11","note":"seen"}}"#
        ),
        (
            "what-if M1 surgery brain-resection 2026-02 + visit --as-of 2026-11-23", "WhatIf",
            #"{"patient":"M1","events":[{"event":"surgery","date":"2026-02","detail":"brain-resection"},"#
                + #"{"event":"visit"}],"asOf":"2026-11-23"}"#
        ),
        ("undo 17 --reason mistake", "Undo", #"{"act":17,"reason":"mistake"}"#),
    ]

    @Test(arguments: requests)
    func `a verb asks for what was typed, once`(words: String, method: String, parameters: String) throws {
        let service = try stub()
        let outcome = try service.ask(words.split(separator: " ").map(String.init))
        #expect(service.calls.map(\.method) == [method], "\(outcome.talk)")
        #expect(service.calls.first?.parameters == parameters)
    }

    @Test func `a cancellation without a date is of the day that is booked, and of none where none is`() throws {
        let service = try stub()
        #expect(try service.ask(["cancel", "M1", "visit"]).status == 0)
        #expect(service.calls.map(\.method) == ["Show", "Record"])
        #expect(service.calls.last?.parameters.contains(#""date":"2026-12-24""#) == true)
        let none = try service.ask(["cancel", "M1", "brain-mri"])
        #expect(none.status == 65 && none.talk.contains("nothing was done"))
        #expect(service.calls.map(\.method) == ["Show", "Record", "Show"])
    }

    private static let refusals: [(words: String, talk: String)] = [
        ("ack M1", "ITEM is missing"), ("ack", "MRN and ITEM is missing"), ("ack M1 brain", "There is no item brain"),
        ("snooze M1 visit --until soon", "neither a day nor an interval"),
        ("snooze M1 visit --until 2026-02-30", "The calendar has no day"),
        ("snooze M1 --clinic North", "no other words"),
        ("book M1 visit", "DATE is missing"), ("book M1 visit tomorrow", "is no day"),
        ("book M1 visit 2026-12-05 --clinic North", "only DATE"), ("book --clinic North", "only DATE"),
        ("record M1 visit today", "one word too many"), ("record M1 visit sitee=x", "There is no column sitee"),
        ("record M1 visit 2026 --date 2025", "given twice"), ("what-if M1 visit + visit --site x", "beside each"),
        ("what-if M1 visit +", "The event is missing"), ("interval M1 visit 2m", "--reason"), ("undo 17", "--reason"),
        ("due --mine --owner anna", "give one of them"),
    ]

    @Test(arguments: refusals)
    func `a slip is told before anything is asked of the service`(words: String, talk: String) throws {
        let service = try stub()
        let outcome = try service.ask(words.split(separator: " ").map(String.init))
        #expect(outcome.status == 64 && outcome.talk.contains(talk), "\(outcome.talk)")
        #expect(service.calls.isEmpty)
    }

    @Test func `what the service refuses says why and what to do, with an exit status of its own`() throws {
        let service = try stub()
        let refused = try service.ask(["snooze", "M3", "mammogram", "--until", "2w"])
        #expect(refused.status == 65 && refused.output.isEmpty)
        #expect(
            refused.talk
                == "cnswatch: this may not be done: the patient is not owed mammogram; see what is owed: cnswatch show\n"
        )
        let unknown = try service.ask(["undo", "17", "--reason", "mistake"])
        #expect(unknown.status == 66 && unknown.talk.contains("cnswatch show MRN"))
        let strict = try StubService([
            "Record": { _ in
                .fail(
                    VarlinkError(
                        "org.cnswatch.Control.EventRefused",
                        [
                            "faults": .array([
                                .object([
                                    "file": "event", "row": 1, "column": "result", "reason": "no such word",
                                    "remedy": "write stable",
                                ])
                            ])
                        ]))
            }, "Lease": { _ in .fail(.permissionDenied) },
        ])
        let event = try strict.ask(["record", "M1", "imaging", "mri-brain", "stabel"])
        #expect(event.status == 65)
        #expect(event.talk == "cnswatch: these words make no event:\n  result: no such word; write stable\n")
        let denied = try strict.ask(["ack", "M1", "visit"])
        #expect(denied.status == 77 && denied.talk.contains("cnswatch-operator"))
        #expect(try Programs.cnswatch(["ack", "M1", "visit"]).status == 69)
    }

    @Test func `a lease that wants a second person says what the colleague types, quoted for the shell`() throws {
        let outcome = ActOutcome(mrn: "M 2's", changes: [], wantsSecond: "why", warnings: [], notices: [])
        let service = try StubService([
            "Lease": { parameters in
                var outcome = outcome
                outcome.act = parameters["dryRun"] == nil ? 17 : nil
                outcome.item = parameters["item"]?.stringValue
                outcome.until = "2026-12-05"
                return .reply(outcome)
            }
        ])
        let dated = try service.ask(["snooze", "x", "visit", "--until", "2026-12-05", "--reason", "r"]).output
        #expect(dated.contains(#"types: cnswatch snooze 'M 2'\''s' visit --second --until 2026-12-05"# + "\n"))
        // The last day is named as the service reckoned it: an interval means another day tomorrow.
        let interval = try service.ask(["snooze", "x", "visit", "--until", "2w", "--reason", "r"]).output
        #expect(interval.contains(#"visit --second --until 2026-12-05"# + "\n"))
        let closed = try service.ask(["close", "x", "--reason", "moved"]).output
        #expect(closed.contains(#"types: cnswatch close 'M 2'\''s' --second --until 2026-12-05"# + "\n"))
        let tried = try service.ask(["close", "x", "--reason", "moved", "--dry-run"]).output
        #expect(tried.contains("why") && !tried.contains("types:"))
    }
}
