import JSONText

/// Why a rule asks for nothing.
public struct NotOwedReport: Hashable, Sendable {
    /// The item.
    public var item: String
    /// The rule.
    public var rule: String
    /// The nearest condition that fails.
    public var reason: String
    /// Whether the rule is about this patient's situation.
    public var near: Bool
    /// The row that was answered.
    public var answered: FactReport?
    /// The row that answered it.
    public var answeredBy: FactReport?

    /// The message with these members.
    public init(
        item: String, rule: String, reason: String, near: Bool, answered: FactReport? = nil,
        answeredBy: FactReport? = nil
    ) {
        self.item = item
        self.rule = rule
        self.reason = reason
        self.near = near
        self.answered = answered
        self.answeredBy = answeredBy
    }
}

extension NotOwedReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        item = try members.string("item")
        rule = try members.string("rule")
        reason = try members.string("reason")
        near = try members.boolean("near")
        answered = try members.messageIfPresent("answered")
        answeredBy = try members.messageIfPresent("answeredBy")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("item", item)
        writer.member("rule", rule)
        writer.member("reason", reason)
        writer.member("near", near)
        writer.member("answered", answered)
        writer.member("answeredBy", answeredBy)
    }
}
