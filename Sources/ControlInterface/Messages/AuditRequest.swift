import JSONText

/// Which rows of the audit trail are wanted.
public struct AuditRequest: Hashable, Sendable {
    /// Only this patient.
    public var patient: String?
    /// Only this user, by name.
    public var user: String?
    /// Only from this day on.
    public var since: String?
    /// Only rows after this number.
    public var after: Int?
    /// At most so many rows a page.
    public var limit: Int?

    /// The message with these members.
    public init(
        patient: String? = nil, user: String? = nil, since: String? = nil, after: Int? = nil, limit: Int? = nil
    ) {
        self.patient = patient
        self.user = user
        self.since = since
        self.after = after
        self.limit = limit
    }
}

extension AuditRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        patient = try members.stringIfPresent("patient")
        user = try members.stringIfPresent("user")
        since = try members.stringIfPresent("since")
        after = try members.integerIfPresent("after")
        limit = try members.integerIfPresent("limit")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.memberIfPresent("patient", patient)
        writer.memberIfPresent("user", user)
        writer.memberIfPresent("since", since)
        writer.memberIfPresent("after", after)
        writer.memberIfPresent("limit", limit)
    }
}
