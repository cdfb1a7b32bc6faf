import JSONText

/// What became of a drill.
public struct DrillReport: Hashable, Sendable {
    /// The numbers of its messages, one a receiver.
    public var messages: [Int]

    /// The message with these members.
    public init(messages: [Int]) {
        self.messages = messages
    }
}

extension DrillReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        messages = try members.integers("messages")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("messages", messages)
    }
}
