import JSONText

/// What became of an act, or would.
public struct ActOutcome: Hashable, Sendable {
    /// The number of the act, by which it is undone; null for a dry run.
    public var act: Int?
    /// The item it is about; null where it is about none in particular.
    public var item: String?
    /// Medical record number.
    public var mrn: String
    /// Family name, given name and birth date, so that whoever acts sees for whom.
    public var person: String?
    /// The last day of what was laid on the item or confirmed; null for every other act.
    public var until: String?
    /// What is different, a line each; empty where nothing is.
    public var changes: [String]
    /// What holds only once a second person confirms it; null where nobody needs to.
    public var wantsSecond: String?
    /// Of a recorded event `counted`, `merged` or `contradicted`: what the export says of it.
    public var standing: String?
    /// The line of the export's record that it merged with or that contradicts it.
    public var row: Int?
    /// The file in which that record stands.
    public var file: String?
    /// The FHIR resource that it is, as `Observation/abc`; null for a row of a table.
    public var resource: String?
    /// What is accepted as written and yet doubtful.
    public var warnings: [String]
    /// What everyone must know.
    public var notices: [Notice]

    /// The message with these members.
    public init(
        act: Int? = nil, item: String? = nil, mrn: String, person: String? = nil, until: String? = nil,
        changes: [String], wantsSecond: String? = nil,
        standing: String? = nil, row: Int? = nil, file: String? = nil, resource: String? = nil, warnings: [String],
        notices: [Notice]
    ) {
        self.act = act
        self.item = item
        self.mrn = mrn
        self.person = person
        self.until = until
        self.changes = changes
        self.wantsSecond = wantsSecond
        self.standing = standing
        self.row = row
        self.file = file
        self.resource = resource
        self.warnings = warnings
        self.notices = notices
    }
}

extension ActOutcome: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        act = try members.integerIfPresent("act")
        item = try members.stringIfPresent("item")
        mrn = try members.string("mrn")
        person = try members.stringIfPresent("person")
        until = try members.stringIfPresent("until")
        changes = try members.strings("changes")
        wantsSecond = try members.stringIfPresent("wantsSecond")
        standing = try members.stringIfPresent("standing")
        row = try members.integerIfPresent("row")
        file = try members.stringIfPresent("file")
        resource = try members.stringIfPresent("resource")
        warnings = try members.strings("warnings")
        notices = try members.messages("notices")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("act", act)
        writer.member("item", item)
        writer.member("mrn", mrn)
        writer.member("person", person)
        writer.member("until", until)
        writer.member("changes", changes)
        writer.member("wantsSecond", wantsSecond)
        writer.member("standing", standing)
        writer.member("row", row)
        writer.member("file", file)
        writer.member("resource", resource)
        writer.member("warnings", warnings)
        writer.member("notices", notices)
    }
}
