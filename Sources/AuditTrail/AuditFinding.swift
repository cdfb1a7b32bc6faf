import SecureHash

/// The first row at which an audit trail is not what it was. It names no patient and no person.
public enum AuditFinding: Error, Hashable, Sendable, CustomStringConvertible {
    /// Rows are missing, from the first to the last of these numbers.
    case missing(first: Int64, last: Int64)
    /// A row stands where one with a higher number should: it, or another of its number, was put in.
    case doubled(Int64, expected: Int64)
    /// The row does not continue the one before it: one of the two was changed.
    case wrongPrevious(Int64)
    /// The row was changed: its hash is not that of its content.
    case wrongHash(Int64)
    /// The row of the anchor has another hash than was noted: it, or a row before it, was rewritten.
    case otherThanAnchor(AuditAnchor, found: Digest)
    /// The trail ends before the row of the anchor; the last row is nil where there is none at all.
    case endsBeforeAnchor(AuditAnchor, last: Int64?)

    /// The number of the first row that is not as it should be, or is missing.
    public var row: Int64 {
        switch self {
        case .missing(let first, _): first
        case .doubled(let number, _), .wrongPrevious(let number), .wrongHash(let number): number
        case .otherThanAnchor(let anchor, _): anchor.number
        case .endsBeforeAnchor(_, let last): (last ?? 0) + 1
        }
    }

    /// What is wrong.
    public var problem: String {
        switch self {
        case .missing(let first, let last):
            first == last ? "row \(first) is missing" : "rows \(first) to \(last) are missing"
        case .doubled(let number, let expected): "row \(number) stands where row \(expected) should"
        case .wrongPrevious(let number):
            "row \(number) does not continue the row before it: one of the two was changed"
        case .wrongHash(let number): "row \(number) was changed: its hash is not that of its content"
        case .otherThanAnchor(let anchor, let found):
            "row \(anchor.number) has the hash \(found), and not \(anchor.hash) as noted: "
                + "it, or a row before it, was rewritten"
        case .endsBeforeAnchor(let anchor, let last):
            "it \(last.map { "ends with row \($0)" } ?? "is empty"), before the noted row \(anchor.number): "
                + "rows were removed at its end"
        }
    }

    /// What to do.
    public var remedy: String {
        switch self {
        case .missing, .doubled, .wrongPrevious, .wrongHash:
            "keep a copy of the file as it is, tell who answers for the data, and compare it with a backup"
        case .otherThanAnchor, .endsBeforeAnchor:
            "see that the anchor is of this trail; if it is, keep a copy of the file as it is, tell who answers for the "
                + "data, and compare it with a backup"
        }
    }

    /// What is wrong, and what to do.
    public var description: String { "the audit trail: \(problem); \(remedy)" }
}
