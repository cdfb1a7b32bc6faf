import JSONText

/// What a receiver is to be told next, if nothing is done.
public struct TellingReport: Hashable, Sendable {
    /// When, in seconds since 1970.
    public var at: Int
    /// Who, by the name in the configuration.
    public var receiver: String
    /// How many items.
    public var items: Int
    /// The most urgent of their urgencies.
    public var worst: String
    /// Why not at once; null where nothing delays it.
    public var delay: String?

    /// The message with these members.
    public init(at: Int, receiver: String, items: Int, worst: String, delay: String? = nil) {
        self.at = at
        self.receiver = receiver
        self.items = items
        self.worst = worst
        self.delay = delay
    }
}

extension TellingReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        at = try members.integer("at")
        receiver = try members.string("receiver")
        items = try members.integer("items")
        worst = try members.string("worst")
        delay = try members.stringIfPresent("delay")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("at", at)
        writer.member("receiver", receiver)
        writer.member("items", items)
        writer.member("worst", worst)
        writer.member("delay", delay)
    }
}
