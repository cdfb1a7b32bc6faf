/// What whoever is at the other end of a connection may do; each level may do what those below it may.
enum Access: Int, Comparable, Sendable {
    /// Ask what the service is, and no more.
    case none
    /// Read the work-list and patients.
    case viewer
    /// Act: record, lay leases, reload, read the audit trail.
    case `operator`
    /// The machine's administrator, or the service's own user.
    case administrator

    static func < (first: Access, second: Access) -> Bool { first.rawValue < second.rawValue }

    /// The level in the words of a refusal.
    var words: String {
        switch self {
        case .none: "nobody in particular"
        case .viewer: "a viewer"
        case .operator: "an operator"
        case .administrator: "an administrator"
        }
    }
}
