import JSONText

/// How what was owed was kept, of some patients.
public struct AdherencePage: Hashable, Sendable {
    /// The day.
    public var asOf: String
    /// From which day on.
    public var since: String
    /// By which protocol: that of today, applied to the past.
    public var `protocol`: ProtocolReference
    /// The occasions that ended or went overdue.
    public var occasions: [OccasionReport]
    /// How many were done on a day that the record does not tell, and are not judged.
    public var undated: Int
    /// How many patients there are.
    public var patients: Int
    /// How many of them have been looked at, on this page and those before.
    public var done: Int
    /// Where the next page begins; null where this is the last.
    public var next: Int?
    /// What everyone must know.
    public var notices: [Notice]

    /// The message with these members.
    public init(
        asOf: String, since: String, `protocol`: ProtocolReference, occasions: [OccasionReport], undated: Int,
        patients: Int, done: Int, next: Int? = nil, notices: [Notice]
    ) {
        self.asOf = asOf
        self.since = since
        self.`protocol` = `protocol`
        self.occasions = occasions
        self.undated = undated
        self.patients = patients
        self.done = done
        self.next = next
        self.notices = notices
    }
}

extension AdherencePage: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        asOf = try members.string("asOf")
        since = try members.string("since")
        `protocol` = try members.message("protocol")
        occasions = try members.messages("occasions")
        undated = try members.integer("undated")
        patients = try members.integer("patients")
        done = try members.integer("done")
        next = try members.integerIfPresent("next")
        notices = try members.messages("notices")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("asOf", asOf)
        writer.member("since", since)
        writer.member("protocol", `protocol`)
        writer.member("occasions", occasions)
        writer.member("undated", undated)
        writer.member("patients", patients)
        writer.member("done", done)
        writer.member("next", next)
        writer.member("notices", notices)
    }
}
