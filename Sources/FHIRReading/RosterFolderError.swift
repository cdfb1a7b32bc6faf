import LocatedTOML
import RosterReading

/// Why the roster of a folder cannot be read.
public enum RosterFolderError: Error, Hashable, Sendable {
    /// The roster is refused.
    case roster(RosterRefusal)
    /// The code tables are.
    case codes(CodeTableRefusal)
}

extension RosterFolderError {
    /// Why, one line for each fault.
    public var reasons: [String] {
        switch self {
        case .roster(let refusal): refusal.faults.map(\.description)
        case .codes(let refusal): refusal.faults.map(\.description)
        }
    }

    /// The same, without names of files that may be a patient's: for the journal.
    public var unnamedReasons: [String] {
        switch self {
        case .roster(let refusal): refusal.faults.map(\.unnamed.description)
        case .codes: reasons
        }
    }

    /// Whether a file changed while it was read, so that reading again later may succeed.
    public var isBeingWritten: Bool {
        switch self {
        case .roster(let refusal): refusal.faults.contains { $0.kind == .changedWhileRead }
        case .codes: false
        }
    }
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
