import Foundation
import Glibc
import TestSupport
import Testing

/// The report that the service makes by itself.
@Suite("The report on a schedule", .serialized)
struct ScheduledReportScenarios {
    private let web: TemporaryFolder

    init() throws { web = try TemporaryFolder() }

    private func service(_ further: String = "") throws -> RunningService {
        let text = { (name: String) in
            try String(contentsOfFile: PackageFolder.cases + "/" + name, encoding: .utf8)
        }
        // Midnight has passed on any day, and every day is a working day.
        return try RunningService(
            patients: try text("patients.csv"), events: try text("events.csv"),
            further: """
                [contact]
                weekend = []
                [report]
                folder = "\(web.path)/pages"
                at = "00:00"
                \(further)
                """)
    }

    /// Asks for the audit trail until it speaks of a report; how often is bounded by the time that a report takes.
    private func waitForReport(_ service: RunningService) throws -> String {
        for _ in 0..<2_000 {
            let audit = try service.ask("audit").output
            if audit.contains(" report ") { return audit }
        }
        Issue.record("no report was made: \(try service.log)")
        return ""
    }

    @Test func `one that is due is made at the start, under pseudonyms, and is in the trail`() throws {
        let service = try service()
        #expect(try waitForReport(service).contains("78 patients"))
        let pages = web.path + "/pages/"
        #expect(try FileManager.default.contentsOfDirectory(atPath: pages + "patients").count == 78)
        #expect(try FileManager.default.contentsOfDirectory(atPath: web.path) == ["pages"])
        let list = try String(contentsOfFile: pages + "index.html", encoding: .utf8)
        #expect(list.contains("Call first") && !list.contains(">C01<"))
        var status = stat()
        #expect(stat(pages + "index.html", &status) == 0 && status.st_mode & 0o777 == 0o640)
        // It was made today: a restart makes no other.
        let made = status.st_mtim.tv_sec
        _ = service.end(with: SIGTERM)
        try service.start()
        #expect(try service.ask("status").status == 0)
        _ = service.end(with: SIGTERM)
        #expect(stat(pages + "index.html", &status) == 0 && status.st_mtim.tv_sec == made)
        #expect(try service.log.contains("the report of") == false)
    }

    @Test func `one that cannot be made is told, leaves what is there, and does not keep the service from its work`()
        throws
    {
        try FileManager.default.createDirectory(atPath: web.path + "/pages", withIntermediateDirectories: true)
        try web.write("pages/thesis.txt", "years of work")
        let service = try service()
        for _ in 0..<2_000 where try !service.log.contains("could not be made") { _ = try service.ask("status") }
        #expect(try service.log.contains("holds something else"))
        #expect(try service.ask("due", "--limit", "1").status == 0)
        #expect(try web.text("pages/thesis.txt") == "years of work")
    }
}
