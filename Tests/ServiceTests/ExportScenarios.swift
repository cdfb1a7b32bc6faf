import Foundation
import Glibc
import TestSupport
import Testing

/// What leaves the service for other systems, read by programs that are not of this project.
@Suite("Exports")
struct ExportScenarios {
    /// Runs a script, which is to say `good` and nothing else.
    private func check(_ script: String, _ arguments: String...) throws {
        let outcome = try Program.run(try Tool.pythonReaders.path(), ["-c", script] + arguments)
        #expect(outcome.output == "good\n", "\(outcome.output)\(outcome.talk)")
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test(.needs(.pythonReaders))
    func `an independent model of FHIR R4 takes the bundle and every line`() throws {
        let service = try RunningService.onCases()
        let folder = service.folder.path
        #expect(try service.ask("export", "--format", "fhir", "--all", "-o", folder + "/bundle.json").status == 0)
        let lines = ["export", "--format", "fhir", "--all", "--ndjson", "--pseudonyms"]
        #expect(try Programs.cnswatch(lines + ["-o", folder + "/lines/"], socket: service.socket).status == 0)
        let together = try Programs.cnswatch(lines, socket: service.socket)
        try service.folder.write("all.ndjson", together.output)
        #expect(try mode(folder + "/bundle.json") == 0o640 && mode(folder + "/lines/Task.ndjson") == 0o640)
        try check(
            """
            import json, os, sys
            from fhir.resources.R4B import get_fhir_model_class
            from fhir.resources.R4B.bundle import Bundle
            folder = sys.argv[1]
            text = open(folder + "/bundle.json").read()
            bundle = Bundle.model_validate_json(text)
            kinds = [entry.resource.get_resource_type() for entry in bundle.entry]
            assert {"ServiceRequest", "Task", "DetectedIssue"} <= set(kinds), set(kinds)
            urls = [entry.fullUrl for entry in bundle.entry]
            assert len(urls) == len(set(urls))
            def references(value):
                if isinstance(value, dict):
                    if isinstance(value.get("reference"), str): yield value["reference"]
                    for member in value.values(): yield from references(member)
                elif isinstance(value, list):
                    for member in value: yield from references(member)
            inside = list(references(json.loads(text)))
            assert inside and set(inside) <= set(urls)
            together = open(folder + "/all.ndjson").read().splitlines()
            apart = []
            for name in os.listdir(folder + "/lines"):
                for line in open(folder + "/lines/" + name):
                    get_fhir_model_class(name.removesuffix(".ndjson")).model_validate_json(line)
                    apart.append(line.rstrip("\\n"))
            assert sorted(together) == sorted(apart) and len(apart) == len(kinds), (len(apart), len(kinds))
            mrns = {line.split(",")[0] for line in open(folder + "/roster/patients.csv").read().splitlines()[1:]}
            assert any('"' + mrn + '"' in text for mrn in mrns)
            assert not any('"' + mrn + '"' in line for mrn in mrns for line in apart)
            print("good")
            """, folder)
    }

    @Test(.needs(.pythonReaders))
    func `an independent reader of calendars finds each item on its day, and what is withdrawn`() throws {
        let service = try RunningService.onCases()
        let folder = service.folder.path
        #expect(try service.ask("export", "--format", "ics", "--all", "-o", folder + "/feeds/").status == 0)
        let due = try service.ask("due", "--all", "-o", "ndjson").output
        try service.folder.write("due.ndjson", due)
        try check(Self.readFeed, folder, "CONFIRMED")
        let first = try service.folder.text("feeds/North.ics")
        #expect(try service.ask("export", "--format", "ics", "--all", "-o", folder + "/feeds").status == 0)
        #expect(try service.folder.text("feeds/North.ics") == first)
        // The clinic has nobody any more.
        try service.folder.write(
            "roster/patients.csv",
            try service.folder.text("roster/patients.csv").replacing(
                ",North\n", with: ",South\n"))
        #expect(try service.ask("reload").status == 0)
        #expect(try service.ask("export", "--format", "ics", "--all", "-o", folder + "/feeds").status == 0)
        try check(Self.readFeed, folder, "CANCELLED")
        #expect(try mode(folder + "/feeds/North.ics") == 0o640)
        #expect(try service.folder.text("feeds/South.ics").contains("STATUS:CONFIRMED"))
    }

    private static let readFeed = """
        import icalendar, json, sys
        folder, status = sys.argv[1:]
        text = open(folder + "/feeds/North.ics", "rb").read()
        assert text.count(b"\\n") == text.count(b"\\r\\n")
        assert all(len(line) <= 75 for line in text.split(b"\\r\\n"))
        calendar = icalendar.Calendar.from_ical(text)
        assert not calendar.errors, calendar.errors
        events = calendar.walk("VEVENT")
        assert all(str(event["STATUS"]) == status and not event.errors for event in events)
        assert {int(event["SEQUENCE"]) for event in events} == {0 if status == "CONFIRMED" else 1}
        assert len({str(event["UID"]) for event in events}) == len(events)
        rows = [json.loads(line) for line in open(folder + "/due.ndjson")]
        days = sorted(event.decoded("DTSTART").isoformat() for event in events)
        assert days == sorted(row["due"] for row in rows) and days
        assert not any(row["mrn"].encode() in text for row in rows)
        print("good")
        """

    @Test(.needs(.pythonReaders))
    func `an independent reader takes the metrics as OpenMetrics`() throws {
        let service = try RunningService.onCases()
        let outcome = try service.ask("metrics")
        #expect(outcome.status == 0 && outcome.output.hasSuffix("\n# EOF\n"))
        try service.folder.write("metrics", outcome.output)
        try check(
            """
            import sys
            from prometheus_client.openmetrics.parser import text_string_to_metric_families as families
            found = {family.name: family for family in families(open(sys.argv[1] + "/metrics").read())}
            assert found["cnswatch_build"].type == "info", found
            assert sum(sample.value for sample in found["cnswatch_patients"].samples) > 0
            print("good")
            """, service.folder.path)
    }

    @Test func `an export is noted, with its format and whether by name`() throws {
        let service = try RunningService.onCases()
        #expect(try service.ask("export", "--format", "csv", "--item", "visit").status == 0)
        #expect(try service.ask("export", "--format", "ics", "--within", "30d").status == 0)
        let trail = try service.ask("audit", "list", "-o", "ndjson").output
        #expect(trail.contains("\"verb\":\"export\"") && trail.contains("as csv, with names"))
        #expect(trail.contains("as ics, by pseudonym, within 30d"))
    }

    @Test func `a table by pseudonyms names nobody, and the same rows by name lead to the same pseudonyms`() throws {
        let service = try RunningService.onCases()
        let named = try service.ask("export", "--format", "csv", "--all").output
        let unnamed = try service.ask("export", "--format", "csv", "--all", "--pseudonyms").output
        func rows(_ text: String) -> [[Substring]] {
            text.split(separator: "\r\n").dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        }
        #expect(rows(named).count > 50 && rows(named).map { $0[3] } == rows(unnamed).map { $0[3] })
        #expect(rows(unnamed).allSatisfy { $0[4].isEmpty && $0[5].isEmpty && $0[6].isEmpty })
        let row = try #require(rows(named).first)
        #expect(try service.ask("show", String(row[3])).output.contains(row[4]))
    }

    @Test func `a mistyped clinic withdraws nothing, and what is no feed is left as it is`() throws {
        let service = try RunningService.onCases()
        let folder = service.folder.path
        #expect(try service.ask("export", "--format", "ics", "-o", folder + "/north.ics").status == 0)
        let first = try service.folder.text("north.ics")
        let typo = try service.ask("export", "--format", "ics", "--clinic", "Nort", "-o", folder + "/north.ics")
        #expect(typo.status == 66 && typo.talk.contains("nothing was written"), "\(typo.talk)")
        #expect(try service.folder.text("north.ics") == first)
        try service.folder.write("mine.ics", "BEGIN:VCALENDAR\r\nPRODID:-//Me//EN\r\nEND:VCALENDAR\r\n")
        let foreign = try service.ask("export", "--format", "ics", "-o", folder + "/mine.ics")
        #expect(foreign.status == 65 && foreign.talk.contains("is no feed of cnswatch"), "\(foreign.talk)")
        #expect(try service.folder.text("mine.ics").contains("//Me//"))
        let left = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".partial") }
        #expect(left == [])
    }

    @Test(
        arguments: [
            (["--format", "ics", "-o", "csv"], 64, "-o ./csv"), (["--format", "ics", "--ndjson"], 64, "--format fhir"),
            (["--format", "fhir", "--names", "--pseudonyms"], 64, "--pseudonyms"), (["-o", "x.csv"], 64, "--format"),
            (["--format", "fhir", "--record-system", "mrn"], 64, "is no URI"),
            (["--format", "csv", "-o", "/tmp"], 64, "/tmp/work-list.csv"),
            (["--format", "csv", "-o", "/nowhere/x.csv"], 69, "not running"),
        ])
    func `a call that cannot be meant is refused with what to write`(
        words: [String], status: Int32, said: String
    ) throws {
        let service = words.contains("/tmp") ? try RunningService.onCases() : nil
        let outcome = try Programs.cnswatch(["export"] + words, socket: service?.socket)
        #expect(outcome.status == status && outcome.talk.contains(said) && outcome.output.isEmpty, "\(outcome.talk)")
    }
}
