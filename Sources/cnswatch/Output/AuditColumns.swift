import ControlInterface

/// The columns of the audit trail.
enum AuditColumns {
    static let names = [
        "number", "at", "uid", "user", "verb", "patient", "item", "detail", "before", "after", "reason", "action",
        "previous", "hash",
    ]

    static func fields(_ entry: AuditEntryReport) -> [String] {
        [
            "\(entry.number)", "\(entry.at)", "\(entry.uid)", entry.user, entry.verb, entry.patient ?? "",
            entry.item ?? "", entry.detail, entry.before ?? "", entry.after ?? "", entry.reason ?? "",
            entry.action.map { "\($0)" } ?? "", entry.previous, entry.hash,
        ]
    }

    static let headings = ["NUMBER", "WHEN", "WHO", "DID", "PATIENT", "ITEM", "WHAT"]

    static func cells(_ entry: AuditEntryReport) -> [String] {
        let change = entry.before == nil && entry.after == nil ? nil : "\(entry.before ?? "-") -> \(entry.after ?? "-")"
        let what = [
            entry.detail.isEmpty ? nil : entry.detail, change, entry.reason.map { "reason: \($0)" },
            entry.action.map { "act \($0)" },
        ].compactMap(\.self)
        return [
            "\(entry.number)", ClinicZone.instant(entry.at), entry.user, entry.verb, entry.patient ?? "",
            entry.item ?? "", what.joined(separator: "; "),
        ]
    }
}
