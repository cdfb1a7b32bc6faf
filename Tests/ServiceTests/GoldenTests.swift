import ControlInterface
import Foundation
import TestSupport
import Testing

/// What people and programs read, held against files; `make golden` writes the files anew, to be read before committing.
@Suite("Golden files")
struct GoldenTests {
    private static let calls: [(name: String, arguments: [String])] = [
        ("help.txt", ["--help"]), ("help-due.txt", ["due", "--help"]), ("help-plan.txt", ["plan", "--help"]),
        ("help-explain.txt", ["explain", "--help"]), ("help-record.txt", ["record", "--help"]),
        ("help-snooze.txt", ["snooze", "--help"]), ("help-book.txt", ["book", "--help"]),
        ("help-check.txt", ["check", "--help"]),
        ("help-alerts.txt", ["alerts", "--help"]), ("help-alerts-drill.txt", ["alerts", "drill", "--help"]),
        ("help-next.txt", ["next", "--help"]), ("help-route-test.txt", ["route", "test", "--help"]),
        ("help-silence.txt", ["silence", "--help"]), ("help-silence-add.txt", ["silence", "add", "--help"]),
        ("protocol.txt", ["protocol", "show"]),
        ("plan.ndjson", ["plan", PackageFolder.cases, "--as-of", "2025-11-25", "-o", "ndjson"]),
        ("plan.txt", ["plan", PackageFolder.cases, "--as-of", "2025-11-25"]),
        ("plan.csv", ["plan", PackageFolder.cases, "--as-of", "2025-11-25", "-o", "csv"]),
        ("explain-C01-before.txt", ["explain", "C01", "--roster", PackageFolder.cases, "--as-of", "2025-02-20"]),
        ("explain-C01.txt", ["explain", "C01", "--roster", PackageFolder.cases, "--as-of", "2025-03-10"]),
        (
            "explain-C01.json",
            ["explain", "C01", "--roster", PackageFolder.cases, "--as-of", "2025-03-10", "-o", "json"]
        ),
        (
            "explain-C12.txt",
            ["explain", "C12", "--roster", PackageFolder.cases, "--as-of", "2025-11-25", "--all-rules"]
        ),
        (
            "explain-E12.txt",
            ["explain", "E12-vague-therapy", "--roster", PackageFolder.cases, "--as-of", "2025-11-25"]
        ),
    ]

    @Test(arguments: calls)
    func `the command prints what the golden file holds`(name: String, arguments: [String]) throws {
        let outcome = try Programs.cnswatch(arguments)
        #expect(outcome.status == 0)
        try GoldenFile(name).hold(outcome.output)
    }

    @Test func `errors say what the golden file holds`() throws {
        var text = ""
        for arguments in [
            ["due"], ["plan", "/nowhere"], ["explain", "NOBODY", "--roster", PackageFolder.cases],
            ["protocol", "check", "/nowhere.toml"], ["explain", "C01", "brain"], ["plan", "x", "--as-of", "1/2/2025"],
        ] {
            let outcome = try Programs.cnswatch(arguments)
            let call = arguments.map { $0 == PackageFolder.cases ? "CASES" : $0 }.joined(separator: " ")
            text += "$ cnswatch \(call)\n\(outcome.talk.replacingOccurrences(of: PackageFolder.cases, with: "CASES"))"
            text += "exit \(outcome.status)\n\n"
        }
        try GoldenFile("errors.txt").hold(text)
    }

    @Test func `the interface is described as the golden file holds`() throws {
        try GoldenFile("org.cnswatch.Control.varlink").hold(ControlInterface.description)
    }
}
