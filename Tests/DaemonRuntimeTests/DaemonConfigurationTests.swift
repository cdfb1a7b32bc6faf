import CivilCalendar
import Foundation
import LocatedTOML
import StaffWork
import Surveillance
import TestSupport
import Testing

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

@Suite("The configuration")
struct DaemonConfigurationTests {
    private func faults(_ text: String) throws -> [String] {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".toml").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        do throws(ConfigurationRefusal) {
            _ = try DaemonConfiguration(path: path)
            return []
        } catch {
            return error.faults.map { $0.description.replacing(path, with: "c.toml") }
        }
    }

    private static let roster = "[roster]\nfolder = \"/r\"\n"

    /// Every key of a table that may be left out, as the reader of a configuration without any of them knows it.
    private static func optionalKeys() throws -> [String] {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".toml").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try roster.write(toFile: path, atomically: true, encoding: .utf8)
        return try DaemonConfiguration(path: path).knownKeys.filter { $0.contains(".") && !$0.hasPrefix("roster.") }
    }

    @Test func `a key of a table that may be left out is known there, and at the top is told where it belongs`() throws
    {
        let keys = try DaemonConfigurationTests.optionalKeys()
        #expect(keys.count > 50 && keys.contains("routes.steps[].condition"), "\(keys)")
        for path in keys {
            let dot = try #require(path.lastIndex(of: "."))
            let (table, key) = (String(path[..<dot]), String(path[path.index(after: dot)...]))
            let heading = table.hasSuffix("[]") ? "[[\(table.dropLast(2))]]" : "[\(table)]"
            // Whatever value it has, the key is one of those that may stand there.
            let inPlace = try faults("\(DaemonConfigurationTests.roster)\(heading)\n\(key) = 1\n")
            #expect(!inPlace.contains { $0.contains("is not a key that may stand here") }, "\(inPlace)")
            // A key of more than three tables has no hint; two are tables of the top as well.
            let places = keys.count { $0.hasSuffix(".\(key)") } + (key == "folder" ? 1 : 0)
            guard !["mail", "receivers"].contains(key), places <= 3 else { continue }
            let misplaced = try faults("\(key) = 1\n\(DaemonConfigurationTests.roster)")
            #expect(misplaced.count == 1 && misplaced[0].hasPrefix("c.toml:1: \(key): "), "\(misplaced)")
            #expect(misplaced.first?.contains(heading) == true, "\(misplaced)")
        }
    }

    @Test func `a protocol without a folder is one beside the configuration`() throws {
        // That an installed one takes its place where there is none is seen where the package is installed: Tests/system.
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder + "/protocols", withIntermediateDirectories: true)
        try "".write(toFile: folder + "/protocols/a.toml", atomically: true, encoding: .utf8)
        let text = "protocols = [\"a.toml\", \"none-such.toml\", \"/x/b.toml\"]\n\(DaemonConfigurationTests.roster)"
        try text.write(toFile: folder + "/c.toml", atomically: true, encoding: .utf8)
        #expect(
            try DaemonConfiguration(path: folder + "/c.toml").service.protocolFiles
                == [folder + "/protocols/a.toml", folder + "/protocols/none-such.toml", "/x/b.toml"])
    }

    @Test func `the file that is installed is accepted as it stands, and with every key that it explains`() throws {
        let shipped = try DaemonConfigurationTests.text(of: "etc/cnswatch/cnswatch.toml")
        #expect(try faults(shipped) == [])
        // A comment of the form `# key = value` is a key that is left out, `# [table]` a table; files that the site has to bring,
        // and receivers that only the text speaks of, are left out here too.
        var whole = shipped.replacing(/(?m)^# ((\[|[a-z_]+ = ).*)$/) { "\($0.1)" }
        whole = whole.replacing(/(?m)^(holidays|templates|mapping) = .*$/, with: "")
        whole +=
            "[[receivers]]\nname = \"lead\"\nmail = [\"l@e.org\"]\n[[receivers]]\nname = \"admins\"\nmail = [\"a@e.org\"]\n"
        whole = whole.replacing("security = \"none\"", with: "security = \"tls\"")
        #expect(try faults(whole) == [])
        #expect(whole.contains("\n[[routes.steps]]\n") && whole.contains("\nmetrics_file = "))
    }

    @Test func `the manual has every key that the reader knows, and no other`() throws {
        // A key that nobody knows makes the reader name all that it knows at that place.
        let text = """
            qqqqqqqqqq = 1
            [roster]
            folder = "/r"
            qqqqqqqqqq = 1
            [protocol]
            qqqqqqqqqq = 1
            [state]
            qqqqqqqqqq = 1
            [control]
            qqqqqqqqqq = 1
            [alerts]
            qqqqqqqqqq = 1
            [access]
            qqqqqqqqqq = 1
            [leases]
            qqqqqqqqqq = 1
            [contacts]
            qqqqqqqqqq = 1
            [contact]
            qqqqqqqqqq = 1
            [mail]
            host = "h"
            from = "a@b"
            qqqqqqqqqq = 1
            [[receivers]]
            name = "n"
            mail = ["a@b"]
            qqqqqqqqqq = 1
            [[routes]]
            name = "r"
            receivers = ["n"]
            qqqqqqqqqq = 1
            [[routes.steps]]
            condition = "overdue"
            working_days = 1
            receivers = ["n"]
            qqqqqqqqqq = 1
            [report]
            folder = "/w"
            at = "06:30"
            qqqqqqqqqq = 1
            [service]
            qqqqqqqqqq = 1
            """
        let said = try faults(text)
        #expect(said.count == 16, "\(said)")
        let tables = Set([
            "roster", "protocol", "state", "control", "alerts", "access", "leases", "contact", "contacts", "mail",
        ])
        .union(["receivers", "report", "routes", "service"])
        var known: Set<String> = []
        for fault in said {
            let names = try #require(fault.firstRange(of: "known here: ").map { fault[$0.upperBound...] }, "\(fault)")
            known.formUnion(names.split(separator: ", ").map(String.init))
        }
        #expect(tables.isSubset(of: known))
        let manual = try DaemonConfigurationTests.text(of: "docs/man/cnswatch.toml.5")
        let written = manual.matches(of: /(?m)^\.It Cm (.+)$/).flatMap {
            $0.1.split(separator: " ").map(String.init).filter { $0 != "," }
        }
        // These two are keys as well as tables.
        #expect(Set(written) == known.subtracting(tables).union(["mail", "receivers"]))
        for table in tables {
            #expect(manual.contains(".Sh Bq \(table)\n") || manual.contains(".Sh Bq Bq \(table)\n"), "\(table)")
        }
    }

    private static func text(of path: String) throws -> String {
        try PackageFolder.text(of: path)
    }

    @Test func `the zone belongs to the top, and a missing table is on no line`() throws {
        let said = try faults("[roster]\nfolder = \"/r\"\ntime_zone = \"UTC\"\n")
        #expect(said.count == 1 && said[0].hasSuffix("the top of the file, above the first [table]"), "\(said)")
        #expect(try faults("").first?.hasPrefix("c.toml: roster: the table is missing") == true)
    }

    @Test func `whom to call is read by urgency, and a text that is no single short line is a fault`() throws {
        let roster = "[roster]\nfolder = \"/r\"\n[contacts]\n"
        let long = String(repeating: "x", count: 201)
        #expect(
            try faults(roster + "emergency = \"a\\nb\"\nsoon = \"\(long)\"\ndefault = \" \"\n") == [
                "c.toml:4: contacts.emergency: the text has a line break or another control character; "
                    + "write one line of plain text",
                "c.toml:5: contacts.soon: the text is 201 characters long; write whom to call, in at most 200",
                "c.toml:6: contacts.default: the text is empty; write whom to call, or leave the key out",
            ])
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".toml").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try (roster + "urgent = \"5501\"\ndefault = \"5510\"\n").write(
            toFile: path, atomically: true, encoding: .utf8)
        let contacts = try DaemonConfiguration(path: path).service.contacts
        #expect(contacts.text(for: .urgent) == "5501" && contacts.text(for: .emergency) == "5510")
    }

    @Test func `leases and groups are read, and a lease of no time is a fault`() throws {
        let roster = "[roster]\nfolder = \"/r\"\n"
        #expect(
            try faults(roster + "[leases]\nack_for = \"-3d\"\n") == [
                "c.toml:4: leases.ack_for: a lease cannot hold for -3d; write a time of a day or more"
            ])
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".toml").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let text = roster + "[leases]\nat_most = \"3m\"\n[access]\noperators = [\"nurses\", \"doctors\"]\n"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let configuration = try DaemonConfiguration(path: path)
        #expect(
            configuration.service.leaseLimits.atMost == .months(3)
                && configuration.service.leaseLimits.ackFor == .weeks(2))
        #expect(configuration.access == AccessGroups(viewers: ["cnswatch-viewer"], operators: ["nurses", "doctors"]))
    }
}
