import JSONText

/// The messages to receivers, the latest first.
public struct AlertsReport: Hashable, Sendable {
    /// The messages.
    public var messages: [MessageReport]
    /// How many dispatches wait for a message.
    public var waiting: Int
    /// What everyone must know.
    public var notices: [Notice]

    /// The message with these members.
    public init(messages: [MessageReport], waiting: Int, notices: [Notice]) {
        self.messages = messages
        self.waiting = waiting
        self.notices = notices
    }
}

extension AlertsReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        messages = try members.messages("messages")
        waiting = try members.integer("waiting")
        notices = try members.messages("notices")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("messages", messages)
        writer.member("waiting", waiting)
        writer.member("notices", notices)
    }
}
