import Foundation
import Testing

/// The report in a headless Chromium: what a person, a phone, a printer and an attacker would see.
///
/// Where there is no Chromium they are skipped, and say so.
@Suite(
    "The report in a browser", .serialized,
    .enabled(if: Chromium.isThere, "there is no chromium here: apt-get install chromium"))
struct BrowserTests {
    private static let look = String(#filePath.dropLast("ServiceTests/BrowserTests.swift".count)) + "browser/look"

    struct Seen: Decodable {
        struct Page: Decodable {
            let complaints: [String]
            let wide: [String: [String]]
            let contrast: [String: [String]]
            let h1: Int
            let lang: String
            let tables: Int
            let captions: Int
            let unscoped: Int
            let scripts: Int
            let frames: Int
            let jumps: Int
            let broken: Int
            let hacked: String
            let onPaper: Int
        }

        struct Narrowed: Decodable {
            let rows: Int
            let said: String
        }

        struct Filters: Decodable {
            let all: Narrowed
            let clinic: [String: Narrowed]
            let item: [String: Narrowed]
            let urgency: [String: Narrowed]
            let status: [String: Narrowed]
            let unbooked: Narrowed
            let text: Narrowed
            let again: Narrowed
        }

        struct Plain: Decodable {
            let rows: Int
            let filters: Bool
        }

        let pages: [String: Page]
        let filters: Filters
        let withoutScript: Plain
    }

    /// Names and clinics that try to be something else, and long ones.
    private static let patients = """
        mrn,family_name,given_name,birth_date,clinic,clinician
        <script>window.hacked=1</script>,"</title><script>window.hacked=2</script>","\"" onmouseover=""window.hacked=3",1970-01-01,<img src=x onerror=window.hacked=4>,'><svg onload=window.hacked=5>
        =1+1,\u{202E}Reversed\u{202C},@SUM(A1),1970-01-01,North|South,--><!--
        M3,Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft,Ann,1970-01-01,North,Dr A
        M4,O'Neil & Söhne,李,1970-01-01,North,Dr A

        """
    private static let events = """
        mrn,date,event,detail,result,site,count,size_mm
        <script>window.hacked=1</script>,2026-01-05,diagnosis,breast-cancer,metastatic,,,
        <script>window.hacked=1</script>,2026-01-05,biomarker,her2,3+,,,
        <script>window.hacked=1</script>,2026-03-05,symptom,seizure,onset,,,
        =1+1,2025-01-05,diagnosis,breast-cancer,metastatic,,,
        =1+1,2025-01-05,biomarker,her2,3+,,,
        =1+1,2025-03-05,imaging,mri-brain,new-lesions,cerebellum,2,12
        =1+1,2025-04-01,drug,<b>tucatinib</b>,start,,,
        =1+1,2025-04-02,radiotherapy,srs,,,,
        =1+1,2025-06-10,imaging,mri-brain,stable,,,
        M3,2025,diagnosis,breast-cancer,metastatic,,,
        M3,2025-02,biomarker,her2,3+,,,
        M3,2025-03-05,imaging,mri-brain,wrong-word,,,
        M4,2025-01-05,diagnosis,breast-cancer,early,,,

        """

    private func look(at folder: String) throws -> Seen {
        let outcome = try Programs.run(BrowserTests.look, ["check", folder], ProcessInfo.processInfo.environment)
        try #require(outcome.status == 0, "\(outcome.talk)")
        return try JSONDecoder().decode(Seen.self, from: Data(outcome.output.utf8))
    }

    @Test func `no name is more than text, on any page, at any width, in any light`() throws {
        let service = try RunningService(patients: BrowserTests.patients, events: BrowserTests.events)
        let out = service.folder.path + "/report"
        let made = try service.ask("report", "-o", out)
        try #require(made.status == 0, "\(made.talk)")
        let seen = try look(at: out)
        #expect(seen.pages.count == 10)
        for (name, page) in seen.pages {
            #expect(page.hacked == "undefined", "\(name)")
            #expect(page.complaints == [], "\(name)")
            #expect(page.scripts == (name == "index.html" ? 1 : 0) && page.frames == 0 && page.broken == 0, "\(name)")
            for width in ["360", "768", "1440"] { #expect(page.wide[width] == [], "\(name) at \(width)") }
            #expect(page.contrast == ["light": [], "dark": []], "\(name)")
            #expect(page.h1 == 1 && page.lang == "en" && page.jumps == 0, "\(name)")
            #expect(page.tables == page.captions && page.unscoped == 0, "\(name)")
            #expect(page.onPaper == 0, "\(name): navigation and filters are for the screen")
        }
        // What is markup is written by us; what the roster says is text.
        for path in try FileManager.default.subpathsOfDirectory(atPath: out) where path.hasSuffix(".html") {
            let text = try String(contentsOfFile: out + "/" + path, encoding: .utf8)
            #expect(!text.contains("<script>window") && !text.contains("<img") && !text.contains("\u{202E}"), "\(path)")
            #expect(
                !text.contains("ReportPages.") && !text.contains("&lt;div") && !text.contains("&lt;p&gt;"), "\(path)")
        }
    }

    @Test func `each filter shows the rows that have its word, and the page says how many`() throws {
        let service = try RunningService.onCases()
        let out = service.folder.path + "/report"
        try #require(try service.ask("report", "-o", out).status == 0)
        let due = try service.ask("due", "--within", "30d", "-o", "ndjson").output.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        func count(_ key: String) -> [String: Int] {
            Dictionary(grouping: due.compactMap { $0[key] as? String }.filter { !$0.isEmpty }) { $0 }.mapValues(\.count)
        }
        let filters = try look(at: out).filters
        #expect(
            due.count > 30 && filters.all.rows == due.count && filters.all.said == "\(due.count) of \(due.count) shown")
        #expect(filters.clinic.mapValues(\.rows) == count("clinic"))
        #expect(filters.item.mapValues(\.rows) == count("item"))
        #expect(filters.urgency.mapValues(\.rows) == count("urgency"))
        #expect(filters.status.mapValues(\.rows) == count("status"))
        #expect(filters.unbooked.rows == due.count { $0["booked"] == nil || $0["booked"] is NSNull })
        #expect(filters.text.rows == 0 && filters.again.rows == due.count)
    }

    @Test func `all rows are there without a script, and no filters that would do nothing`() throws {
        let service = try RunningService(patients: BrowserTests.patients, events: BrowserTests.events)
        let out = service.folder.path + "/report"
        try #require(try service.ask("report", "-o", out).status == 0)
        let seen = try look(at: out)
        #expect(seen.withoutScript.rows == seen.filters.all.rows && seen.filters.all.rows > 2)
        #expect(!seen.withoutScript.filters)
    }
}
