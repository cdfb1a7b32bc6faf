/// A stored history, or the words behind its codes, that this version did not write.
struct HistoryUnreadable: Error {}

/// A stored value that no version of the service writes: by table, row and column, since its content belongs into no error.
struct StoredValueUnreadable: Error {
    /// The table, the row's number and the column: `dispatch 17: step`.
    let place: String

    init(_ table: StaticString, _ row: Int64, _ column: StaticString) {
        place = "\(table) \(row): \(column)"
    }
}
