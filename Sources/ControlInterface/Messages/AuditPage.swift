import JSONText

/// A page of the audit trail.
public struct AuditPage: Hashable, Sendable {
    /// The rows of this page, oldest first.
    public var entries: [AuditEntryReport]
    /// The number of the trail's last row; 0 where there is none.
    public var headNumber: Int
    /// Its hash.
    public var headHash: String
    /// What to pass as `after` for the next page; null on the last.
    public var next: Int?

    /// The message with these members.
    public init(
        entries: [AuditEntryReport], headNumber: Int, headHash: String, next: Int? = nil
    ) {
        self.entries = entries
        self.headNumber = headNumber
        self.headHash = headHash
        self.next = next
    }
}

extension AuditPage: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        entries = try members.messages("entries")
        headNumber = try members.integer("headNumber")
        headHash = try members.string("headHash")
        next = try members.integerIfPresent("next")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("entries", entries)
        writer.member("headNumber", headNumber)
        writer.member("headHash", headHash)
        writer.member("next", next)
    }
}
