import JSONText

/// Which rows of the work-list are wanted.
public struct DueRequest: Hashable, Sendable {
    /// The day; the service's own by default.
    public var asOf: String?
    /// Also what falls due within this interval, such as `30d`.
    public var within: String?
    /// Only these statuses.
    public var statuses: [String]?
    /// Only this clinic.
    public var clinic: String?
    /// Only this item.
    public var item: String?
    /// Only this patient.
    public var mrn: String?
    /// Only what has no appointment.
    public var unbooked: Bool?
    /// Only what the caller owns.
    public var mine: Bool?
    /// Only what this user owns.
    public var owner: String?
    /// Everything, `upcoming` included.
    public var all: Bool?
    /// At most so many rows a page.
    public var limit: Int?
    /// The page after this one.
    public var after: String?

    /// The message with these members.
    public init(
        asOf: String? = nil, within: String? = nil, statuses: [String]? = nil, clinic: String? = nil,
        item: String? = nil, mrn: String? = nil, unbooked: Bool? = nil, mine: Bool? = nil, owner: String? = nil,
        all: Bool? = nil, limit: Int? = nil,
        after: String? = nil
    ) {
        self.asOf = asOf
        self.within = within
        self.statuses = statuses
        self.clinic = clinic
        self.item = item
        self.mrn = mrn
        self.unbooked = unbooked
        self.mine = mine
        self.owner = owner
        self.all = all
        self.limit = limit
        self.after = after
    }
}

extension DueRequest: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        asOf = try members.stringIfPresent("asOf")
        within = try members.stringIfPresent("within")
        statuses = try members.stringsIfPresent("statuses")
        clinic = try members.stringIfPresent("clinic")
        item = try members.stringIfPresent("item")
        mrn = try members.stringIfPresent("mrn")
        unbooked = try members.booleanIfPresent("unbooked")
        mine = try members.booleanIfPresent("mine")
        owner = try members.stringIfPresent("owner")
        all = try members.booleanIfPresent("all")
        limit = try members.integerIfPresent("limit")
        after = try members.stringIfPresent("after")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.memberIfPresent("asOf", asOf)
        writer.memberIfPresent("within", within)
        writer.memberIfPresent("statuses", statuses)
        writer.memberIfPresent("clinic", clinic)
        writer.memberIfPresent("item", item)
        writer.memberIfPresent("mrn", mrn)
        writer.memberIfPresent("unbooked", unbooked)
        writer.memberIfPresent("mine", mine)
        writer.memberIfPresent("owner", owner)
        writer.memberIfPresent("all", all)
        writer.memberIfPresent("limit", limit)
        writer.memberIfPresent("after", after)
    }
}
