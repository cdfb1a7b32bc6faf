import JSONText

/// Why a receiver was told of an item at a step, or is yet to be, or is not.
public struct SentReport: Hashable, Sendable {
    /// The receiver, by the name in the configuration.
    public var receiver: String
    /// The route, by the name in the configuration.
    public var route: String
    /// The item.
    public var item: String
    /// The stage of the item or the step of the ladder, such as `overdue` or `step-2`.
    public var step: String
    /// When the item was due.
    public var due: String
    /// Why it was to be told.
    public var why: String
    /// Why not at once; null where nothing delays it.
    public var delay: String?
    /// Not before this, in seconds since 1970.
    public var notBefore: Int
    /// The number of the message that tells it; null where there is none yet.
    public var message: Int?
    /// How far that message came: `waiting`, `accepted` or `dead`.
    public var messageState: String?
    /// Why it is not told; null where it is.
    public var settled: String?

    /// The message with these members.
    public init(
        receiver: String, route: String, item: String, step: String, due: String, why: String, delay: String? = nil,
        notBefore: Int, message: Int? = nil, messageState: String? = nil, settled: String? = nil
    ) {
        self.receiver = receiver
        self.route = route
        self.item = item
        self.step = step
        self.due = due
        self.why = why
        self.delay = delay
        self.notBefore = notBefore
        self.message = message
        self.messageState = messageState
        self.settled = settled
    }
}

extension SentReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        receiver = try members.string("receiver")
        route = try members.string("route")
        item = try members.string("item")
        step = try members.string("step")
        due = try members.string("due")
        why = try members.string("why")
        delay = try members.stringIfPresent("delay")
        notBefore = try members.integer("notBefore")
        message = try members.integerIfPresent("message")
        messageState = try members.stringIfPresent("messageState")
        settled = try members.stringIfPresent("settled")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("receiver", receiver)
        writer.member("route", route)
        writer.member("item", item)
        writer.member("step", step)
        writer.member("due", due)
        writer.member("why", why)
        writer.member("delay", delay)
        writer.member("notBefore", notBefore)
        writer.member("message", message)
        writer.member("messageState", messageState)
        writer.member("settled", settled)
    }
}
