import Foundation
import Glibc
import TestSupport
import Testing

/// What staff did outlives everything that is read from files.
@Suite("What staff did stays")
struct LeaseSurvivalScenarios {
    private func leases(_ service: RunningService, _ mrn: String) throws -> [String] {
        let shown = try service.ask("show", mrn, "-o", "json").output
        let summary = try #require(try JSONSerialization.jsonObject(with: Data(shown.utf8)) as? [String: Any])
        return try #require(summary["leases"] as? [[String: Any]]).map {
            "\($0["act"] ?? 0) \($0["kind"] ?? "") \($0["standing"] ?? "")"
        }
    }

    @Test func `another protocol and another export leave every lease in place; one whose item is gone says so`() throws
    {
        let mrns = ["M1", "M2"]
        let service = try RunningService(
            patients: "mrn,clinic\nM1,North\nM2,North\n", events: WardService.events("", of: mrns), zone: "UTC")
        // The site's own copy of the protocol, which it can change.
        let own = service.folder.path + "/protocol.toml"
        let rules = try String(contentsOfFile: PackageFolder.protocolFile, encoding: .utf8)
        try service.folder.write("protocol.toml", rules)
        let configuration = try service.folder.text("cnswatch.toml")
        try service.folder.write(
            "cnswatch.toml", configuration.replacingOccurrences(of: PackageFolder.protocolFile, with: own))
        _ = service.end(with: SIGTERM)
        try service.start()
        for mrn in mrns {
            let until = WardService.day(10)
            #expect(try service.ask("snooze", mrn, "brain-mri", "--until", until, "--reason", "abroad").status == 0)
            #expect(try service.ask("ack", mrn, "brain-mri").status == 0)
        }
        let before = try leases(service, "M1")
        #expect(before == ["1 snooze in-force", "2 ack in-force"])

        let section = try #require(rules.range(of: "[rules.metastatic-baseline]"))
        let changed =
            rules[..<section.lowerBound].replacingOccurrences(of: "version = \"2\"", with: "version = \"3\"")
            + rules[section.lowerBound...].replacingOccurrences(of: "due = \"28d\"", with: "due = \"35d\"")
        try service.folder.write("protocol.toml", changed)
        service.signal(SIGHUP)
        try service.waitFor("RELOADING=1")
        try service.waitFor("READY=1")
        #expect(try service.ask("status").output.contains("her2-cns 3"))
        #expect(try service.log.contains("the protocol her2-cns 3 is in force"))
        #expect(try leases(service, "M1") == before)
        #expect(try service.ask("due", "--all", "-o", "ndjson").output.contains("\"mask\":\"snooze\""))

        // The scan is done and M1 owes another one; M2 has moved on to hospice, where nothing routine is owed.
        try service.folder.write(
            "roster/events.csv",
            WardService.events("M2,\(WardService.day(-1)),status,,hospice,,,,\n", of: mrns))
        #expect(try service.ask("reload").status == 0)
        #expect(try leases(service, "M1") == before)
        #expect(try leases(service, "M2") == ["3 snooze item-vanished", "4 ack item-vanished"])
        _ = service.end(with: SIGKILL)
        try service.start()
        #expect(try leases(service, "M2") == ["3 snooze item-vanished", "4 ack item-vanished"])
    }

    @Test func `a changed configuration is not taken by a reload, and the journal says so`() throws {
        let service = try RunningService.onCases()
        let text = try service.folder.text("cnswatch.toml")
        try service.folder.write("cnswatch.toml", text + "\n[alerts]\nsummary_above = 7\n")
        service.signal(SIGHUP)
        try service.waitFor("RELOADING=1")
        try service.waitFor("READY=1")
        #expect(try service.log.contains("is not read again by a reload"))
        try service.folder.write("cnswatch.toml", text + "\n[alerts]\nsumary_above = 7\n")
        service.signal(SIGHUP)
        try service.waitFor("RELOADING=1")
        try service.waitFor("READY=1")
        #expect(try service.log.contains("would keep the service from starting"))
    }
}
