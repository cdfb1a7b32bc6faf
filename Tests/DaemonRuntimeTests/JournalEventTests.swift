import Foundation
import Systemd
import TestSupport
import Testing

@testable import ControlService
@testable import DaemonRuntime
@testable import Service

@Suite("Journal events")
struct JournalEventTests {
    @Test func `every kind of record has an identifier of its own`() {
        #expect(Set(JournalEvent.allCases.map(\.rawValue)).count == JournalEvent.allCases.count)
        for event in JournalEvent.allCases { #expect(event.messageID?.description == event.rawValue) }
    }

    @Test(arguments: ["systemd/cnswatch.catalog", "docs/man/cnswatch-messages.7"])
    func `the catalogue and the manual speak of every kind of record and of no other`(file: String) throws {
        let text = try PackageFolder.text(of: file)
        let identifiers = text.matches(of: /\b[0-9a-f]{32}\b/).map { String($0.output) }
        #expect(Set(identifiers) == Set(JournalEvent.allCases.map(\.rawValue)))
    }
}
