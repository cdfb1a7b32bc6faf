import Foundation
import TestSupport
import Testing

/// The command without a service: results, talk and exit statuses.
@Suite("Command")
struct CommandTests {
    private static let failures: [(arguments: [String], status: Int32)] = [
        (["due"], 69), (["status"], 69), (["plan", "/nowhere"], 65), (["plan"], 64), (["nonsense"], 64),
        (["explain", "NOBODY", "--roster", PackageFolder.cases], 66), (["roster", "check", PackageFolder.cases], 0),
        (["protocol", "check", "/nowhere.toml"], 78), (["protocol", "check"], 0), (["explain", "C01", "no-item"], 64),
        (["plan", PackageFolder.cases, "--as-of", "2025-02-30"], 64),
    ]

    @Test(arguments: failures)
    func `every kind of failure has its exit status and says what to do`(arguments: [String], status: Int32) throws {
        let outcome = try Programs.cnswatch(arguments)
        #expect(outcome.status == status, "\(outcome.talk)")
        if status != 0 { #expect(outcome.output.isEmpty && outcome.talk.count > 20) }
    }

    @Test func `a plan is one compact line a patient, in the order of the roster`() throws {
        let plan = try Programs.cnswatch(["plan", PackageFolder.cases, "--as-of", "2025-11-25", "-o", "ndjson"])
        let lines = plan.output.split(separator: "\n").map(String.init)
        #expect(lines.count == 78)
        let expected =
            #"{"mrn":"C12","phase":"after-local-therapy","protocol":"her2-cns","incomplete":false,"items":[{"item":"brain-mri","#
            + #""rule":"repeat-non-diagnostic","also":["after-local-therapy"],"anchor":"2025-11-20","#
            + #""earliest":"2025-11-10","due":"2025-11-24","latest":"2025-12-04","status":"due","urgency":"soon","#
            + #""modality":"mri-brain","substitute":false"#
        #expect(lines[11].hasPrefix(expected))
        #expect(lines[16] == #"{"mrn":"C17","phase":"not-covered","protocol":"","incomplete":false,"items":[]}"#)
    }

    @Test(arguments: ["table", "json", "csv"])
    func `every format tells of every patient`(format: String) throws {
        let plan = try Programs.cnswatch(["plan", PackageFolder.cases, "--as-of", "2025-11-25", "-o", format])
        #expect(plan.status == 0)
        for mrn in ["C01", "C17", "C22", "E13-three-equivocal"] { #expect(plan.output.contains(mrn)) }
        if format == "json" { _ = try JSONSerialization.jsonObject(with: Data(plan.output.utf8)) }
    }

    // The case report of the source document.
    @Test(arguments: [
        ("2025-02-20", ["Phase suspected-metastasis", "rule suspected-metastasis", "source:", "events.csv:13"]),
        ("2025-03-10", ["Phase undecided", "rule untreated-critical-finding", "38 mm, cerebellum", "8 days late"]),
        ("2026-01-20", ["Phase undecided", "What would change it", "radiotherapy srs", "Breast-GPA 2.0 to 3.5"]),
    ])
    func `the case report can be followed`(day: String, words: [String]) throws {
        let text = try Programs.cnswatch(["explain", "C01", "--roster", PackageFolder.cases, "--as-of", day]).output
        for word in words { #expect(text.contains(word), "\(text)") }
    }

    @Test func `a hostile name cannot move a cursor, and reads as text`() throws {
        let folder = try TemporaryFolder()
        try folder.write("patients.csv", "mrn,family_name\nM1,\u{1B}[2Jgone\n")
        try folder.write("events.csv", "mrn,date,event,detail,result\nM1,2024-01-01,biomarker,her2,3+\n")
        let text = try Programs.cnswatch(["explain", "M1", "--roster", folder.path]).output
        #expect(!text.contains("\u{1B}"))
        #expect(text.contains("gone"))
    }

    @Test func `faulty rows are set aside, named, and the patient owes data-correction`() throws {
        let folder = try TemporaryFolder()
        try folder.write("patients.csv", "mrn\nM1\n")
        try folder.write(
            "events.csv", "mrn,date,event,detail,result\nM1,2024-01-01,biomarker,her2,3+\nM1,3/4/2025,visit,,\n")
        let check = try Programs.cnswatch(["roster", "check", folder.path])
        #expect(check.status == 65)
        #expect(check.output.contains("events.csv:3:date"))
        let plan = try Programs.cnswatch(["plan", folder.path, "-o", "ndjson"])
        #expect(plan.status == 0)
        #expect(plan.output.contains("\"incomplete\":true"))
        #expect(plan.output.contains("data-correction"))
    }

    @Test func `a reader that has seen enough is no error`() throws {
        let folder = try TemporaryFolder()
        _ = try Programs.cnswatch(["roster", "generate", folder.path, "--patients", "3000", "--as-of", "2026-01-01"])
        let outcome = try Program.run(
            "/bin/sh",
            [
                "-c",
                "'\(Programs.folder)/cnswatch' plan '\(folder.path)' --protocol '\(PackageFolder.protocolFile)' | head -1; exit ${PIPESTATUS:-0}",
            ])
        #expect(outcome.status == 0)
        #expect(outcome.talk.isEmpty || !outcome.talk.contains("rror"))
    }

    @Test func `the same numbers make the same roster, and it is without faults`() throws {
        let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
        for folder in [one, two] {
            let made = try Programs.cnswatch([
                "roster", "generate", folder.path, "--patients", "250", "--seed", "9", "--as-of", "2026-01-01",
            ])
            #expect(made.status == 0)
        }
        #expect(try one.text("events.csv") == (try two.text("events.csv")))
        #expect(try Programs.cnswatch(["roster", "check", one.path]).status == 0)
        let plan = try Programs.cnswatch(["plan", one.path, "--as-of", "2026-01-01", "-o", "csv"]).output
        for phase in [
            "deceased", "suspended", "not-covered", "needs-data", "leptomeningeal", "post-operative", "equivocal",
            "undecided", "after-local-therapy", "long-term", "systemic-therapy-alone", "observation",
            "metastatic-screening", "suspected-metastasis", "early-disease",
        ] { #expect(plan.contains(",\(phase),"), "\(phase) is missing") }
    }
}
