import JSONText

/// What a user laid on an item or a patient for a time, and where it stands on the day.
public struct LeaseReport: Hashable, Sendable {
    /// The number of the act that laid it.
    public var act: Int
    /// `ack`, `snooze`, `decline`, `defer` or `close`.
    public var kind: String
    /// The item; null for what is laid on the patient.
    public var item: String?
    /// The user who laid it.
    public var who: String
    /// The user who confirmed it.
    public var second: String?
    /// The day on which it was laid.
    public var since: String
    /// The last day on which it is to hold.
    public var until: String
    /// Why; may be empty.
    public var reason: String
    /// `in-force`, `emergency`, `more-urgent`, `wants-second`, `over` or `item-vanished`.
    public var standing: String

    /// The message with these members.
    public init(
        act: Int, kind: String, item: String? = nil, who: String, second: String? = nil, since: String, until: String,
        reason: String, standing: String
    ) {
        self.act = act
        self.kind = kind
        self.item = item
        self.who = who
        self.second = second
        self.since = since
        self.until = until
        self.reason = reason
        self.standing = standing
    }
}

extension LeaseReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        act = try members.integer("act")
        kind = try members.string("kind")
        item = try members.stringIfPresent("item")
        who = try members.string("who")
        second = try members.stringIfPresent("second")
        since = try members.string("since")
        until = try members.string("until")
        reason = try members.string("reason")
        standing = try members.string("standing")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("act", act)
        writer.member("kind", kind)
        writer.member("item", item)
        writer.member("who", who)
        writer.member("second", second)
        writer.member("since", since)
        writer.member("until", until)
        writer.member("reason", reason)
        writer.member("standing", standing)
    }
}
