import ControlInterface

/// The work-list as a table for other programs: a header, then a row an item.
///
/// The columns are these, in this order, whatever is asked for; new ones come behind the last. Every row says of which day
/// and by which protocol it is, since rows of several exports end up in one table.
public struct CSVExport: Sendable {
    /// The columns.
    public static let columns = [
        "as_of", "protocol", "protocol_version", "pseudonym", "mrn", "family_name", "given_name", "clinic", "clinician",
        "phase", "incomplete", "absent_since", "item", "rule", "also", "anchor", "earliest", "due", "latest", "status",
        "urgency", "modality", "substitute", "flags", "booked", "misses", "days_late", "owner", "mask", "mask_until",
        "high_risk",
    ]

    private var isBegun = false

    /// A table of which nothing is written yet.
    public init() {}

    /// The text of a page's rows, with the header before those of the first page; lines end in CR LF.
    public mutating func text(of page: ExportPage) -> [UInt8] {
        var text: [UInt8] = []
        if !isBegun { CSVExport.add(CSVExport.columns, to: &text) }
        isBegun = true
        for row in page.rows { CSVExport.add(fields(of: row, page), to: &text) }
        return text
    }

    private static func add(_ fields: [String], to text: inout [UInt8]) {
        text += CSVLine.text(fields).utf8
        text += "\r\n".utf8
    }

    private func fields(of exported: ExportRow, _ page: ExportPage) -> [String] {
        let row = exported.row
        let item = row.item
        return [
            page.asOf, page.protocol.id, page.protocol.version, exported.pseudonym, row.mrn, row.familyName,
            row.givenName, row.clinic, row.clinician, row.phase, truth(row.incomplete), row.absentSince ?? "",
            item.item, item.rule, item.also.joined(separator: " "), item.anchor, item.earliest, item.due, item.latest,
            item.status, item.urgency, item.modality ?? "", truth(item.substitute), item.flags.joined(separator: " "),
            item.booked ?? "", "\(item.misses)", "\(item.daysLate)", row.owner ?? "", row.mask ?? "",
            row.maskUntil ?? "", truth(row.highRisk),
        ]
    }

    private func truth(_ value: Bool) -> String { value ? "true" : "false" }
}
