import RosterReading

/// Why the roster of a folder cannot be read.
public enum RosterFolderError: Error, Hashable, Sendable {
    /// The roster is refused.
    case roster(RosterRefusal)
    /// The code tables are.
    case codes(CodeTableRefusal)
}

extension RosterFolderError: CustomStringConvertible {
    /// One line for each fault.
    public var description: String {
        switch self {
        case .roster(let refusal): refusal.description
        case .codes(let refusal): refusal.description
        }
    }
}
