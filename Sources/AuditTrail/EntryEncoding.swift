import SecureHash

/// The bytes of an entry that its hash is made of. They never change: another form would be another version of the prefix.
///
/// No two entries have the same bytes, since each part says itself where it ends. In this order:
///
/// - the prefix `cnswatch audit entry 1` and a zero byte, so that no other digest of this project can be taken for one of these;
/// - number (8 bytes), moment in seconds since 1970 (8), user id (4);
/// - user, verb, patient, item, detail, before, after, reason;
/// - action (8 bytes);
/// - the hash of the row before (32 bytes).
///
/// Numbers are in two's complement, highest byte first. A text is the number of its bytes (8 bytes), then its UTF-8, as it
/// is and not normalised. What may be missing (patient, item, before, after, reason, action) is one byte 0 where it is missing,
/// and otherwise one byte 1 and then the text or number.
public enum EntryEncoding {
    /// What the bytes begin with, before the zero byte.
    public static let prefix = "cnswatch audit entry 1"

    /// The bytes of an entry with these parts.
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

    /// The hash of an entry with these parts: the SHA-256 digest of its bytes.
    public static func hash(number: Int64, draft: AuditDraft, previous: Digest) -> Digest {
        SHA256.digest(of: bytes(number: number, draft: draft, previous: previous))
    }
}
