import JSONText

/// A page of the work-list as it leaves for other systems, most urgent first.
public struct ExportPage: Hashable, Sendable {
    /// The day of the list.
    public var asOf: String
    /// The protocol in force.
    public var `protocol`: ProtocolReference
    /// What everyone must know.
    public var notices: [Notice]
    /// How many rows there are on all pages.
    public var total: Int
    /// The rows of this page.
    public var rows: [ExportRow]
    /// What to pass as `after` for the next page; null on the last.
    public var next: String?

    /// The message with these members.
    public init(
        asOf: String, `protocol`: ProtocolReference, notices: [Notice], total: Int, rows: [ExportRow],
        next: String? = nil
    ) {
        self.asOf = asOf
        self.`protocol` = `protocol`
        self.notices = notices
        self.total = total
        self.rows = rows
        self.next = next
    }
}

extension ExportPage: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        asOf = try members.string("asOf")
        `protocol` = try members.message("protocol")
        notices = try members.messages("notices")
        total = try members.integer("total")
        rows = try members.messages("rows")
        next = try members.stringIfPresent("next")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("asOf", asOf)
        writer.member("protocol", `protocol`)
        writer.member("notices", notices)
        writer.member("total", total)
        writer.member("rows", rows)
        writer.member("next", next)
    }
}
