import JSONText

/// What is needed of one item in one week at one clinic.
public struct ForecastRow: Hashable, Sendable {
    /// The Monday of the week; null for what was due before the first week and has no appointment.
    public var week: String?
    /// What is to be done.
    public var item: String
    /// The clinic; empty where none is recorded.
    public var clinic: String
    /// Owed, with an appointment in this week.
    public var booked: Int
    /// Owed, due in this week, without an appointment.
    public var unbooked: Int
    /// What follows if all that is owed is done on its day and finds nothing new.
    public var projected: Int

    /// The message with these members.
    public init(
        week: String? = nil, item: String, clinic: String, booked: Int, unbooked: Int, projected: Int
    ) {
        self.week = week
        self.item = item
        self.clinic = clinic
        self.booked = booked
        self.unbooked = unbooked
        self.projected = projected
    }
}

extension ForecastRow: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        week = try members.stringIfPresent("week")
        item = try members.string("item")
        clinic = try members.string("clinic")
        booked = try members.integer("booked")
        unbooked = try members.integer("unbooked")
        projected = try members.integer("projected")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("week", week)
        writer.member("item", item)
        writer.member("clinic", clinic)
        writer.member("booked", booked)
        writer.member("unbooked", unbooked)
        writer.member("projected", projected)
    }
}
