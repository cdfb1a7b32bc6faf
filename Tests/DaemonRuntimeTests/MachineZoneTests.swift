import Foundation
import Testing

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

@Suite("The machine's zone")
struct MachineZoneTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    private func name(variable: String? = nil) -> String {
        MachineZone(variable: variable, link: path("localtime"), file: path("timezone")).name
    }

    @Test func `it is found in the variable, the link, or the file, in this order`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(name() == "UTC", "without /etc/localtime the C library counts in UTC")
        try "Asia/Tokyo\n".write(toFile: path("timezone"), atomically: true, encoding: .utf8)
        #expect(name() == "UTC")
        try "TZif".write(toFile: path("localtime"), atomically: true, encoding: .utf8)
        #expect(name() == "Asia/Tokyo")
        try FileManager.default.removeItem(atPath: path("timezone"))
        #expect(name().contains("no known name"))
        try FileManager.default.removeItem(atPath: path("localtime"))
        try FileManager.default.createSymbolicLink(
            atPath: path("localtime"), withDestinationPath: "../usr/share/zoneinfo/America/Argentina/Salta")
        #expect(name() == "America/Argentina/Salta")
        #expect(name(variable: ":Europe/Madrid") == "Europe/Madrid")
    }

    @Test(arguments: [
        ("", "UTC"), ("/usr/share/zoneinfo/posix/Europe/Rome", "Europe/Rome"), ("CET-1CEST", "CET-1CEST"),
        ("A\u{1B}[2JB", "A[2JB"),
    ])
    func `the variable may be a name, a path or a rule, and moves no cursor`(variable: String, zone: String) {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(name(variable: variable) == zone)
    }

    @Test func `a clock without a configured zone names the machine's`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try ClinicClock(timeZone: nil).timeZone == MachineZone().name)
    }
}
