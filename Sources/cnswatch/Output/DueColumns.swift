import ControlInterface

/// The columns of a work-list's row in CSV.
enum DueColumns {
    static let names =
        ["mrn", "familyName", "givenName", "clinic", "clinician", "phase", "incomplete", "absentSince"]
        + ItemColumns.names + ["owner", "mask", "maskUntil", "highRisk"]

    static func fields(_ row: DueRow) -> [String] {
        [
            row.mrn, row.familyName, row.givenName, row.clinic, row.clinician, row.phase,
            row.incomplete ? "true" : "false", row.absentSince ?? "",
        ] + ItemColumns.fields(row.item)
            + [row.owner ?? "", row.mask ?? "", row.maskUntil ?? "", row.highRisk ? "true" : "false"]
    }
}
