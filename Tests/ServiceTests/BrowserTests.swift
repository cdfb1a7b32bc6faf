import Foundation
import TestSupport
import Testing

/// The report in a headless Chromium: what a person, a phone, a printer and an attacker would see.
///
/// Where there is no Chromium they are skipped, and say so.
@Suite(
    "The report in a browser", .serialized,
    .needs(.chromium))
struct BrowserTests {
    private static let look = PackageFolder.file("Tests/browser/look")

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
            let headsOnPaper: Bool
        }

        struct Narrowed: Decodable {
            let rows: Int
            let counted: Int
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
            let accents: Narrowed
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
        M4,O'Neil & Mu\u{308}ller,李,1970-01-01,North,Dr A

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
        let outcome = try Program.run(BrowserTests.look, ["check", folder], ProcessInfo.processInfo.environment)
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
            #expect(page.headsOnPaper, "\(name): a portrait page is no telephone")
        }
        // A clinic is found by the word that its row has, a name by its letters.
        #expect(seen.filters.clinic.count == 3 && seen.filters.clinic.values.allSatisfy { $0.rows > 0 })
        #expect(seen.filters.accents.rows > 0 && seen.filters.accents.rows < seen.filters.all.rows)
        // What is markup is written by us; what the roster says is text.
        for path in try FileManager.default.subpathsOfDirectory(atPath: out) where path.hasSuffix(".html") {
            let text = try String(contentsOfFile: out + "/" + path, encoding: .utf8)
            #expect(!text.contains("<script>window") && !text.contains("<img") && !text.contains("\u{202E}"), "\(path)")
            #expect(
                !text.contains("HTMLReport.") && !text.contains("&lt;div") && !text.contains("&lt;p&gt;"), "\(path)")
        }
    }

    @Test func `each filter shows the rows that have its word, and the page says how many`() throws {
        let service = try RunningService.onCases()
        let out = service.folder.path + "/report"
        try #require(try service.ask("report", "-o", out).status == 0)
        let due = try service.ask("due", "--within", "30d", "--by-patient", "-o", "ndjson").output.split(
            separator: "\n"
        ).map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        func count(_ key: String) -> [String: Int] {
            Dictionary(grouping: due.compactMap { $0[key] as? String }.filter { !$0.isEmpty }) { $0 }.mapValues(\.count)
        }
        let filters = try look(at: out).filters
        // What is long overdue is folded until a filter is set.
        let unfolded = due.count { $0["band"] as? String != "long-overdue" }
        #expect(due.count > 30 && filters.all.rows == unfolded && unfolded < due.count)
        #expect(filters.all.counted == due.count && filters.all.said == "\(unfolded) of \(due.count) shown")
        #expect(filters.clinic.mapValues(\.rows) == count("clinic"))
        #expect(filters.item.mapValues(\.rows) == count("item"))
        #expect(filters.urgency.mapValues(\.rows) == count("urgency"))
        #expect(filters.status.mapValues(\.rows) == count("status"))
        #expect(filters.unbooked.rows == due.count { $0["booked"] == nil || $0["booked"] is NSNull })
        #expect(filters.text.rows == 0 && filters.again.rows == unfolded)
        let brain = try #require(filters.item["brain-mri"])
        #expect(brain.counted == brain.rows && brain.said.hasSuffix("shown: only item brain-mri"))
    }

    @Test func `hundreds of rows stand in tables of a hundred, all of them shown, counted and filtered`() throws {
        let patients = (0..<230).map { "P\($0),Doe\($0),Ann,1970-01-01,\($0 % 2 == 0 ? "North" : "South"),Dr A\n" }
            .joined()
        let events = (0..<230).map {
            "P\($0),2020-01-05,diagnosis,breast-cancer,metastatic\nP\($0),2020-01-06,biomarker,her2,3+\n"
        }
        .joined()
        let service = try RunningService(
            patients: "mrn,family_name,given_name,birth_date,clinic,clinician\n" + patients,
            events: "mrn,date,event,detail,result\n" + events)
        let out = service.folder.path + "/report"
        try #require(try service.ask("report", "-o", out).status == 0)
        let seen = try look(at: out)
        let all = seen.filters.all.rows
        #expect(all >= 230 && seen.filters.all.counted == all && seen.withoutScript.rows == all)
        let north = try #require(seen.filters.clinic["North"])
        #expect(north.rows == all / 2 && north.counted == north.rows && seen.filters.again.rows == all)
        #expect(try #require(seen.pages["index.html"]).tables >= 3)
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
