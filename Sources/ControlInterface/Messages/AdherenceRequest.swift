import JSONText

/// Whose adherence is wanted, since when.
public struct AdherenceRequest: Hashable, Sendable {
    /// The day; the service's own by default.
    public var asOf: String?
    /// What ended from this day on; two years before the day by default.
    public var since: String?
    /// Only this clinic.
    public var clinic: String?
    /// Only this item.
    public var item: String?
    /// How many patients at once, 1 to 1000, which is the default.
    public var limit: Int?
    /// Where the page before ended.
    public var after: Int?

    /// The message with these members.
    public init(
        asOf: String? = nil, since: String? = nil, clinic: String? = nil, item: String? = nil, limit: Int? = nil,
        after: Int? = nil
    ) {
        self.asOf = asOf
        self.since = since
        self.clinic = clinic
        self.item = item
        self.limit = limit
        self.after = after
    }
}

extension AdherenceRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        asOf = try members.stringIfPresent("asOf")
        since = try members.stringIfPresent("since")
        clinic = try members.stringIfPresent("clinic")
        item = try members.stringIfPresent("item")
        limit = try members.integerIfPresent("limit")
        after = try members.integerIfPresent("after")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.memberIfPresent("asOf", asOf)
        writer.memberIfPresent("since", since)
        writer.memberIfPresent("clinic", clinic)
        writer.memberIfPresent("item", item)
        writer.memberIfPresent("limit", limit)
        writer.memberIfPresent("after", after)
    }
}
