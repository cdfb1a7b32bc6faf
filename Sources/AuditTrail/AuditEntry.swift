import SecureHash

/// A row of the audit trail: what a person asked or did, its number, and the digests that tie it to the row before.
///
/// The parts of what was asked or done are those of its ``AuditDraft`` and are asked for as if they were its own.
@dynamicMemberLookup
public struct AuditEntry: Hashable, Sendable {
    /// Its number: from 1, without gaps.
    public let number: Int64
    /// What was asked or done.
    public let draft: AuditDraft
    /// The hash of the row before; zero bytes in the first row.
    public let previous: Digest
    /// The digest of all the others, as ``EntryEncoding`` writes them.
    public let hash: Digest

    /// An entry as it was read. Whether its digests are what they should be, ``AuditChain`` says.
    public init(number: Int64, draft: AuditDraft, previous: Digest, hash: Digest) {
        self.number = number
        self.draft = draft
        self.previous = previous
        self.hash = hash
    }

    /// A part of what was asked or done.
    public subscript<Part>(dynamicMember part: KeyPath<AuditDraft, Part>) -> Part { draft[keyPath: part] }

    /// The hash that belongs to its other parts.
    public var properHash: Digest { EntryEncoding.hash(number: number, draft: draft, previous: previous) }
}
