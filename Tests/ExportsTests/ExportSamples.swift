import ControlInterface

/// Exports of patients who do not exist.
enum ExportSamples {
    static let rule = ProtocolReference(id: "her2-cns", version: "7", title: "HER2 and the CNS", fingerprint: "0")

    static func item(
        _ name: String = "brain-mri", status: String = "due", urgency: String = "soon", due: String = "2026-12-01",
        anchor: String = "2026-09-01", modality: String? = "mri-brain", flags: [String] = [], booked: String? = nil,
        daysLate: Int = 0
    ) -> ItemReport {
        ItemReport(
            item: name, rule: "long-term", also: ["metastatic-screening"], anchor: anchor, earliest: "2026-11-20",
            due: due, latest: "2026-12-15", status: status, urgency: urgency, modality: modality, substitute: false,
            flags: flags, booked: booked, misses: 0, daysLate: daysLate)
    }

    static func row(
        _ pseudonym: String = "00aa11bb22cc", _ item: ItemReport = item(), mrn: String = "M1", clinic: String = "North",
        incomplete: Bool = false, absentSince: String? = nil, owner: String? = nil, mask: String? = nil,
        remarks: [RemarkReport] = []
    ) -> ExportRow {
        ExportRow(
            pseudonym: pseudonym,
            row: DueRow(
                mrn: mrn, familyName: "Šamplė; \"A\", B", givenName: "=1+1", clinic: clinic, clinician: "Dr. C",
                phase: "long-term", protocol: "her2-cns", incomplete: incomplete, absentSince: absentSince, item: item,
                owner: owner,
                mask: mask, maskUntil: mask.map { _ in "2026-12-05" }, highRisk: true), remarks: remarks)
    }

    static func page(_ rows: [ExportRow], asOf: String = "2026-11-25", notices: [Notice] = []) -> ExportPage {
        ExportPage(asOf: asOf, protocol: rule, notices: notices, total: rows.count, rows: rows)
    }

    /// A row of every kind that is written in another way.
    static let rows = [
        row(item: item(status: "overdue", urgency: "emergency", daysLate: 3), owner: "anna"),
        row(item: item("visit", modality: nil, booked: "2026-12-02"), incomplete: true, mask: "snooze"),
        row(
            "33dd44ee55ff", item(modality: "mri-brain", flags: ["gadolinium-contraindicated"]), mrn: "M2", clinic: "",
            absentSince: "2026-11-01",
            remarks: [
                RemarkReport(
                    kind: "discordant-her2", meaning: "HER2 is now negative but was positive; surveillance goes on",
                    fact: FactReport(file: "events.csv", row: 12, date: "2026-01", words: "biomarker her2 0")),
                RemarkReport(kind: "repeated-row", meaning: "the same row stands more than once", fact: nil),
            ]),
        row("33dd44ee55ff", item("spine-mri", urgency: "advisory", modality: "mri-spine"), mrn: "M2", clinic: ""),
    ]

    static func row(
        item: ItemReport, incomplete: Bool = false, owner: String? = nil, mask: String? = nil
    ) -> ExportRow { row("00aa11bb22cc", item, incomplete: incomplete, owner: owner, mask: mask) }

    static let notice = Notice(kind: "roster-stale", message: "The export is old; check the nightly job.")
}

extension ExportSamples {
    /// A row without a comma in any of its texts.
    static var plain: ExportRow {
        var row = row()
        row.row.familyName = "Sample"
        return row
    }
}
