import ControlInterface
import Exports
import JSONText
import TestSupport
import Testing

@Suite("The work-list as FHIR resources")
struct FHIRTests {
    private static let byNumber = PatientNaming.recordNumbers(system: "urn:oid:1.2.3")

    private static func bundle(_ pages: [ExportPage], _ naming: PatientNaming = .pseudonyms) -> String {
        var bundle = FHIRBundle(naming: naming)
        let bytes = pages.flatMap { bundle.text(of: $0) } + bundle.end()
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func resources(_ pages: [ExportPage], _ naming: PatientNaming = .pseudonyms) throws -> [JSONObject] {
        var lines = FHIRLines(naming: naming)
        let text = String(decoding: pages.flatMap { lines.text(of: $0) }, as: UTF8.self)
        return try text.split(separator: "\n").map { try #require(try JSONParser().parse(String($0)).objectValue) }
    }

    private static let page = ExportSamples.page(ExportSamples.rows, notices: [ExportSamples.notice])

    @Test func `a bundle says what the golden file holds`() throws {
        let text = FHIRTests.bundle([FHIRTests.page], FHIRTests.byNumber)
        try GoldenFile("bundle.json").hold(text)
    }

    @Test func `lines say what the golden file holds`() throws {
        var lines = FHIRLines(naming: .pseudonyms)
        let text = String(decoding: lines.text(of: FHIRTests.page), as: UTF8.self)
        try GoldenFile("work-list.ndjson").hold(text)
    }

    @Test func `the same rows give the same bytes, however they are cut into pages`() {
        let whole = FHIRTests.bundle([ExportSamples.page(ExportSamples.rows)])
        #expect(whole == FHIRTests.bundle(ExportSamples.rows.map { ExportSamples.page([$0]) }))
        #expect(FHIRTests.bundle([ExportSamples.page([])]).contains("entry") == false)
    }

    @Test func `an identifier is the same with names and without, on another day, and with another due date`() throws {
        func ids(_ row: ExportRow, _ naming: PatientNaming, _ day: String) throws -> [String?] {
            try FHIRTests.resources([ExportSamples.page([row], asOf: day)], naming).map { $0["id"]?.stringValue }
        }
        let first = try ids(ExportSamples.row(), .pseudonyms, "2026-11-25")
        #expect(first.count == 2 && Set(first).count == 2)
        #expect(try ids(ExportSamples.row(), FHIRTests.byNumber, "2026-11-26") == first)
        let moved = ExportSamples.row(item: ExportSamples.item(due: "2027-03-01", anchor: "2026-12-01"))
        #expect(try ids(moved, .pseudonyms, "2026-12-05") == first)
        #expect(try Set(ids(ExportSamples.row("0"), .pseudonyms, "2026-11-25")).isDisjoint(with: first))
    }

    @Test func `nothing that names a patient is in an export by pseudonyms`() {
        let rows = ExportSamples.rows.map { row in
            var row = row
            (row.row.mrn, row.row.familyName, row.row.givenName) = ("SENTINEL-MRN", "SENTINEL", "SENTINEL")
            return row
        }
        // The service leaves them out already; nothing here depends on that.
        #expect(!FHIRTests.bundle([ExportSamples.page(rows)]).contains("SENTINEL"))
        let byNumber = FHIRTests.bundle([ExportSamples.page(rows)], FHIRTests.byNumber)
        #expect(byNumber.contains("SENTINEL-MRN") && !byNumber.contains("\"SENTINEL\""))
    }

    @Test func `no request is more than a draft of a proposal, and only imaging has one`() throws {
        let resources = try FHIRTests.resources([FHIRTests.page])
        let requests = resources.filter { $0["resourceType"]?.stringValue == "ServiceRequest" }
        #expect(requests.count == 3)
        for request in requests {
            #expect(request["status"]?.stringValue == "draft" && request["intent"]?.stringValue == "proposal")
        }
        #expect(!resources.contains { $0["resourceType"]?.stringValue == "Patient" })
    }

    @Test func `a task says who has it and what holds it back`() throws {
        let tasks = try FHIRTests.resources([FHIRTests.page]).filter { $0["resourceType"]?.stringValue == "Task" }
        #expect(tasks.map { $0["status"]?.stringValue } == ["accepted", "on-hold", "requested", "requested"])
        #expect(tasks.map { $0["priority"]?.stringValue } == ["stat", "routine", "routine", "routine"])
        for task in tasks {
            let period = task["restriction"]?.objectValue?["period"]?.objectValue
            #expect(period?["start"]?.stringValue == "2026-11-20" && period?["end"]?.stringValue == "2026-12-15")
        }
    }

    @Test func `what is the matter is told once a patient, and each overdue item`() throws {
        let again = ExportSamples.page(Array(ExportSamples.rows.suffix(2)))
        let issues = try FHIRTests.resources([FHIRTests.page, again]).filter {
            $0["resourceType"]?.stringValue == "DetectedIssue"
        }.map { $0["code"]?.objectValue?["coding"]?.arrayValue?.first?.objectValue?["code"]?.stringValue }
        #expect(issues == ["overdue", "incomplete", "absent", "discordant-her2"])
    }

    @Test func `references within an export lead to what is in it`() throws {
        let bundle = try #require(try JSONParser().parse(FHIRTests.bundle([FHIRTests.page])).objectValue)
        let entries = try #require(bundle["entry"]?.arrayValue)
        let urls = Set(entries.compactMap { $0.objectValue?["fullUrl"]?.stringValue })
        #expect(urls.count == entries.count)
        let text = FHIRTests.bundle([FHIRTests.page])
        let references = text.matches(of: /"reference":"([^"]*)"/).map { String($0.1) }
        #expect(references.count == 4 && references.allSatisfy(urls.contains))
    }

    @Test func `each type has a file of its own, as a bulk export has`() {
        var lines = FHIRLines(naming: .pseudonyms)
        let texts = lines.texts(of: FHIRTests.page)
        #expect(Set(texts.keys) == Set(FHIRLines.files))
        for (name, text) in texts {
            for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
                #expect(line.hasPrefix("{\"resourceType\":\"\(name.dropLast(".ndjson".count))\","))
            }
        }
    }
}
