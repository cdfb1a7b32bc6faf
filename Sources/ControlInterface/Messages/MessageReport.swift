import JSONText

/// A message to a receiver: what it is of, and how far it came.
public struct MessageReport: Hashable, Sendable {
    /// Its number.
    public var number: Int
    /// When it was made, in seconds since 1970.
    public var at: Int
    /// Whom it is for, by the name in the configuration.
    public var receiver: String
    /// `news`, `digest`, `escalation`, `catch-up`, `silence`, `service` or `drill`.
    public var kind: String
    /// `critical`, `error`, `warning`, `notice` or `info`.
    public var priority: String
    /// How many items it tells of.
    public var items: Int
    /// What it says, where it tells of no item.
    public var line: String?
    /// `waiting`, `accepted` or `dead`.
    public var state: String
    /// How often it was handed to the channel.
    public var attempts: Int
    /// When it is handed over next, in seconds since 1970; null where it will not be.
    public var nextAttempt: Int?
    /// What the channel said last.
    public var reason: String?
    /// When it was accepted or given up, in seconds since 1970.
    public var settledAt: Int?

    /// The message with these members.
    public init(
        number: Int, at: Int, receiver: String, kind: String, priority: String, items: Int, line: String? = nil,
        state: String, attempts: Int, nextAttempt: Int? = nil, reason: String? = nil, settledAt: Int? = nil
    ) {
        self.number = number
        self.at = at
        self.receiver = receiver
        self.kind = kind
        self.priority = priority
        self.items = items
        self.line = line
        self.state = state
        self.attempts = attempts
        self.nextAttempt = nextAttempt
        self.reason = reason
        self.settledAt = settledAt
    }
}

extension MessageReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        number = try members.integer("number")
        at = try members.integer("at")
        receiver = try members.string("receiver")
        kind = try members.string("kind")
        priority = try members.string("priority")
        items = try members.integer("items")
        line = try members.stringIfPresent("line")
        state = try members.string("state")
        attempts = try members.integer("attempts")
        nextAttempt = try members.integerIfPresent("nextAttempt")
        reason = try members.stringIfPresent("reason")
        settledAt = try members.integerIfPresent("settledAt")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("number", number)
        writer.member("at", at)
        writer.member("receiver", receiver)
        writer.member("kind", kind)
        writer.member("priority", priority)
        writer.member("items", items)
        writer.member("line", line)
        writer.member("state", state)
        writer.member("attempts", attempts)
        writer.member("nextAttempt", nextAttempt)
        writer.member("reason", reason)
        writer.member("settledAt", settledAt)
    }
}
