/// Why a text is no anchor.
public enum AuditAnchorFault: Error, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// Number and hash are not parted.
    case noColon
    /// What stands before the colon is no number of a row.
    case number
    /// What stands behind the colon is no hash.
    case hash

    /// What is wrong.
    public var problem: String {
        switch self {
        case .noColon: "the anchor has no colon between number and hash"
        case .number: "what stands before the colon of the anchor is no row number from 1"
        case .hash: "what stands behind the colon of the anchor is not 64 hexadecimal digits"
        }
    }

    /// What to do.
    public var remedy: String { "give it as it was noted, NUMBER:HASH with 64 hexadecimal digits" }

    /// What is wrong, and what to do.
    public var description: String { "\(problem); \(remedy)" }
}
