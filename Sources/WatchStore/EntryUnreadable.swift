/// A row of the audit trail that this version did not write: by its number, since its content belongs into no error.
struct EntryUnreadable: Error {
    /// The row's number.
    let number: Int64
}
