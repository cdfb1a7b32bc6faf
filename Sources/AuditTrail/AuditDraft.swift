/// What a person asked or did, before it has its place in the audit trail.
///
/// It names patients: it belongs into the trail and its answers, never into a log.
public struct AuditDraft: Hashable, Sendable {
    /// When, in seconds since 1970.
    public let at: Int
    /// The user id of the process that called.
    public let uid: UInt32
    /// The user's name; the number in digits where the machine has no name for it.
    public let user: String
    /// What was asked or done, such as `show`, `record` or `undo`.
    public let verb: String
    /// The medical record number of the patient; nil where none was named.
    public let patient: String?
    /// The item; nil where none was named.
    public let item: String?
    /// What else was asked for, or what was done, in words.
    public let detail: String
    /// What stood before; nil where nothing was changed.
    public let before: String?
    /// What stood afterwards; nil where nothing was changed.
    public let after: String?
    /// Why, in the person's own words.
    public let reason: String?
    /// The number of the act in the store; nil where nothing was done.
    public let action: Int64?

    /// A draft of these parts. Zero bytes in texts become U+FFFD: a file would end the text there and no longer match its hash.
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
