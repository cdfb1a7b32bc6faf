/// Why a text is no name for a field of one's own in the journal.
public enum JournalFieldNameError: SystemdError, Hashable {
    /// The name breaks journald's rule for names, which drops such a field without a word.
    case malformed(String)
    /// The name is that of a field every record sets itself.
    case reserved(String)

    /// What failed, on what, and the reason.
    public var problem: String {
        switch self {
        case .malformed(let name): "\"\(name)\" is no name of a journal field"
        case .reserved(let name): "the journal field \(name) is set by the record itself"
        }
    }

    /// What to change so that it works.
    public var remedy: String {
        switch self {
        case .malformed: "use 1 to 64 of A-Z, 0-9 and _, beginning with a letter"
        case .reserved: "give the value as the record's priority, message or identifier, or choose another name"
        }
    }
}
