import ControlInterface
import Testing

@testable import HTMLReport

@Suite("Names in a report")
struct ReportNamesTests {
    @Test func `under pseudonyms no file tells whose it is`() {
        let faults = FaultsReport(
            total: 2,
            faults: [
                FaultReport(file: "Ann_Example_1.json", row: 3, column: nil, reason: "r", remedy: "m"),
                FaultReport(file: "Condition.ndjson", row: 4, column: nil, reason: "r", remedy: "m"),
            ])
        #expect(ReportNames.pseudonyms.files(in: faults).faults.map(\.file) == ["a bundle", "Condition.ndjson"])
        #expect(ReportNames.full.files(in: faults) == faults)
    }
}
