import JSONText

/// What will be needed, week by week.
public struct ForecastReport: Hashable, Sendable {
    /// The day.
    public var asOf: String
    /// By which protocol.
    public var `protocol`: ProtocolReference
    /// The Monday of the first week, that of the day.
    public var firstWeek: String
    /// How many weeks.
    public var weeks: Int
    /// The counts, by week, item and clinic; what is zero has no row.
    public var rows: [ForecastRow]
    /// How many owed items lie after the last week.
    public var later: Int
    /// How many patients there are.
    public var patients: Int
    /// How many of them have been looked at, while they are.
    public var done: Int?
    /// What everyone must know.
    public var notices: [Notice]

    /// The message with these members.
    public init(
        asOf: String, `protocol`: ProtocolReference, firstWeek: String, weeks: Int, rows: [ForecastRow], later: Int,
        patients: Int, done: Int? = nil, notices: [Notice]
    ) {
        self.asOf = asOf
        self.`protocol` = `protocol`
        self.firstWeek = firstWeek
        self.weeks = weeks
        self.rows = rows
        self.later = later
        self.patients = patients
        self.done = done
        self.notices = notices
    }
}

extension ForecastReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        asOf = try members.string("asOf")
        `protocol` = try members.message("protocol")
        firstWeek = try members.string("firstWeek")
        weeks = try members.integer("weeks")
        rows = try members.messages("rows")
        later = try members.integer("later")
        patients = try members.integer("patients")
        done = try members.integerIfPresent("done")
        notices = try members.messages("notices")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("asOf", asOf)
        writer.member("protocol", `protocol`)
        writer.member("firstWeek", firstWeek)
        writer.member("weeks", weeks)
        writer.member("rows", rows)
        writer.member("later", later)
        writer.member("patients", patients)
        writer.memberIfPresent("done", done)
        writer.member("notices", notices)
    }
}
