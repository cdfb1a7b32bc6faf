import ControlInterface

/// The columns of a patient's items in CSV.
enum PatientColumns {
    static let names = ["mrn", "phase", "incomplete"] + ItemColumns.names

    /// One row an item; a patient who is owed nothing has one row without an item, so that nobody disappears.
    static func rows(_ mrn: String, _ phase: String, _ incomplete: Bool, _ items: [ItemReport]) -> [[String]] {
        let who = [mrn, phase, incomplete ? "true" : "false"]
        return items.isEmpty ? [who + ItemColumns.names.map { _ in "" }] : items.map { who + ItemColumns.fields($0) }
    }
}
