import JSONText

/// A row of the audit trail: one read of a patient, or one act.
public struct AuditEntryReport: Hashable, Sendable {
    /// Its number; the first is 1, and none is left out.
    public var number: Int
    /// When, in seconds since 1970.
    public var at: Int
    /// The user id of the process that called.
    public var uid: Int
    /// The user's name then.
    public var user: String
    /// What was done, such as `show` or `snooze`.
    public var verb: String
    /// Medical record number; null where it concerns none.
    public var patient: String?
    /// The item; null where it concerns none.
    public var item: String?
    /// What was asked or done, in words; may be empty.
    public var detail: String
    /// What stood before an act.
    public var before: String?
    /// What stands after it.
    public var after: String?
    /// Why, as the user said.
    public var reason: String?
    /// The number of the act.
    public var action: Int?
    /// The hash of the row before it, in hexadecimal digits.
    public var previous: String
    /// The hash of this row and so of all before it, in hexadecimal digits.
    public var hash: String

    /// The message with these members.
    public init(
        number: Int, at: Int, uid: Int, user: String, verb: String, patient: String? = nil, item: String? = nil,
        detail: String, before: String? = nil, after: String? = nil, reason: String? = nil, action: Int? = nil,
        previous: String, hash: String
    ) {
        self.number = number
        self.at = at
        self.uid = uid
        self.user = user
        self.verb = verb
        self.patient = patient
        self.item = item
        self.detail = detail
        self.before = before
        self.after = after
        self.reason = reason
        self.action = action
        self.previous = previous
        self.hash = hash
    }
}

extension AuditEntryReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        number = try members.integer("number")
        at = try members.integer("at")
        uid = try members.integer("uid")
        user = try members.string("user")
        verb = try members.string("verb")
        patient = try members.stringIfPresent("patient")
        item = try members.stringIfPresent("item")
        detail = try members.string("detail")
        before = try members.stringIfPresent("before")
        after = try members.stringIfPresent("after")
        reason = try members.stringIfPresent("reason")
        action = try members.integerIfPresent("action")
        previous = try members.string("previous")
        hash = try members.string("hash")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("number", number)
        writer.member("at", at)
        writer.member("uid", uid)
        writer.member("user", user)
        writer.member("verb", verb)
        writer.member("patient", patient)
        writer.member("item", item)
        writer.member("detail", detail)
        writer.member("before", before)
        writer.member("after", after)
        writer.member("reason", reason)
        writer.member("action", action)
        writer.member("previous", previous)
        writer.member("hash", hash)
    }
}
