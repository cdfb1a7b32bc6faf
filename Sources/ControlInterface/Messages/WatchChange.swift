import JSONText

/// The work-list as it is, then as it changes.
public struct WatchChange: Hashable, Sendable {
    /// `state` for the whole list, `changed` for rows new or different, `removed` for rows gone, `notice`.
    public var kind: String
    /// The day.
    public var asOf: String
    /// The rows.
    public var rows: [DueRow]
    /// What everyone must know.
    public var notices: [Notice]

    /// The message with these members.
    public init(kind: String, asOf: String, rows: [DueRow], notices: [Notice]) {
        self.kind = kind
        self.asOf = asOf
        self.rows = rows
        self.notices = notices
    }
}

extension WatchChange: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        kind = try members.string("kind")
        asOf = try members.string("asOf")
        rows = try members.messages("rows")
        notices = try members.messages("notices")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("kind", kind)
        writer.member("asOf", asOf)
        writer.member("rows", rows)
        writer.member("notices", notices)
    }
}
