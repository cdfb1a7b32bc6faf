import JSONText

/// For how long it is wanted what is to be told.
public struct NextRequest: Hashable, Sendable {
    /// For so many days, today included.
    public var days: Int?

    /// The message with these members.
    public init(days: Int? = nil) {
        self.days = days
    }
}

extension NextRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        days = try members.integerIfPresent("days")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.memberIfPresent("days", days)
    }
}
