/// A field of one's own in a journal entry.
///
/// Everyone in the groups adm and systemd-journal can read it, and it may be forwarded: no patient data.
public struct JournalField: Hashable, Sendable {
    /// The field's name.
    public let name: JournalFieldName
    /// The field's value; any text, line feeds included.
    public let value: String

    /// A field, as in `JournalField("CNSWATCH_COUNT", "3")`.
    public init(_ name: JournalFieldName, _ value: String) {
        self.name = name
        self.value = value
    }
}
