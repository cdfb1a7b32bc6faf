import AuditTrail

/// Drafts and trails that the tests of this room tamper with.
enum SampleTrail {
    /// The draft with a number: every part is another from row to row, and some are missing in some.
    static func draft(_ number: Int, reason: String? = "because") -> AuditDraft {
        AuditDraft(
            at: 1_764_036_000 + number, uid: 1_000 + UInt32(number % 3), user: "anna", verb: "snooze",
            patient: number.isMultiple(of: 2) ? "M\(number)" : nil, item: "brain-mri", detail: "row \(number)",
            before: "a", after: "b", reason: reason, action: Int64(number))
    }

    /// A sound trail of so many rows.
    static func entries(_ count: Int, reason: String? = "because") -> [AuditEntry] {
        var chain = AuditChain(continuing: nil)
        return (0..<count).map { chain.append(draft($0 + 1, reason: reason)) }
    }

    /// What is found in a trail; nil where it is sound.
    static func finding(in entries: [AuditEntry], anchor: AuditAnchor? = nil) -> AuditFinding? {
        var chain = AuditChain(verifying: anchor)
        do {
            try chain.follow(entries)
            try chain.end()
        } catch {
            return error
        }
        return nil
    }
}
