import ControlInterface

/// Which rows of the live work-list are shown, beside what it was asked for.
struct LiveFilter: Equatable {
    /// Only what has no appointment.
    var isUnbooked = false
    /// Only what is overdue.
    var isOverdue = false
    /// Only this clinic.
    var clinic: String?
    /// Only rows in whose record number, name, item, clinic or owner this occurs, whatever the case.
    var text = ""

    func shows(_ row: DueRow) -> Bool {
        if isUnbooked, row.item.booked != nil { return false }
        if isOverdue, row.item.status != "overdue" { return false }
        if let clinic, row.clinic != clinic { return false }
        if text.isEmpty { return true }
        let wanted = text.lowercased()
        return [
            row.mrn, DueTable.name(row), "\(row.givenName) \(row.familyName)", row.item.item, row.clinic,
            row.owner ?? "",
        ]
        .contains { $0.lowercased().contains(wanted) }
    }

    /// The filter in words; empty where it lets everything through.
    var words: String {
        [
            isOverdue ? "overdue" : nil, isUnbooked ? "unbooked" : nil, clinic.map { "clinic \($0)" },
            text.isEmpty ? nil : "/\(text)",
        ].compactMap(\.self).joined(separator: ", ")
    }
}
