import JSONText

/// Which forecast is wanted.
public struct ForecastRequest: Hashable, Sendable {
    /// The day; the service's own by default.
    public var asOf: String?
    /// How many weeks, 1 to 104; 26 by default.
    public var weeks: Int?
    /// Only this clinic.
    public var clinic: String?
    /// Only this item.
    public var item: String?

    /// The message with these members.
    public init(
        asOf: String? = nil, weeks: Int? = nil, clinic: String? = nil, item: String? = nil
    ) {
        self.asOf = asOf
        self.weeks = weeks
        self.clinic = clinic
        self.item = item
    }
}

extension ForecastRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        asOf = try members.stringIfPresent("asOf")
        weeks = try members.integerIfPresent("weeks")
        clinic = try members.stringIfPresent("clinic")
        item = try members.stringIfPresent("item")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.memberIfPresent("asOf", asOf)
        writer.memberIfPresent("weeks", weeks)
        writer.memberIfPresent("clinic", clinic)
        writer.memberIfPresent("item", item)
    }
}
