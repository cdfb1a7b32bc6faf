import JSONText

/// A time at which people were told of an item.
public struct ToldReport: Hashable, Sendable {
    /// The item.
    public var item: String
    /// At what stage of the item, such as `overdue`.
    public var stage: String
    /// When it was due.
    public var due: String
    /// Why it was told then.
    public var reason: String
    /// When, in seconds since 1970.
    public var at: Int

    /// The message with these members.
    public init(
        item: String, stage: String, due: String, reason: String, at: Int
    ) {
        self.item = item
        self.stage = stage
        self.due = due
        self.reason = reason
        self.at = at
    }
}

extension ToldReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        item = try members.string("item")
        stage = try members.string("stage")
        due = try members.string("due")
        reason = try members.string("reason")
        at = try members.integer("at")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("item", item)
        writer.member("stage", stage)
        writer.member("due", due)
        writer.member("reason", reason)
        writer.member("at", at)
    }
}
