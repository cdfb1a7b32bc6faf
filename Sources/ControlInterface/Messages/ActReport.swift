import JSONText

/// What a user did.
public struct ActReport: Hashable, Sendable {
    /// Its number, by which it is undone.
    public var act: Int
    /// When, in seconds since 1970.
    public var at: Int
    /// The day at the clinic.
    public var day: String
    /// The user who did it.
    public var who: String
    /// `record`, `ack`, `snooze`, `decline`, `defer`, `close`, `second` or `undo`.
    public var verb: String
    /// The item it is about; null where it is about none in particular.
    public var item: String?
    /// What was done, in words.
    public var words: String
    /// The act that undid it.
    public var undoneBy: Int?
    /// Of a recorded event `counted`, `merged` or `contradicted`: what the export says of it.
    public var standing: String?
    /// The line of the export's record that it merged with or that contradicts it.
    public var row: Int?
    /// The file in which that record stands.
    public var file: String?
    /// The FHIR resource that it is, as `Observation/abc`; null for a row of a table.
    public var resource: String?

    /// The message with these members.
    public init(
        act: Int, at: Int, day: String, who: String, verb: String, item: String? = nil, words: String,
        undoneBy: Int? = nil, standing: String? = nil, row: Int? = nil, file: String? = nil, resource: String? = nil
    ) {
        self.act = act
        self.at = at
        self.day = day
        self.who = who
        self.verb = verb
        self.item = item
        self.words = words
        self.undoneBy = undoneBy
        self.standing = standing
        self.row = row
        self.file = file
        self.resource = resource
    }
}

extension ActReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        act = try members.integer("act")
        at = try members.integer("at")
        day = try members.string("day")
        who = try members.string("who")
        verb = try members.string("verb")
        item = try members.stringIfPresent("item")
        words = try members.string("words")
        undoneBy = try members.integerIfPresent("undoneBy")
        standing = try members.stringIfPresent("standing")
        row = try members.integerIfPresent("row")
        file = try members.stringIfPresent("file")
        resource = try members.stringIfPresent("resource")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("act", act)
        writer.member("at", at)
        writer.member("day", day)
        writer.member("who", who)
        writer.member("verb", verb)
        writer.member("item", item)
        writer.member("words", words)
        writer.member("undoneBy", undoneBy)
        writer.member("standing", standing)
        writer.member("row", row)
        writer.member("file", file)
        writer.member("resource", resource)
    }
}
