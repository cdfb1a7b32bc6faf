import Foundation
import LocatedTOML
import Testing

@testable import DaemonRuntime

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

    @Test(arguments: DaemonConfiguration.keysOfOptionalTables)
    func `a key of a table that may be left out is a key of the configuration, and has its hint`(path: String) throws {
        let parts = path.split(separator: ".").map(String.init)
        let value = parts[1] == "summary_above" ? "5" : "\"/x\""
        let roster = "[roster]\nfolder = \"/r\"\n"
        #expect(try faults("\(roster)[\(parts[0])]\n\(parts[1]) = \(value)\n") == [])
        // `folder` is a key of two tables, so at the top it has two places.
        let misplaced = try faults("\(parts[1]) = \(value)\n\(roster)")
        #expect(misplaced.count == 1 && misplaced[0].hasPrefix("c.toml:1: \(parts[1]): "), "\(misplaced)")
        #expect(misplaced.first?.contains("below [\(parts[0])]") == true, "\(misplaced)")
    }

    @Test func `the zone belongs to the top, and a missing table is on no line`() throws {
        let said = try faults("[roster]\nfolder = \"/r\"\ntime_zone = \"UTC\"\n")
        #expect(said.count == 1 && said[0].hasSuffix("the top of the file, above the first [table]"), "\(said)")
        #expect(try faults("").first?.hasPrefix("c.toml: roster: the table is missing") == true)
    }
}
