import Foundation
import TestSupport
import Testing

/// What the command says to what people type in haste.
@Suite("Answers to slips")
struct AnswerTests {
    private static let patients = "mrn,clinic\nM1,North\n"
    private static let events =
        "mrn,date,event,detail,result\nM1,2024-01-01,biomarker,her2,3+\nM1,2024-01-01,diagnosis,breast-cancer,metastatic\n"

    @Test func `a roster is not replaced by an invented one unless that is asked for`() throws {
        let folder = try TemporaryFolder()
        try folder.write("events.csv", "precious\n")
        let refused = try Programs.cnswatch(["roster", "generate", folder.path, "--patients", "3"])
        #expect(refused.status == 64 && refused.talk.contains("--force"))
        #expect(try folder.text("events.csv") == "precious\n")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/patients.csv"))
        let forced = try Programs.cnswatch(["roster", "generate", folder.path, "--patients", "1", "--force"])
        #expect(forced.status == 0 && forced.talk.contains("1 synthetic patient in"))
        #expect(try folder.text("events.csv").hasPrefix("mrn,"))
    }

    @Test func `rows of the future are told, and are no fault`() throws {
        let folder = try TemporaryFolder()
        try folder.write("patients.csv", AnswerTests.patients)
        try folder.write(
            "events.csv",
            AnswerTests.events
                + "M1,2999-01-01,appointment,brain-mri,booked\nM1,2999-02,visit,,\nM1,2998-01-01,visit,,\n")
        let check = try Programs.cnswatch(["roster", "check", folder.path])
        #expect(check.status == 0, "\(check.talk)")
        #expect(check.talk.contains("1 patient, 5 events; 0 rows set aside"))
        #expect(check.talk.contains("events.csv:5: note: 2 rows are dated after"))
        try folder.write("events.csv", AnswerTests.events)
        #expect(!(try Programs.cnswatch(["roster", "check", folder.path]).talk.contains("dated after")))
    }

    @Test func `a clinic that nobody has is told from one that is owed nothing`() throws {
        let service = try RunningService(patients: AnswerTests.patients, events: AnswerTests.events)
        for format in ["table", "json", "ndjson", "csv"] {
            let due = try service.ask("due", "--clinic", "Nort", "-o", format)
            #expect(due.status == 0 && due.talk.contains("No patient has the clinic \"Nort\""), "\(due.talk)")
            #expect(due.talk.contains("did you mean \"North\"?"))
        }
        #expect(!(try service.ask("due", "--clinic", "North", "--item", "visit").talk.contains("No patient has")))
        let status = try service.ask("status").output
        #expect(status.contains("1 patient, 2 events") && !status.contains("1 patients"))
        #expect(try service.ask("reload").output.contains("1 patient, "))
    }

    @Test func `a path that is no socket is called what it is`() throws {
        let folder = try TemporaryFolder()
        try folder.write("file", "")
        for (path, what) in [("", "a directory"), ("/file", "a regular file")] {
            let outcome = try Programs.cnswatch(["due"], socket: folder.path + path)
            #expect(outcome.status == 69 && outcome.talk.contains("is \(what), not the service's socket"))
        }
    }

    @Test(arguments: ["0001-01-01", "9999-12-31"])
    func `the first and the last day of the calendar are days`(day: String) throws {
        let service = try RunningService.onCases()
        for verb in [
            ["plan", PackageFolder.cases], ["explain", "C01"], ["due", "--all"], ["census"], ["show", "C01"],
        ] {
            let outcome = try Programs.cnswatch(verb + ["--as-of", day], socket: service.socket)
            #expect(outcome.status == 0 && (outcome.output + outcome.talk).contains(day), "\(verb): \(outcome.talk)")
        }
    }

    @Test(arguments: [("2023-02-29", "The calendar has no day 2023-02-29"), ("3.4.2025", "write it as YYYY-MM-DD")])
    func `what is no day is told apart from what is not written like one`(day: String, words: String) throws {
        for verb in [["plan", PackageFolder.cases], ["explain", "C01"], ["due"], ["census"], ["show", "C01"]] {
            let outcome = try Programs.cnswatch(verb + ["--as-of", day])
            #expect(outcome.status == 64 && outcome.talk.contains(words), "\(outcome.talk)")
        }
    }

    private static let calls: [(arguments: [String], status: Int32, words: String)] = [
        (["call", "Nope"], 64, "no method org.cnswatch.Control.Nope"), (["call", "org.foo.Bar"], 64, "GetInfo"),
        (["introspect", "org.foo"], 64, "no interface org.foo"), (["call", "Watch"], 64, "cnswatch watch"),
        (["call", "Due", "{\"nope\":1}"], 64, "cnswatch introspect"), (["call", "Due", "[]"], 64, "JSON object"),
        (["call", "Show", "{\"patient\":\"nobody\"}"], 66, "cnswatch find NAME"),
    ]

    @Test func `a call that cannot be answered says what to do`() throws {
        let service = try RunningService.onCases()
        for (arguments, status, words) in AnswerTests.calls {
            let outcome = try Programs.cnswatch(arguments, socket: service.socket)
            #expect(outcome.status == status && outcome.talk.contains(words), "\(arguments): \(outcome.talk)")
        }
    }
}
