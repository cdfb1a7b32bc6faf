import JSONText

/// Who would be told of a patient's items, when and why; nobody is.
public struct RouteTestPage: Hashable, Sendable {
    /// The day.
    public var asOf: String
    /// A row for each item, route, step and receiver.
    public var rows: [RouteTestReport]
    /// What everyone must know.
    public var notices: [Notice]

    /// The message with these members.
    public init(asOf: String, rows: [RouteTestReport], notices: [Notice]) {
        self.asOf = asOf
        self.rows = rows
        self.notices = notices
    }
}

extension RouteTestPage: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        asOf = try members.string("asOf")
        rows = try members.messages("rows")
        notices = try members.messages("notices")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("asOf", asOf)
        writer.member("rows", rows)
        writer.member("notices", notices)
    }
}
