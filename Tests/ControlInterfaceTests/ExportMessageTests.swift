import ControlInterface
import JSONText
import Testing

/// The messages of what leaves for other systems: each has the members that the description names, and comes back as it was
/// sent.
@Suite("The messages of exports")
struct ExportMessageTests: DescribedMessages {
    private static let row = ExportRow(
        pseudonym: "00aa11bb22cc",
        row: DueRow(
            mrn: "", familyName: "", givenName: "", clinic: "North", clinician: "", phase: "long-term",
            incomplete: false,
            item: ItemReport(
                item: "visit", rule: "visit", also: [], anchor: "2026-05", earliest: "2026-10-01", due: "2026-11-01",
                latest: "2026-11-15", status: "due", urgency: "routine", substitute: false, flags: [], misses: 0,
                daysLate: 0), owner: nil, mask: nil, maskUntil: nil, highRisk: false),
        remarks: [RemarkReport(kind: "discordant-her2", meaning: "once positive", fact: nil)])

    @Test func `every message has the members that the description names, and comes back as it was`() throws {
        try hold(Self.row, against: members("type ExportRow (").first)
        let export = try members("method Export(")
        let list = DueRequest(
            asOf: "2026-11-23", within: "30d", statuses: ["due"], clinic: "North", item: "visit", mrn: "M1",
            unbooked: true, mine: true, owner: "anna", all: true, limit: 1, after: "x")
        try hold(ExportRequest(list: list, format: "fhir", names: true, remarks: true), against: export.first)
        try hold(
            ExportPage(
                asOf: "2026-11-23",
                protocol: ProtocolReference(id: "p", version: "1", title: "t", fingerprint: "0"),
                notices: [Notice(kind: "roster-stale", message: "old")], total: 1, rows: [Self.row], next: "x"),
            against: export.last)
        try hold(MetricsReport(text: "# EOF\n"), against: members("method Metrics() -> (").last)
    }

    @Test func `what names nobody is what is asked for unless it is said`() throws {
        #expect(try object(ExportRequest(list: DueRequest(), format: "ics")).keys == ["format"])
    }
}
