import JSONText

/// A row of the roster, or an event that staff recorded, that something rests on.
public struct FactReport: Hashable, Sendable {
    /// The file, such as `events.csv`; `recorded` for what staff recorded.
    public var file: String
    /// The line on which the row or resource begins, or the number of the act; 0 for what is only supposed.
    public var row: Int
    /// The FHIR resource, as `Observation/abc`; null for a row of a table.
    public var resource: String?
    /// The date, as recorded.
    public var date: String
    /// What the row says, in the words of the roster.
    public var words: String

    /// The message with these members.
    public init(file: String, row: Int, resource: String? = nil, date: String, words: String) {
        self.file = file
        self.row = row
        self.resource = resource
        self.date = date
        self.words = words
    }
}

extension FactReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        file = try members.string("file")
        row = try members.integer("row")
        resource = try members.stringIfPresent("resource")
        date = try members.string("date")
        words = try members.string("words")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("file", file)
        writer.member("row", row)
        writer.member("resource", resource)
        writer.member("date", date)
        writer.member("words", words)
    }
}
