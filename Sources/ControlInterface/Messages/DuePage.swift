import JSONText

/// A page of the work-list, most urgent first.
public struct DuePage: Hashable, Sendable {
    /// 1; it rises when a reader would have to change.
    public var schemaVersion: Int
    /// The day of the list.
    public var asOf: String
    /// The protocol in force.
    public var `protocol`: ProtocolReference
    /// What everyone must know.
    public var notices: [Notice]
    /// How many rows there are on all pages.
    public var total: Int
    /// The rows of this page.
    public var rows: [DueRow]
    /// What to pass as `after` for the next page; null on the last.
    public var next: String?

    /// The message with these members.
    public init(
        schemaVersion: Int, asOf: String, `protocol`: ProtocolReference, notices: [Notice], total: Int, rows: [DueRow],
        next: String? = nil
    ) {
        self.schemaVersion = schemaVersion
        self.asOf = asOf
        self.`protocol` = `protocol`
        self.notices = notices
        self.total = total
        self.rows = rows
        self.next = next
    }
}

extension DuePage: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        schemaVersion = try members.integer("schemaVersion")
        asOf = try members.string("asOf")
        `protocol` = try members.message("protocol")
        notices = try members.messages("notices")
        total = try members.integer("total")
        rows = try members.messages("rows")
        next = try members.stringIfPresent("next")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writeMembersBeforeRows(to: &writer)
        writer.member("rows", rows)
        writer.member("next", next)
    }

    /// Writes the members before `rows`: whoever writes the rows of many pages as one page begins with those of the first.
    public func writeMembersBeforeRows(to writer: inout JSONWriter) {
        writer.member("schemaVersion", schemaVersion)
        writer.member("asOf", asOf)
        writer.member("protocol", `protocol`)
        writer.member("notices", notices)
        writer.member("total", total)
    }
}
