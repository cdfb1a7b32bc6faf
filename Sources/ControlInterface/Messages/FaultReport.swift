import JSONText

/// A fault of the roster, or of the words of an event.
public struct FaultReport: Hashable, Sendable {
    /// The file; `event` for the words of a call.
    public var file: String
    /// The line; which of a call's events, counted from 1.
    public var row: Int?
    /// The column.
    public var column: String?
    /// What is wrong.
    public var reason: String
    /// What to do.
    public var remedy: String

    /// The message with these members.
    public init(file: String, row: Int? = nil, column: String? = nil, reason: String, remedy: String) {
        self.file = file
        self.row = row
        self.column = column
        self.reason = reason
        self.remedy = remedy
    }
}

extension FaultReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        file = try members.string("file")
        row = try members.integerIfPresent("row")
        column = try members.stringIfPresent("column")
        reason = try members.string("reason")
        remedy = try members.string("remedy")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("file", file)
        writer.member("row", row)
        writer.member("column", column)
        writer.member("reason", reason)
        writer.member("remedy", remedy)
    }
}
