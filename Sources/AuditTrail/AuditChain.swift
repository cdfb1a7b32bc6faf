import SecureHash

/// The audit trail as a chain, of which only the last link is held. It makes the next entry, or follows existing
/// entries and finds where they were altered.
///
/// To verify a trail, pass all its entries in order to `follow`, page by page, and then call `end`. The error names the
/// first broken row; no row after it can be relied on.
public struct AuditChain: Hashable, Sendable {
    /// The last row so far; nil before the first.
    public private(set) var head: AuditAnchor?

    private let anchor: AuditAnchor?

    /// Creates a chain before its first row, to be verified, optionally against an anchor.
    public init(verifying anchor: AuditAnchor? = nil) { self.anchor = anchor }

    /// Creates a chain that continues after a row; nil starts from the beginning.
    public init(continuing head: AuditAnchor?) {
        self.head = head
        anchor = nil
    }

    /// Makes the next entry from a draft.
    public mutating func append(_ draft: AuditDraft) -> AuditEntry {
        let (number, previous) = (nextNumber, head?.hash ?? .zero)
        let hash = EntryEncoding.hash(number: number, draft: draft, previous: previous)
        let entry = AuditEntry(number: number, draft: draft, previous: previous, hash: hash)
        head = AuditAnchor(entry)
        return entry
    }

    /// Checks the next entry of the chain.
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

    /// Checks a page of entries.
    public mutating func follow(_ entries: some Sequence<AuditEntry>) throws(AuditFinding) {
        for entry in entries { try follow(entry) }
    }

    /// Ends the check: the anchor's row must have occurred.
    public func end() throws(AuditFinding) {
        guard let anchor, anchor.number > head?.number ?? 0 else { return }
        throw .endsBeforeAnchor(anchor, last: head?.number)
    }

    // No genuine row number is near the end of its type; a forged one may be.
    private var nextNumber: Int64 { (head?.number ?? 0) &+ 1 }
}

/// The first row at which an audit trail was altered. It names no patient and no person.
public enum AuditFinding: Error, Hashable, Sendable, CustomStringConvertible {
    /// Rows are missing, from the first to the last of these numbers.
    case missing(first: Int64, last: Int64)
    /// A row has a lower number than expected: it, or a different row with its number, was inserted.
    case doubled(Int64, expected: Int64)
    /// The row does not continue the one before it: one of the two was changed.
    case wrongPrevious(Int64)
    /// The row was changed: its hash is not that of its content.
    case wrongHash(Int64)
    /// The anchor's row has a different hash than was noted: it, or a row before it, was rewritten.
    case otherThanAnchor(AuditAnchor, found: Digest)
    /// The trail ends before the anchor's row; `last` is nil if the trail is empty.
    case endsBeforeAnchor(AuditAnchor, last: Int64?)

    /// The number of the first row that is wrong or missing.
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

/// The number and hash of a row, noted where those who can write the trail cannot change it: written `NUMBER:HASH`.
///
/// A hash covers all rows up to its own, so that a trail which was cut short, or rewritten with new hashes, no longer
/// matches it.
public struct AuditAnchor: Hashable, Sendable, CustomStringConvertible {
    /// The number of the row.
    public let number: Int64
    /// The row's hash.
    public let hash: Digest

    /// Creates an anchor from number and hash.
    public init(number: Int64, hash: Digest) {
        self.number = number
        self.hash = hash
    }

    /// Creates an anchor at an entry.
    public init(_ entry: AuditEntry) { self.init(number: entry.number, hash: entry.hash) }

    /// Parses an anchor as a person noted it: a number from 1, a colon and 64 hexadecimal digits.
    public init(_ text: String) throws(AuditAnchorFault) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw .noColon }
        guard parts[0].utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
            let number = Int64(parts[0]), number >= 1
        else { throw .number }
        guard let hash = Digest(String(parts[1])) else { throw .hash }
        self.init(number: number, hash: hash)
    }

    /// The anchor as `NUMBER:HASH`.
    public var description: String { "\(number):\(hash)" }
}

/// Why a text is not an anchor.
public enum AuditAnchorFault: Error, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// No colon separates number and hash.
    case noColon
    /// The text before the colon is not a row number.
    case number
    /// The text after the colon is not a hash.
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
