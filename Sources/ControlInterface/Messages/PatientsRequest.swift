import JSONText

/// Which page of all patients is wanted.
public struct PatientsRequest: Hashable, Sendable {
    /// Only those who have each of these words in their record number or name, whatever case and accents, or as pseudonym.
    public var text: String?
    /// How many at once, 1 to 10000.
    public var limit: Int?
    /// Where the page before ended.
    public var after: Int?

    /// The message with these members.
    public init(
        text: String? = nil, limit: Int? = nil, after: Int? = nil
    ) {
        self.text = text
        self.limit = limit
        self.after = after
    }
}

extension PatientsRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        text = try members.stringIfPresent("text")
        limit = try members.integerIfPresent("limit")
        after = try members.integerIfPresent("after")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.memberIfPresent("text", text)
        writer.memberIfPresent("limit", limit)
        writer.memberIfPresent("after", after)
    }
}
