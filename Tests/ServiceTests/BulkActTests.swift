import ControlInterface
import Foundation
import Glibc
import JSONText
import TestSupport
import Testing
import Varlink

/// Acting on a whole work-list: it is shown and asked about first, and one refusal stops nothing.
@Suite("Acting on a whole list")
struct BulkActTests {
    private let service: StubService

    init() throws {
        service = try StubService([
            "Lease": StubAnswers.lease, "Record": StubAnswers.record,
            "Due": { request in
                let item = request["item"]?.stringValue
                return .reply(
                    StubAnswers.page(StubAnswers.rows.filter { item == nil || $0.item.item == item }))
            },
        ])
    }

    private static let snooze = ["snooze", "--clinic", "North", "--until", "2w", "--reason", "strike"]
    private var leased: [String] {
        service.calls.filter { $0.method == "Lease" }.map(\.parameters)
    }

    @Test func `without a terminal and without --yes nothing is asked of the service`() throws {
        let outcome = try service.ask(Self.snooze)
        #expect(outcome.status == 64 && outcome.talk.contains("no terminal to ask on") && outcome.output.isEmpty)
        #expect(service.calls.isEmpty)
        for format in ["json", "ndjson", "csv"] { #expect(try service.ask(Self.snooze + ["-o", format]).status == 64) }
        #expect(service.calls.isEmpty)
    }

    @Test func `with --yes each item is acted on by a call of its own, and a refusal stops nothing`() throws {
        let outcome = try service.ask(Self.snooze + ["--yes", "--status", "due", "--owner", "anna"])
        #expect(
            service.calls.first?.parameters == #"{"statuses":["due"],"clinic":"North","owner":"anna","limit":10000}"#)
        let rest = #""until":"2w","reason":"strike"}"#
        #expect(
            leased == [
                #"{"patient":"M1","kind":"snooze","item":"brain-mri","# + rest,
                #"{"patient":"M2","kind":"snooze","item":"visit","# + rest,
                #"{"patient":"M3","kind":"snooze","item":"mammogram","# + rest,
            ])
        #expect(outcome.status == 65)
        #expect(outcome.talk.contains("! M3 mammogram: this may not be done"))
        #expect(outcome.talk.contains("2 of 3 items done, 1 refused"))
        #expect(outcome.output.contains("a colleague types: cnswatch snooze M2 visit --second"))
    }

    @Test func `a dry run asks nobody, does nothing, and shows the change of each`() throws {
        let outcome = try service.ask(["ack", "--item", "brain-mri", "--dry-run"])
        #expect(outcome.status == 0 && outcome.output.contains("dry run: nothing was done"))
        #expect(outcome.talk.contains("1 of 1 item tried out, nothing done."))
        #expect(leased == [#"{"patient":"M1","kind":"ack","item":"brain-mri","dryRun":true}"#])
    }

    @Test func `a list is booked for a day`() throws {
        #expect(try service.ask(["book", "--item", "visit", "--unbooked", "2026-12-05", "-y"]).status == 0)
        #expect(service.calls.map(\.method) == ["Due", "Record"])
        #expect(service.calls.first?.parameters == #"{"item":"visit","unbooked":true,"limit":10000}"#)
        #expect(
            service.calls.last?.parameters
                == #"{"patient":"M2","event":{"event":"appointment","date":"2026-12-05","detail":"visit","#
                + #""result":"booked"}}"#)
    }

    @Test func `programs get an object or a row for each item`() throws {
        let arguments = ["ack", "--item", "brain-mri", "--yes", "-o"]
        let json = try service.ask(arguments + ["json"]).output
        #expect(json.hasPrefix(#"[{"act":17,"item":"brain-mri","mrn":"M1""#) && json.hasSuffix("]\n"))
        #expect(try service.ask(arguments + ["ndjson"]).output.hasPrefix(#"{"act":17,"#))
        let csv = try service.ask(arguments + ["csv"]).output.split(separator: "\n")
        #expect(csv.first == "mrn,item,act,wantsSecond,standing,row,changes,warnings,pressing")
        #expect(csv.last?.hasPrefix("M1,brain-mri,17,,,,brain-mri: open -> held back") == true && csv.count == 2)
    }

    @Test func `where the right is lacking it stops at once and says how far it got`() throws {
        let service = try StubService([
            "Due": { _ in .reply(StubAnswers.page(StubAnswers.rows)) },
            "Lease": { parameters in
                parameters["patient"] == "M1" ? try StubAnswers.lease(parameters) : .fail(.permissionDenied)
            },
        ])
        let outcome = try service.ask(Self.snooze + ["--yes"])
        #expect(outcome.status == 77 && outcome.talk.contains("1 of 3 items done before that"))
        #expect(service.calls.map(\.method) == ["Due", "Lease", "Lease"])
    }

    /// Runs a command whose standard input is a terminal on which this was typed.
    private func ask(_ arguments: [String], typing text: String) throws -> Program {
        // Glibc's module leaves out posix_openpt and its kin; these are the kernel's own calls behind them.
        let (unlock, askNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        defer { close(terminal) }
        var (lock, number): (Int32, UInt32) = (0, 0)
        try #require(ioctl(terminal, unlock, &lock) == 0 && ioctl(terminal, askNumber, &number) == 0)
        let path = "/dev/pts/\(number)"
        let input = try #require(FileHandle(forUpdatingAtPath: path))
        let typed = Array(text.utf8)
        #expect(write(terminal, typed, typed.count) == typed.count)
        return try service.ask(arguments, input: input)
    }

    @Test(arguments: ["y\n", "YES\n"])
    func `the list is shown and the question asked, and yes does it`(answer: String) throws {
        let outcome = try ask(["ack", "--item", "visit"], typing: answer)
        #expect(outcome.talk.contains("ack. Do this to this item? [y/N] "))
        #expect(outcome.output.contains("Sample, m2") && outcome.output.contains("act 17; to undo: cnswatch undo 17"))
        #expect(outcome.status == 0 && leased.count == 1)
    }

    @Test(arguments: ["\n", "n\n", "yess\n", "\u{4}"])
    func `whatever is not yes does nothing`(answer: String) throws {
        let outcome = try ask(Self.snooze, typing: answer)
        #expect(outcome.talk.contains("snooze until 2w (strike). Do this to these 3 items? [y/N] "))
        #expect(outcome.status == 1 && outcome.talk.contains("nothing was done"))
        #expect(service.calls.map(\.method) == ["Due"])
    }

    @Test func `an empty list is no question`() throws {
        let outcome = try ask(["ack", "--item", "csf"], typing: "")
        #expect(outcome.status == 0 && outcome.talk.contains("Nothing is owed that matches"))
        #expect(!outcome.talk.contains("[y/N]") && outcome.talk.contains("! The export is old."))
    }
}
