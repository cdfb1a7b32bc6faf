import JSONText

/// Which messages are wanted.
public struct AlertsRequest: Hashable, Sendable {
    /// Only what a channel did not take: given up, or to be tried again.
    public var failed: Bool?
    /// At most so many.
    public var limit: Int?

    /// The message with these members.
    public init(failed: Bool? = nil, limit: Int? = nil) {
        self.failed = failed
        self.limit = limit
    }
}

extension AlertsRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        failed = try members.booleanIfPresent("failed")
        limit = try members.integerIfPresent("limit")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.memberIfPresent("failed", failed)
        writer.memberIfPresent("limit", limit)
    }
}
