import Systemd
import Testing

@testable import DaemonRuntime

@Suite("Journal events")
struct JournalEventTests {
    @Test func `every kind of record has an identifier of its own`() {
        #expect(Set(JournalEvent.allCases.map(\.rawValue)).count == JournalEvent.allCases.count)
        for event in JournalEvent.allCases { #expect(event.messageID?.description == event.rawValue) }
    }
}
