import JSONText

/// How many items turn on a day, if nothing is done.
public struct TurnReport: Hashable, Sendable {
    /// The day.
    public var date: String
    /// How many have their window open.
    public var opening: Int
    /// How many fall due.
    public var due: Int
    /// How many go overdue.
    public var overdue: Int

    /// The message with these members.
    public init(date: String, opening: Int, due: Int, overdue: Int) {
        self.date = date
        self.opening = opening
        self.due = due
        self.overdue = overdue
    }
}

extension TurnReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        date = try members.string("date")
        opening = try members.integer("opening")
        due = try members.integer("due")
        overdue = try members.integer("overdue")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("date", date)
        writer.member("opening", opening)
        writer.member("due", due)
        writer.member("overdue", overdue)
    }
}
