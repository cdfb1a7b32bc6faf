import Foundation
import TestSupport
import Testing

/// The formats of every reading verb, and that a spreadsheet runs nothing of a roster.
@Suite("Formats")
struct FormatTests {
    private static let patients = "mrn,family_name,given_name,clinic\n=1+1,@SUM(A1),+2,-3\nM2,O'Neil,\tTab,North\n"
    private static let events = """
        mrn,date,event,detail,result
        =1+1,2024-01-01,biomarker,her2,3+
        =1+1,2024-01-01,diagnosis,breast-cancer,metastatic
        M2,2024-01-01,biomarker,her2,3+
        M2,2024-01-01,diagnosis,breast-cancer,metastatic

        """

    @Test func `every verb does csv and ndjson as such`() throws {
        let service = try RunningService(patients: FormatTests.patients, events: FormatTests.events)
        for (verb, header) in [
            (["show", "M2"], "mrn,phase,protocol,incomplete,item"), (["explain", "M2"], "name,value"),
            (["census"], "protocol,phase,count"), (["status"], "name,value"), (["reload"], "name,value"),
            (["due"], "mrn,familyName"),
        ] {
            let csv = try Programs.cnswatch(verb + ["-o", "csv"], socket: service.socket)
            #expect(csv.status == 0 && csv.output.hasPrefix(header), "\(verb): \(csv.output)")
            #expect(csv.output.split(separator: "\n").count >= 2, "\(verb)")
            let lines = try Programs.cnswatch(verb + ["-o", "ndjson"], socket: service.socket).output
            let count = verb == ["due"] ? 2 : 1
            #expect(lines.split(separator: "\n").count == count, "\(verb): \(lines)")
            for line in lines.split(separator: "\n") { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        }
        let status = try service.ask("status", "-o", "csv").output
        #expect(status.contains("\nroster.patients,2\n"))
        #expect(try service.ask("explain", "M2", "-o", "csv").output.contains("\nitems[1].item.item,"))
    }

    @Test func `a watch has no whole document, and names the formats it has`() throws {
        let outcome = try Programs.cnswatch(["watch", "-o", "json"])
        #expect(outcome.status == 64 && outcome.output.isEmpty)
        #expect(outcome.talk.contains("'table', 'ndjson' or 'csv'"))
    }

    @Test func `no text of a roster runs as a formula`() throws {
        let service = try RunningService(patients: FormatTests.patients, events: FormatTests.events)
        let due = try service.ask("due", "--all", "-o", "csv").output
        #expect(due.contains("\n\"'=1+1\",\"'@SUM(A1)\",\"'+2\",-3,"))
        #expect(due.contains("\nM2,O'Neil,Tab,North,"), "\(due)")
        let plan = try Programs.cnswatch(["plan", service.folder.path + "/roster", "-o", "csv"]).output
        #expect(plan.contains("\n\"'=1+1\",") && !plan.contains("\n=1+1"))
        #expect(try service.ask("due", "--all", "-o", "ndjson").output.contains("\"mrn\":\"=1+1\""))
    }
}
