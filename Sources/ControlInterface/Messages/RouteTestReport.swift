import JSONText

/// Whom a route would tell of an item, at one step, and why; or why not.
public struct RouteTestReport: Hashable, Sendable {
    /// The item.
    public var item: String
    /// The route, by the name in the configuration.
    public var route: String
    /// The receiver, by the name in the configuration.
    public var receiver: String
    /// The step of the ladder, such as `news` or `step-2`.
    public var step: String
    /// When, as `YYYY-MM-DD HH:MM` at the clinic.
    public var at: String
    /// Whether the receiver would be told.
    public var matches: Bool
    /// Why, or why not.
    public var why: String

    /// The message with these members.
    public init(item: String, route: String, receiver: String, step: String, at: String, matches: Bool, why: String) {
        self.item = item
        self.route = route
        self.receiver = receiver
        self.step = step
        self.at = at
        self.matches = matches
        self.why = why
    }
}

extension RouteTestReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        item = try members.string("item")
        route = try members.string("route")
        receiver = try members.string("receiver")
        step = try members.string("step")
        at = try members.string("at")
        matches = try members.boolean("matches")
        why = try members.string("why")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("item", item)
        writer.member("route", route)
        writer.member("receiver", receiver)
        writer.member("step", step)
        writer.member("at", at)
        writer.member("matches", matches)
        writer.member("why", why)
    }
}
