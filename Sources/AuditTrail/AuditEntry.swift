import SecureHash

/// A row of the audit trail: what a person asked or did, its number, and the digests that link it to the row before.
///
/// The parts of its ``AuditDraft`` are accessible as its own members.
@dynamicMemberLookup
public struct AuditEntry: Hashable, Sendable {
    /// Its number: from 1, without gaps.
    public let number: Int64
    /// What was asked or done.
    public let draft: AuditDraft
    /// The hash of the row before; zero bytes in the first row.
    public let previous: Digest
    /// The digest of all other parts, as ``EntryEncoding`` encodes them.
    public let hash: Digest

    /// Creates an entry as read. It does not check the digests; ``AuditChain`` does.
    public init(number: Int64, draft: AuditDraft, previous: Digest, hash: Digest) {
        self.number = number
        self.draft = draft
        self.previous = previous
        self.hash = hash
    }

    /// Forwards to a part of the draft.
    public subscript<Part>(dynamicMember part: KeyPath<AuditDraft, Part>) -> Part { draft[keyPath: part] }

    /// The hash that its other parts should have.
    public var properHash: Digest { EntryEncoding.hash(number: number, draft: draft, previous: previous) }
}

/// What a person asked or did, before it has its place in the audit trail.
///
/// It names patients: it belongs in the trail and in answers about it, never in a log.
public struct AuditDraft: Hashable, Sendable {
    /// When, in seconds since 1970.
    public let at: Int
    /// The user id of the calling process.
    public let uid: UInt32
    /// The user's name; the number in digits if the machine has no name for it.
    public let user: String
    /// What was asked or done, such as `show`, `record` or `undo`.
    public let verb: String
    /// The patient's medical record number; nil if none was named.
    public let patient: String?
    /// The item; nil if none was named.
    public let item: String?
    /// Further parameters of the question, or what was done, in words.
    public let detail: String
    /// The state before; nil if nothing was changed.
    public let before: String?
    /// The state afterwards; nil if nothing was changed.
    public let after: String?
    /// Why, in the person's own words.
    public let reason: String?
    /// The number of the act in the store; nil if nothing was done.
    public let action: Int64?

    /// Creates a draft from its parts. Zero bytes in texts become U+FFFD: a file would end the text there and no longer
    /// match its hash.
    public init(
        at: Int, uid: UInt32, user: String, verb: String, patient: String? = nil, item: String? = nil,
        detail: String = "", before: String? = nil, after: String? = nil, reason: String? = nil, action: Int64? = nil
    ) {
        (self.at, self.uid, self.action) = (at, uid, action)
        self.user = AuditDraft.storable(user)
        self.verb = AuditDraft.storable(verb)
        self.patient = patient.map(AuditDraft.storable)
        self.item = item.map(AuditDraft.storable)
        self.detail = AuditDraft.storable(detail)
        self.before = before.map(AuditDraft.storable)
        self.after = after.map(AuditDraft.storable)
        self.reason = reason.map(AuditDraft.storable)
    }

    private static func storable(_ text: String) -> String {
        guard text.utf8.contains(0) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
    }
}

/// The bytes of an entry from which its hash is calculated. They never change: a different form would need a different
/// version in the prefix.
///
/// No two entries have the same bytes, since the end of each part is encoded. In this order:
///
/// - the prefix `cnswatch audit entry 1` and a zero byte, so that no other digest of this project can be mistaken for
///   one of these;
/// - number (8 bytes), moment in seconds since 1970 (8), user id (4);
/// - user, verb, patient, item, detail, before, after, reason;
/// - action (8 bytes);
/// - the hash of the row before (32 bytes).
///
/// Numbers are in two's complement, highest byte first. A text is the number of its bytes (8 bytes), then its UTF-8,
/// not normalised. Each optional part (patient, item, before, after, reason, action) is a byte 0 if missing, otherwise
/// a byte 1 and then the text or number.
public enum EntryEncoding {
    /// The first bytes, before the zero byte.
    public static let prefix = "cnswatch audit entry 1"

    /// Returns the bytes of an entry with these parts.
    public static func bytes(number: Int64, draft: AuditDraft, previous: Digest) -> [UInt8] {
        var bytes = Array(prefix.utf8) + [0]
        func append(_ number: some FixedWidthInteger) {
            withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
        }
        func append(_ text: String) {
            append(Int64(text.utf8.count))
            bytes += text.utf8
        }
        func append(ifAny text: String?) {
            bytes.append(text == nil ? 0 : 1)
            if let text { append(text) }
        }
        append(number)
        append(Int64(draft.at))
        append(draft.uid)
        append(draft.user)
        append(draft.verb)
        append(ifAny: draft.patient)
        append(ifAny: draft.item)
        append(draft.detail)
        append(ifAny: draft.before)
        append(ifAny: draft.after)
        append(ifAny: draft.reason)
        bytes.append(draft.action == nil ? 0 : 1)
        if let action = draft.action { append(action) }
        return bytes + previous.bytes
    }

    /// Returns the hash of an entry with these parts: the SHA-256 digest of its bytes.
    public static func hash(number: Int64, draft: AuditDraft, previous: Digest) -> Digest {
        SHA256.digest(of: bytes(number: number, draft: draft, previous: previous))
    }
}
