import SecureHash

/// The audit trail as a chain, of which only the last link is held: it makes the next entry, or follows entries and says
/// where they are not what they were.
///
/// To verify a trail, give all its entries in order to `follow`, page by page, and then `end` it. What throws is the first
/// broken row; nothing behind it can be relied on.
public struct AuditChain: Hashable, Sendable {
    /// The last row so far; nil before the first.
    public private(set) var head: AuditAnchor?

    private let anchor: AuditAnchor?

    /// A chain before its first row, to be verified against an anchor if there is one.
    public init(verifying anchor: AuditAnchor? = nil) { self.anchor = anchor }

    /// A chain that goes on behind a row; from the beginning where that is nil.
    public init(continuing head: AuditAnchor?) {
        self.head = head
        anchor = nil
    }

    /// Makes the next entry of a draft.
    public mutating func append(_ draft: AuditDraft) -> AuditEntry {
        let (number, previous) = (nextNumber, head?.hash ?? .zero)
        let hash = EntryEncoding.hash(number: number, draft: draft, previous: previous)
        let entry = AuditEntry(number: number, draft: draft, previous: previous, hash: hash)
        head = AuditAnchor(entry)
        return entry
    }

    /// Follows the chain to its next entry.
    public mutating func follow(_ entry: AuditEntry) throws(AuditFinding) {
        let expected = nextNumber
        if entry.number > expected { throw .missing(first: expected, last: entry.number - 1) }
        if entry.number < expected { throw .doubled(entry.number, expected: expected) }
        if entry.previous != head?.hash ?? .zero { throw .wrongPrevious(entry.number) }
        if entry.hash != entry.properHash { throw .wrongHash(entry.number) }
        if let anchor, anchor.number == entry.number, anchor.hash != entry.hash {
            throw .otherThanAnchor(anchor, found: entry.hash)
        }
        head = AuditAnchor(entry)
    }

    /// Follows the chain through a page of entries.
    public mutating func follow(_ entries: some Sequence<AuditEntry>) throws(AuditFinding) {
        for entry in entries { try follow(entry) }
    }

    /// Says that no more entries follow: those of the anchor must have been there.
    public func end() throws(AuditFinding) {
        guard let anchor, anchor.number > head?.number ?? 0 else { return }
        throw .endsBeforeAnchor(anchor, last: head?.number)
    }

    // No number of a row is near the end of its type; one that was made up may be.
    private var nextNumber: Int64 { (head?.number ?? 0) &+ 1 }
}
